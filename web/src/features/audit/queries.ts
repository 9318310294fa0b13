import { useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import type { components } from '@/api/schema'
import { read, type Filter } from '@/api/read'

export type AuditEntry = components['schemas']['AuditEntry']
export type AuditVerdict = components['schemas']['AuditVerdict']

interface Page {
  items: AuditEntry[]
  next: string | null
}

export function useTrail(filter: Ref<Filter>) {
  const query = useInfiniteQuery({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam, signal }) => read<Page>('/api/audit', { ...filter.value, limit: 100, after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  })
  return { ...query, items: computed(() => query.data.value?.pages.flatMap((page) => page.items) ?? []) }
}

export const useVerdict = () => useQuery({ queryKey: ['audit-verdict'], queryFn: ({ signal }) => read<AuditVerdict>('/api/audit/verify', {}, signal) })
