import { computed, type Ref } from 'vue'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query'
import { api, ask } from '@/api/client'
import type { MeetingPage } from './types'

export const readMeeting = (id: number, signal?: AbortSignal) => ask(api.GET('/api/meetings/{id}', { params: { path: { id } }, signal }))

export const useMeeting = (id: Ref<number>) => useQuery({ queryKey: ['meeting', id], queryFn: ({ signal }) => readMeeting(id.value, signal) })

export function useMeetings() {
  const query = useInfiniteQuery({
    queryKey: ['meetings'],
    queryFn: ({ pageParam, signal }) => ask(api.GET('/api/meetings', { params: { query: { after: pageParam ?? undefined } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  })
  return { ...query, rows: computed(() => query.data.value?.pages.flatMap((page) => page.items) ?? []) }
}

// Every change answers the page as it is now.
export function useMeetingChanged() {
  const client = useQueryClient()
  return (page: MeetingPage) => {
    client.setQueryData(['meeting', page.meeting.id], page)
    return Promise.all([
      client.invalidateQueries({ queryKey: ['meetings'] }),
      client.invalidateQueries({ queryKey: ['schedule'] }),
      client.invalidateQueries({ queryKey: ['home'] }),
    ])
  }
}

export const useSchedule = (from: Ref<string>, to: Ref<string>) =>
  useQuery({
    queryKey: ['schedule', from, to],
    queryFn: async ({ signal }) => (await ask(api.GET('/api/schedule', { params: { query: { from_on: from.value, to_on: to.value } }, signal }))).items,
  })

export const useSetting = () => useQuery({ queryKey: ['meeting-settings'], queryFn: ({ signal }) => ask(api.GET('/api/meeting-settings', { signal })) })

export const useFieldDays = (month: Ref<string>) =>
  useQuery({
    queryKey: ['field-days', month],
    queryFn: async ({ signal }) => {
      const params = { query: { month: month.value } }
      const [days, counts] = await Promise.all([ask(api.GET('/api/field-days', { params, signal })), ask(api.GET('/api/field-days/count', { params, signal }))])
      return { days: days.items, counts }
    },
  })

export const useFeed = () => useQuery({ queryKey: ['feed'], queryFn: ({ signal }) => ask(api.GET('/api/me/feed', { signal })) })
