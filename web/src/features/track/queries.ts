import { computed, type Ref } from 'vue'
import { useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import { api, ask } from '@/api/client'
import type { ContactMethod } from './types'

const id = (of: Ref<number>) => ({ params: { path: { id: of.value } } })

export const useDirectives = (matterId: Ref<number>) =>
  useQuery({
    queryKey: ['matter', matterId, 'directives'],
    queryFn: ({ signal }) => ask(api.GET('/api/matters/{id}/directives', { ...id(matterId), signal })),
  })

export const useContacts = (matterId: Ref<number>) =>
  useQuery({
    queryKey: ['matter', matterId, 'contacts'],
    queryFn: ({ signal }) => ask(api.GET('/api/matters/{id}/contacts', { ...id(matterId), signal })),
  })

export const counterpartOf = (assignmentId: number) => ask(api.GET('/api/assignments/{id}/counterpart', { params: { path: { id: assignmentId } } }))

export interface ContactFilter {
  unit_id?: number
  method?: ContactMethod
  from?: string
  to?: string
}

export function useTracking(filter: Ref<ContactFilter>) {
  const query = useInfiniteQuery({
    queryKey: ['contacts', filter],
    queryFn: ({ pageParam, signal }) => ask(api.GET('/api/contacts', { params: { query: { ...filter.value, after: pageParam ?? undefined } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  })
  const contacts = computed(() => query.data.value?.pages.flatMap((page) => page.items) ?? [])
  return { ...query, contacts }
}
