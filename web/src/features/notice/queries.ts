import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { act, api, ask, newKey } from '@/api/client'
import type { Preferences } from './types'
import { isLive } from './use-events'

const PAGE = 30
const POLL_MS = 60_000

export function useUnread() {
  const query = useQuery({
    queryKey: ['notices', 'count'],
    queryFn: ({ signal }) => ask(api.GET('/api/notifications/count', { signal })),
    refetchInterval: computed(() => (isLive.value ? false : POLL_MS)),
  })
  return computed(() => query.data.value?.unread ?? 0)
}

export function useNotices(unread: Ref<boolean>, limit = PAGE) {
  const query = useInfiniteQuery({
    queryKey: ['notices', 'list', unread, limit],
    queryFn: ({ pageParam, signal }) =>
      ask(api.GET('/api/notifications', { params: { query: { unread: unread.value, limit, after: pageParam ?? undefined } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  })
  return { ...query, items: computed(() => query.data.value?.pages.flatMap((page) => page.items) ?? []) }
}

export function useMarkRead() {
  const client = useQueryClient()
  return async (marks: { ids: number[] } | { all: true }) => {
    await act('/api/notifications/read', marks, { key: newKey() })
    await client.invalidateQueries({ queryKey: ['notices'] })
  }
}

export const usePreferences = () =>
  useQuery({ queryKey: ['preferences'], queryFn: ({ signal }) => ask(api.GET('/api/me/preferences', { signal })), refetchOnWindowFocus: false })

export const keepPreferences = (wanted: Preferences, key: string) => act<Preferences>('/api/me/preferences', wanted, { key }, 'PUT')
