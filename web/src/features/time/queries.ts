import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { api, ask } from '@/api/client'

// Under the key of the matter, so that whatever changes it reads these anew.
const id = (of: Ref<number>) => ({ params: { path: { id: of.value } } })

export const useDeadlines = (matterId: Ref<number>, assignmentId: Ref<number>, enabled: Ref<boolean>) =>
  useQuery({
    queryKey: ['matter', matterId, 'deadlines', assignmentId],
    queryFn: ({ signal }) => ask(api.GET('/api/assignments/{id}/deadlines', { ...id(assignmentId), signal })),
    enabled,
  })

export const useReminders = (matterId: Ref<number>, assignmentId: Ref<number>, enabled: Ref<boolean>) =>
  useQuery({
    queryKey: ['matter', matterId, 'reminders', assignmentId],
    queryFn: ({ signal }) => ask(api.GET('/api/assignments/{id}/reminders', { ...id(assignmentId), signal })),
    enabled,
  })

function items<T>(query: { data: Ref<{ items: T[] } | undefined> }) {
  return computed(() => query.data.value?.items ?? [])
}

export function useRequests(matterId: Ref<number>) {
  const extensions = useQuery({
    queryKey: ['matter', matterId, 'extensions'],
    queryFn: ({ signal }) => ask(api.GET('/api/matters/{id}/extensions', { ...id(matterId), signal })),
  })
  const suspensions = useQuery({
    queryKey: ['matter', matterId, 'suspensions'],
    queryFn: ({ signal }) => ask(api.GET('/api/matters/{id}/suspensions', { ...id(matterId), signal })),
  })
  return { extensions: items(extensions), suspensions: items(suspensions) }
}

export function useLadderOf(matterId: Ref<number>) {
  const query = useQuery({
    queryKey: ['matter', matterId, 'ladder'],
    queryFn: ({ signal }) => ask(api.GET('/api/matters/{id}/ladder', { ...id(matterId), signal })),
  })
  return items(query)
}

export function useOwed() {
  const query = useQuery({
    queryKey: ['due'],
    queryFn: ({ signal }) => ask(api.GET('/api/due', { signal })),
  })
  return { ...query, items: items(query) }
}

