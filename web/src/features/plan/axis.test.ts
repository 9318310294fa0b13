import { describe, expect, it } from 'vitest'
import { weekdayOf } from '@/format/dates'
import { monthsOf, placeOf, workingDays } from './axis'

const isOff = (day: string) => weekdayOf(day) % 6 === 0

describe('the axis of working days', () => {
  const days = workingDays('2026-11-26', '2026-12-08', isOff)
  it('leaves days off out', () => {
    expect(days).toEqual(['2026-11-26', '2026-11-27', '2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04', '2026-12-07', '2026-12-08'])
  })
  it('[A4.2.1] places a step on its working days', () => {
    expect(placeOf(days, '2026-11-27', '2026-12-01')).toEqual({ at: 2, span: 3 })
    expect(placeOf(days, '2026-11-28', '2026-12-06')).toEqual({ at: 3, span: 5 })
    expect(placeOf(days, '2026-11-29', '2026-11-29')).toEqual({ at: 3, span: 1 })
    expect(placeOf(days, '2026-12-20', '2026-12-22')).toEqual({ at: 9, span: 1 })
  })
  it('names the months, the year at the first', () => {
    expect(monthsOf(days)).toEqual([
      { label: '2026年11月', at: 1, span: 3 },
      { label: '12月', at: 4, span: 6 },
    ])
  })
})
