import { computed, type Ref } from 'vue'
import { useQueries } from '@tanstack/vue-query'
import { api, ask } from '@/api/client'
import type { Workday } from '@/api/types'
import { distance, nearYears, weekdayOf } from '@/format/dates'

const load = (year: number) => ({
  queryKey: ['workdays', year],
  queryFn: () => ask(api.GET('/api/workdays', { params: { query: { year } } })),
  staleTime: Infinity,
})

// Holidays and make-up days of the given years, by day; and the years whose list is not out yet.
export function useWorkdays(years: Ref<number[]>) {
  const results = useQueries({ queries: computed(() => years.value.map(load)) })
  const known = computed(() => {
    const byDay = new Map<string, Workday>()
    for (const { data } of results.value) for (const one of data?.items ?? []) byDay.set(one.day, one)
    return byDay
  })
  const unpublished = computed(() => results.value.flatMap(({ data }) => (data && !data.published ? [data.year] : [])))
  const isLoaded = computed(() => results.value.every(({ data }) => data))
  return { known, unpublished, isLoaded }
}

export function dayKind(day: string, known: ReadonlyMap<string, Workday>) {
  const marked = known.get(day)
  if (marked) return { isOff: marked.kind === 'holiday', mark: marked.kind === 'holiday' ? '休' : '班', name: marked.name }
  const weekday = weekdayOf(day)
  return { isOff: weekday === 0 || weekday === 6, mark: '', name: '' }
}

// How far a limit is, in the words of the lights.
export function useDistance() {
  const { known, isLoaded } = useWorkdays(computed(() => nearYears()))
  const isOff = (day: string) => dayKind(day, known.value).isOff
  return (due: string | null | undefined) => distance(due, isLoaded.value ? isOff : undefined)
}
