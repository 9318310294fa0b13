import { computed, type Ref } from 'vue'
import { useQueries } from '@tanstack/vue-query'
import { api, ask } from '@/api/client'
import type { Workday } from '@/api/types'
import { weekdayOf } from '@/format/dates'

const load = (year: number) => ({
  queryKey: ['workdays', year],
  queryFn: async () => (await ask(api.GET('/api/workdays', { params: { query: { year } } }))).items,
  staleTime: Infinity,
})

// Holidays and make-up days of the given years, by day.
export function useWorkdays(years: Ref<number[]>) {
  const results = useQueries({ queries: computed(() => years.value.map(load)) })
  return computed(() => {
    const byDay = new Map<string, Workday>()
    for (const { data } of results.value) for (const one of data ?? []) byDay.set(one.day, one)
    return byDay
  })
}

export function dayKind(day: string, known: ReadonlyMap<string, Workday>) {
  const marked = known.get(day)
  if (marked) return { isOff: marked.kind === 'holiday', mark: marked.kind === 'holiday' ? '休' : '班', name: marked.name }
  const weekday = weekdayOf(day)
  return { isOff: weekday === 0 || weekday === 6, mark: '', name: '' }
}
