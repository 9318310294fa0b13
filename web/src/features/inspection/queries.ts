import { computed, type Ref } from 'vue'
import { useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import { api, ask } from '@/api/client'
import { read } from '@/api/read'
import type { InspectionRow, Visit } from './types'

// Filters as the address has them.
export type InspectionFilter = Partial<Record<'kind' | 'status' | 'unit_id' | 'q' | 'mine', string>>

export function useInspections(filter: Ref<InspectionFilter>) {
  const query = useInfiniteQuery({
    queryKey: ['inspections', filter],
    queryFn: ({ pageParam, signal }) =>
      read<{ items: InspectionRow[]; next: string | null }>('/api/inspections', { ...filter.value, after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  })
  return { ...query, rows: computed(() => query.data.value?.pages.flatMap((page) => page.items) ?? []) }
}

export const useInspection = (id: Ref<number>, enabled = true) =>
  useQuery({
    queryKey: ['inspection', id],
    queryFn: ({ signal }) => ask(api.GET('/api/inspections/{id}', { params: { path: { id: id.value } }, signal })),
    enabled,
  })

export const useInspectionsOf = (matterId: Ref<number>) =>
  useQuery({
    queryKey: ['matter', matterId, 'inspections'],
    queryFn: ({ signal }) => ask(api.GET('/api/matters/{id}/inspections', { params: { path: { id: matterId.value } }, signal })),
  })

export const reportDraftOf = (id: number) => ask(api.GET('/api/inspections/{id}/report-draft', { params: { path: { id } } })).then((found) => found.report)

export const useQuotas = (enabled: boolean) =>
  useQuery({ queryKey: ['inspections', 'quotas'], queryFn: ({ signal }) => ask(api.GET('/api/inspection-quotas', { signal })), enabled })

export const useCheckLists = () => useQuery({ queryKey: ['check-lists'], queryFn: ({ signal }) => ask(api.GET('/api/check-lists', { signal })) })

// Everybody in a post, page by page; small enough to choose from at once.
export const usePosts = () =>
  useQuery({
    queryKey: ['memberships', 'all'],
    queryFn: async ({ signal }) => {
      const all = []
      let after: string | null = null
      do {
        const page: Awaited<ReturnType<typeof onePage>> = await onePage(after, signal)
        all.push(...page.items)
        after = page.next
      } while (after)
      return all
    },
    staleTime: 300_000,
  })
const onePage = (after: string | null, signal: AbortSignal) =>
  ask(api.GET('/api/memberships', { params: { query: { limit: 200, after: after ?? undefined } }, signal }))

export const photoPath = (visit: Pick<Visit, 'id'>, fileId: number) => `/api/inspection-visits/${visit.id}/files/${fileId}`
