import { describe, expect, it } from 'vitest'
import { periodOf, presets, share } from './periods'

describe('the period of a table of punctuality', () => {
  it('offers whole months and quarters that end by today', () => {
    expect(Object.fromEntries(presets('2026-11-22'))).toEqual({
      本月: { from_on: '2026-11-01', to_on: '2026-11-22' },
      上月: { from_on: '2026-10-01', to_on: '2026-10-31' },
      本季度: { from_on: '2026-10-01', to_on: '2026-11-22' },
      上季度: { from_on: '2026-07-01', to_on: '2026-09-30' },
    })
    expect(Object.fromEntries(presets('2027-01-04'))).toMatchObject({ 上月: { from_on: '2026-12-01', to_on: '2026-12-31' }, 上季度: { from_on: '2026-10-01' } })
  })
  it('is read from the address bar, or this month', () => {
    expect(periodOf({ from_on: '2026-09-01', to_on: '2026-09-30' }, '2026-11-22')).toEqual({ from_on: '2026-09-01', to_on: '2026-09-30' })
    expect(periodOf({ from_on: 'x' }, '2026-11-22').from_on).toBe('2026-11-01')
  })
  it('takes shares of what has come due', () => {
    expect(share(3, { done: 3, late: 1, missed: 0 })).toBe('75%')
    expect(share(0, { done: 0, late: 0, missed: 0 })).toBe('')
  })
})
