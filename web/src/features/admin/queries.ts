import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { read, type Filter } from '@/api/read'
import type { Unit } from '@/api/types'
import type { Body, Charge, Liaison, Membership, Person } from './types'

interface Page<T> {
  items: T[]
  next: string | null
}

const MOST_A_PAGE = 200

// A list that is small by nature, read to its end.
async function readAll<T>(path: string, filter: Filter = {}, signal?: AbortSignal): Promise<T[]> {
  const all: T[] = []
  let after: string | null = null
  do {
    const page: Page<T> = await read<Page<T>>(path, { ...filter, limit: MOST_A_PAGE, after }, signal)
    all.push(...page.items)
    after = page.next
  } while (after)
  return all
}

function useAll<T>(key: string, path: string, filter: Filter = {}) {
  const query = useQuery({ queryKey: [key, filter], queryFn: ({ signal }) => readAll<T>(path, filter, signal) })
  return { ...query, items: computed(() => query.data.value ?? []) }
}

export const useAllUnits = () => useAll<Unit>('units-all', '/api/units')
export const useBodies = () => useAll<Body>('bodies', '/api/bodies')
export const useLiaisons = () => useAll<Liaison>('liaisons', '/api/liaisons')
export const useLeaders = () => useAll<Membership>('memberships', '/api/memberships', { role: 'leader' })

export function useCharges() {
  const query = useQuery({ queryKey: ['charges'], queryFn: ({ signal }) => read<Page<Charge>>('/api/charges', {}, signal) })
  return { ...query, items: computed(() => query.data.value?.items ?? []) }
}

export function usePeople(filter: Ref<Filter>) {
  const query = useInfiniteQuery({
    queryKey: ['people', filter],
    queryFn: ({ pageParam, signal }) => read<Page<Person>>('/api/people', { ...filter.value, limit: 50, after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  })
  return { ...query, items: computed(() => query.data.value?.pages.flatMap((page) => page.items) ?? []) }
}

// After a change everything about the organisation is read anew; it is small.
export function useRenewal() {
  const queries = useQueryClient()
  return () => queries.invalidateQueries()
}
