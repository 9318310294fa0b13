import { addDays, addMonths, weekdayOf } from '@/format/dates'

export const WEEKDAY_HEADS = ['一', '二', '三', '四', '五', '六', '日']
const CELLS = 42

export const monthStart = (day: string) => `${day.slice(0, 7)}-01`

// Six weeks from the Monday on or before the first of the month.
export function monthCells(day: string): string[][] {
  const first = monthStart(day)
  const monday = addDays(first, -((weekdayOf(first) + 6) % 7))
  const days = Array.from({ length: CELLS }, (_, n) => addDays(monday, n))
  return Array.from({ length: 6 }, (_, week) => days.slice(week * 7, week * 7 + 7))
}

const fromMonday = (day: string) => (weekdayOf(day) + 6) % 7

const MOVES: Record<string, (day: string) => string> = {
  ArrowLeft: (day) => addDays(day, -1),
  ArrowRight: (day) => addDays(day, 1),
  ArrowUp: (day) => addDays(day, -7),
  ArrowDown: (day) => addDays(day, 7),
  Home: (day) => addDays(day, -fromMonday(day)),
  End: (day) => addDays(day, 6 - fromMonday(day)),
  PageUp: (day) => addMonths(day, -1),
  PageDown: (day) => addMonths(day, 1),
}

// The day that a key leads to, or null for a key that is none of ours.
export const dayByKey = (key: string, day: string) => MOVES[key]?.(day) ?? null
