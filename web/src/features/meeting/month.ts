import { addDays, addMonths, weekdayOf } from '@/format/dates'
import type { Entry } from './types'

// Weeks from Monday to Sunday, as the calendar shows them.
export const monday = (day: string) => addDays(day, -((weekdayOf(day) + 6) % 7))
export const weekOf = (day: string) => Array.from({ length: 7 }, (_, n) => addDays(monday(day), n))

// The whole weeks that a month touches.
export function monthOf(day: string) {
  const first = `${day.slice(0, 8)}01`
  const last = addDays(addMonths(first, 1), -1)
  const days: string[] = []
  for (let at = monday(first); at <= last || days.length % 7; at = addDays(at, 1)) days.push(at)
  return days
}

export const monthName = (day: string) => `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月`

// Each day with what falls on it, also where it began before.
export function byDay(days: string[], entries: Entry[]) {
  return days.map((day) => ({ day, entries: entries.filter((one) => one.from_on <= day && one.to_on >= day) }))
}
