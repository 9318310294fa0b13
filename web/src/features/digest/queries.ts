import { useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { api, ask } from '@/api/client'

export const readDigest = (id: number, signal?: AbortSignal) => ask(api.GET('/api/digests/{id}', { params: { path: { id } }, signal }))

export const useDigest = (id: Ref<number>) =>
  useQuery({ queryKey: ['digest', id], queryFn: ({ signal }) => readDigest(id.value, signal), refetchOnWindowFocus: false })

export function useDigests() {
  const query = useInfiniteQuery({
    queryKey: ['digests'],
    queryFn: ({ pageParam, signal }) => ask(api.GET('/api/digests', { params: { query: { after: pageParam ?? undefined } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  })
  return { ...query, rows: computed(() => query.data.value?.pages.flatMap((page) => page.items) ?? []) }
}

export const useBriefing = () => useQuery({ queryKey: ['briefing'], queryFn: ({ signal }) => ask(api.GET('/api/briefing', { signal })) })
