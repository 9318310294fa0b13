import { useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { api, ask } from '@/api/client'

const PAGE = 30

export function useTalk(id: Ref<number>) {
  const query = useInfiniteQuery({
    queryKey: ['matter', id, 'talk'],
    queryFn: ({ pageParam, signal }) =>
      ask(api.GET('/api/matters/{id}/talk', { params: { path: { id: id.value }, query: { limit: PAGE, after: pageParam ?? undefined } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  })
  return { ...query, words: computed(() => query.data.value?.pages.flatMap((page) => page.items) ?? []) }
}

export const useListeners = (id: Ref<number>) =>
  useQuery({
    queryKey: ['matter', id, 'talk', 'people'],
    queryFn: ({ signal }) => ask(api.GET('/api/matters/{id}/talk/people', { params: { path: { id: id.value } }, signal })),
  })
