import { describe, expect, it } from 'vitest'
import { dayByKey, monthCells } from './calendar'
import { dayKind } from './use-workdays'

describe('the calendar', () => {
  it('begins weeks on Monday and shows six of them', () => {
    const weeks = monthCells('2026-11-22')
    expect(weeks).toHaveLength(6)
    expect(weeks[0]![0]).toBe('2026-10-26')
    expect(weeks[0]![6]).toBe('2026-11-01')
    expect(weeks[5]![6]).toBe('2026-12-06')
  })
  it('moves by keys across months', () => {
    expect(dayByKey('ArrowDown', '2026-11-28')).toBe('2026-12-05')
    expect(dayByKey('Home', '2026-11-22')).toBe('2026-11-16')
    expect(dayByKey('End', '2026-11-16')).toBe('2026-11-22')
    expect(dayByKey('PageUp', '2026-03-31')).toBe('2026-02-28')
    expect(dayByKey('Tab', '2026-03-31')).toBeNull()
  })
  it('knows holidays on weekdays and work on Sundays', () => {
    const known = new Map([
      ['2026-10-01', { day: '2026-10-01', kind: 'holiday' as const, name: '国庆节' }],
      ['2026-10-10', { day: '2026-10-10', kind: 'workday' as const, name: '国庆节调休补班' }],
    ])
    expect(dayKind('2026-10-01', known)).toEqual({ isOff: true, mark: '休', name: '国庆节' })
    expect(dayKind('2026-10-10', known).isOff).toBe(false)
    expect(dayKind('2026-10-11', known).isOff).toBe(true)
    expect(dayKind('2026-10-12', known).isOff).toBe(false)
  })
})
