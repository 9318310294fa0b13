import { addDays, addMonths } from '@/format/dates'

export interface Period {
  from_on: string
  to_on: string
}

const monthOf = (day: string) => `${day.slice(0, 7)}-01`

// Whole months and quarters, none beyond today.
export function presets(today: string): [name: string, period: Period][] {
  const month = monthOf(today)
  const last = addMonths(month, -1)
  const quarter = addMonths(month, -((Number(today.slice(5, 7)) - 1) % 3))
  return [
    ['本月', { from_on: month, to_on: today }],
    ['上月', { from_on: last, to_on: addDays(month, -1) }],
    ['本季度', { from_on: quarter, to_on: today }],
    ['上季度', { from_on: addMonths(quarter, -3), to_on: addDays(quarter, -1) }],
  ]
}

export function periodOf(query: Record<string, unknown>, today: string): Period {
  const isDay = (one: unknown): one is string => typeof one === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(one)
  const { from_on: from, to_on: to } = query
  return isDay(from) && isDay(to) ? { from_on: from, to_on: to } : presets(today)[0]![1]
}

// Of what has come due; nothing where nothing has.
export function share(n: number, { done, late, missed }: { done: number; late: number; missed: number }) {
  const due = done + late + missed
  return due ? `${Math.round((n / due) * 100)}%` : ''
}
