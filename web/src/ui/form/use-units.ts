import { computed } from 'vue'
import { useQuery } from '@tanstack/vue-query'
import { api, ask } from '@/api/client'

// The whole tree at once; it is small and changes seldom.
export function useUnits() {
  const query = useQuery({
    queryKey: ['units'],
    queryFn: async ({ signal }) => (await ask(api.GET('/api/units', { signal }))).items,
    staleTime: 300_000,
  })
  const units = computed(() => query.data.value ?? [])
  const unitName = (id: number | null | undefined) => units.value.find((unit) => unit.id === id)?.name ?? ''
  return { ...query, units, unitName }
}
