import { computed, type Ref } from 'vue'
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query'
import { act, api, ask } from '@/api/client'
import type { MatterRow, View } from '@/api/types'
import type { Filter } from './filter'

const PAGE = 100

const page = (filter: Filter, after: string | undefined, limit: number, signal?: AbortSignal) =>
  ask(api.GET('/api/matters', { params: { query: { ...filter, after, limit } }, signal }))

// The ledger, a page after the other as one scrolls down.
export function useLedger(filter: Ref<Filter>) {
  const query = useInfiniteQuery({
    queryKey: ['matters', filter],
    queryFn: ({ pageParam, signal }) => page(filter.value, pageParam, PAGE, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  })
  const rows = computed(() => query.data.value?.pages.flatMap((one) => one.items) ?? [])
  return { ...query, rows }
}

const PRINT_MOST = 1000
const PRINT_PAGE = 200

// For paper: all rows, up to as many as anyone would print.
export async function allRows(filter: Filter, signal?: AbortSignal): Promise<{ rows: MatterRow[]; isCut: boolean }> {
  const rows: MatterRow[] = []
  let after: string | undefined
  do {
    const part = await page(filter, after, PRINT_PAGE, signal)
    rows.push(...part.items)
    after = part.next ?? undefined
  } while (after && rows.length < PRINT_MOST)
  return { rows, isCut: after !== undefined }
}

export function useViews() {
  const client = useQueryClient()
  const query = useQuery({
    queryKey: ['views'],
    queryFn: async ({ signal }) => (await ask(api.GET('/api/views', { signal }))).items,
  })
  const changed = () => client.invalidateQueries({ queryKey: ['views'] })
  async function save(name: string, text: string, key: string) {
    const view = await act<View>('/api/views', { name, query: text }, { key })
    await changed()
    return view
  }
  async function drop(id: number) {
    await ask(api.DELETE('/api/views/{id}', { params: { path: { id } } }))
    await changed()
  }
  return { views: computed(() => query.data.value ?? []), save, drop }
}
