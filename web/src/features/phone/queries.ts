import { useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { read } from '@/api/read'
import type { Action, Assignment, Home, Matter, MatterPage, MatterRow, Report } from '@/api/types'

export interface AssignmentPage {
  assignment: Assignment
  matter: Pick<Matter, 'id' | 'title' | 'doc_no' | 'due_on' | 'report_cycle'>
  last_report: Report | null
  actions: Action[]
}

export const useTodos = () => useQuery({ queryKey: ['home'], queryFn: ({ signal }) => read<Home>('/api/home', {}, signal) })

export const useMatterPage = (id: Ref<number>) =>
  useQuery({ queryKey: ['matter', id], queryFn: ({ signal }) => read<MatterPage>(`/api/matters/${id.value}`, {}, signal) })

export const useAssignment = (id: Ref<number>) =>
  useQuery({
    queryKey: ['assignment', id],
    queryFn: ({ signal }) => read<AssignmentPage>(`/api/assignments/${id.value}`, {}, signal),
    // A form is being filled in from it: what stands there must not change underneath.
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  })

interface Page {
  items: MatterRow[]
  next: string | null
}

export function useOpenMatters() {
  const query = useInfiniteQuery({
    queryKey: ['open-matters'],
    queryFn: ({ pageParam, signal }) =>
      read<Page>('/api/matters', { status: 'issued', sort: 'due', limit: 30, after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  })
  return { ...query, rows: computed(() => query.data.value?.pages.flatMap((page) => page.items) ?? []) }
}
