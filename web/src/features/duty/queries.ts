import { computed, type Ref } from 'vue'
import { useQuery } from '@tanstack/vue-query'
import { api, ask } from '@/api/client'
import { read } from '@/api/read'
import type { components } from '@/api/schema'

type Schemas = components['schemas']
export type Acting = Schemas['Acting']
export type Membership = Schemas['Membership']
export type Duties = Schemas['Duties']
export type DutyItem = Schemas['DutyItem']

const MOST_A_PAGE = 200

async function readPosts(signal?: AbortSignal): Promise<Membership[]> {
  const all: Membership[] = []
  let after: string | null = null
  do {
    const page: { items: Membership[]; next: string | null } = await read('/api/memberships', { limit: MOST_A_PAGE, after }, signal)
    all.push(...page.items)
    after = page.next
  } while (after)
  return all
}

export function usePosts() {
  const query = useQuery({ queryKey: ['memberships', 'all'], queryFn: ({ signal }) => readPosts(signal) })
  return { ...query, posts: computed(() => query.data.value ?? []) }
}

export const useActing = () => useQuery({ queryKey: ['acting'], queryFn: ({ signal }) => ask(api.GET('/api/acting', { signal })) })

export const useDuties = (id: Ref<number | null>) =>
  useQuery({
    queryKey: ['duties', id],
    queryFn: ({ signal }) => ask(api.GET('/api/memberships/{id}/duties', { params: { path: { id: id.value! } }, signal })),
    enabled: () => id.value !== null,
  })

export const useHandovers = () =>
  useQuery({ queryKey: ['handovers'], queryFn: ({ signal }) => ask(api.GET('/api/handovers', { params: { query: { limit: 50 } }, signal })) })

export const postName = (one: Pick<Membership, 'name' | 'unit_name' | 'post'>) => `${one.name}（${one.unit_name}${one.post}）`
