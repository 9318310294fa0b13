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
  // Whom to call about what a unit owes (C3.1): 电话 0556-5520012　联络员 林晓 13905562012
  const contactOf = (id: number | null | undefined) => {
    const unit = units.value.find((one) => one.id === id)
    if (!unit) return ''
    const liaison = unit.liaison && `联络员 ${[unit.liaison, unit.liaison_phone].filter(Boolean).join(' ')}`
    return [unit.phone && `电话 ${unit.phone}`, liaison].filter(Boolean).join('　')
  }
  return { ...query, units, unitName, contactOf }
}
