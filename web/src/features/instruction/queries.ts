import { computed, type Ref } from 'vue'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query'
import { api, ask } from '@/api/client'
import { useSession } from '@/app/session'
import { useUnits } from '@/ui/form/use-units'
import type { Instruction } from './deeds'

export interface InstructionFilter {
  mine?: boolean
  status?: Instruction['status']
}

export function useInstructions(filter: Ref<InstructionFilter>) {
  const query = useInfiniteQuery({
    queryKey: ['instructions', filter],
    queryFn: ({ pageParam, signal }) => ask(api.GET('/api/instructions', { params: { query: { ...filter.value, after: pageParam ?? undefined } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  })
  const instructions = computed(() => query.data.value?.pages.flatMap((page) => page.items) ?? [])
  return { ...query, instructions }
}

export const useInstruction = (id: Ref<number>) =>
  useQuery({
    queryKey: ['instruction', id],
    queryFn: ({ signal }) => ask(api.GET('/api/instructions/{id}', { params: { path: { id: id.value } }, signal })),
  })

// The units that the body may be asked to see to, and whether the leader may instruct all of them.
export function useReach() {
  const session = useSession()
  const { units } = useUnits()
  const options = computed(() => units.value.filter((unit) => unit.body_id === session.me!.membership.body_id && unit.status === 'active').map(({ id, name }) => ({ id, name })))
  return { units: options, isHead: session.me!.membership.rank === 'head' }
}

export function useInstructionChanged() {
  const client = useQueryClient()
  return () => client.invalidateQueries()
}
