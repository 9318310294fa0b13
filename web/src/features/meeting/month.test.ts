import { expect, test } from 'vitest'
import { byDay, monday, monthName, monthOf, weekOf } from './month'
import type { Entry } from './types'

const entry = (from_on: string, to_on = from_on) => ({ from_on, to_on }) as Entry

test('a week begins on Monday', () => {
  expect(monday('2026-11-22')).toBe('2026-11-16')
  expect(monday('2026-11-23')).toBe('2026-11-23')
  expect(weekOf('2026-11-22')).toEqual(['16', '17', '18', '19', '20', '21', '22'].map((d) => `2026-11-${d}`))
})

test('a month is shown in whole weeks', () => {
  const days = monthOf('2026-11-22')
  expect(days.length % 7).toBe(0)
  expect([days[0], days[days.length - 1]]).toEqual(['2026-10-26', '2026-12-06'])
  expect(monthOf('2027-02-10')).toHaveLength(28)
  expect(monthName('2026-01-05')).toBe('2026年1月')
})

test('what lasts several days stands on each of them', () => {
  const [a, b, c] = byDay(['2026-11-01', '2026-11-02', '2026-11-03'], [entry('2026-10-30', '2026-11-02'), entry('2026-11-02')])
  expect([a, b, c].map((one) => one!.entries.length)).toEqual([1, 2, 0])
})
