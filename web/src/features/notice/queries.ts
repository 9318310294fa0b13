import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, onBeforeUnmount, onMounted, ref, type Ref } from 'vue'
import { act, api, ask, newKey } from '@/api/client'
import { followEvents, type Hint } from './events'
import type { Preferences } from './types'

const PAGE = 30
const POLL_MS = 60_000
const isLive = ref(false)

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

// While it is mounted, what a hint is about is read anew.
export function useEvents() {
  const client = useQueryClient()
  function renew({ kind, matter_id: matterId }: Hint) {
    const keys: unknown[][] = [['home'], ['due'], matterId ? ['matter', matterId] : ['matter'], ...(kind === 'matter' ? [] : [['notices']])]
    for (const queryKey of keys) void client.invalidateQueries({ queryKey })
  }
  // What was missed while the line was broken is asked for at once.
  let wasLive = false
  function follow(now: boolean) {
    isLive.value = now
    if (now && wasLive) renew({})
    wasLive ||= now
  }
  let stop = () => {}
  onMounted(() => {
    stop = followEvents({ hint: renew, live: follow })
  })
  onBeforeUnmount(() => stop())
}
