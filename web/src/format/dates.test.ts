import { describe, expect, it } from 'vitest'
import { addDays, addMonths, daysBetween, distance, fullDay, longDay, moment, nearYears, parseDay, shortDay, today } from './dates'

const NOW = '2026-11-22'

describe('dates as people read them', () => {
  it('names the weekday and leaves out this year', () => {
    expect(longDay('2026-11-30', NOW)).toBe('11月30日（周一）')
    expect(longDay('2027-01-05', NOW)).toBe('2027年1月5日（周二）')
    expect(longDay(null)).toBe('')
    expect(shortDay('2026-11-03T10:00:00+08:00', NOW)).toBe('11月3日')
    expect(fullDay('2026-11-03')).toBe('2026年11月3日')
    expect(fullDay(null)).toBe('')
  })
  it('reads instants in Beijing time whatever the zone they are written in', () => {
    expect(moment('2026-11-22T00:05:00+08:00', NOW)).toBe('今天 00:05')
    expect(moment('2026-11-21T16:30:00Z', NOW)).toBe('今天 00:30')
    expect(moment('2026-11-21T09:00:00+08:00', NOW)).toBe('昨天 09:00')
    expect(moment('2025-11-03T10:12:00+08:00', NOW)).toBe('2025年11月3日 10:12')
    expect(today(Date.parse('2026-11-21T16:00:00Z'))).toBe('2026-11-22')
  })
  it('says how far the limit is', () => {
    expect(distance('2026-11-19', undefined, NOW)).toBe('超期 3 天')
    expect(distance(NOW, undefined, NOW)).toBe('今天到期')
    expect(distance('2026-12-01', undefined, NOW)).toBe('还有 9 天')
  })
  it('counts working days while the limit is near, as the lights do', () => {
    const off = ['2026-11-28', '2026-11-29', '2026-11-30']
    const far = (due: string) => distance(due, (day) => off.includes(day), NOW)
    expect(far('2026-11-23')).toBe('还有 1 个工作日')
    expect(far('2026-12-01')).toBe('还有 6 个工作日')
    expect(far('2026-12-23')).toBe('还有 28 个工作日')
    expect(far('2026-12-24')).toBe('还有 32 天')
    expect(distance('2026-11-30', (day) => off.includes(day), '2026-11-27'), 'nothing but days off').toBe('还有 3 天')
    expect(nearYears(NOW)).toEqual([2026])
    expect(nearYears('2026-12-01')).toEqual([2026, 2027])
  })
  it('counts over month and year ends', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
    expect(addMonths('2026-11-30', 3)).toBe('2027-02-28')
    expect(daysBetween('2026-02-27', '2026-03-02')).toBe(3)
  })
  it('takes the ways people type a day, and no other', () => {
    for (const text of ['2026-11-30', '2026/11/30', '20261130', '2026年11月30日', '11月30日', '11-30', '11.30', '11月30日（周一）'])
      expect(parseDay(text, NOW), text).toBe('2026-11-30')
    for (const text of ['', '下周一', '2026-02-30', '13-1', '2026-11']) expect(parseDay(text, NOW), text).toBeNull()
  })
})
