import { addDays } from '@/format/dates'

// The working days of a chart, in order, and where a step lies on them.
const DAYS_MAX = 400

export function workingDays(from: string, to: string, isOff: (day: string) => boolean): string[] {
  const days: string[] = []
  for (let day = from; day <= to && days.length < DAYS_MAX; day = addDays(day, 1)) if (!isOff(day)) days.push(day)
  return days
}

// First column from 1, and how many; a day off counts as the working day after it, at the end of a step as the one before.
export function placeOf(days: string[], start: string, end: string): { at: number; span: number } {
  const first = days.findIndex((day) => day >= start)
  const at = first < 0 ? days.length : first + 1
  const last = days.filter((day) => day <= end).length
  return { at, span: Math.max(1, last - at + 1) }
}

export interface Month {
  label: string
  at: number
  span: number
}

export function monthsOf(days: string[]): Month[] {
  const months: Month[] = []
  days.forEach((day, n) => {
    const last = months[months.length - 1]
    const label = `${Number(day.slice(5, 7))}月`
    if (last && days[n - 1]!.slice(0, 7) === day.slice(0, 7)) last.span++
    else months.push({ label: n === 0 || day.slice(5, 7) === '01' ? `${day.slice(0, 4)}年${label}` : label, at: n + 1, span: 1 })
  })
  return months
}
