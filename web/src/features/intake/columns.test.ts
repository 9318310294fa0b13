import { describe, expect, it } from 'vitest'
import { isUndecided, quoted, replaced, verdictOf } from './columns'
import type { Checked } from './queries'

const row = (more: object = {}, cells: object = {}): Checked => ({ cells: { row: 2, title: '甲', ...cells }, says: '', faults: [], similar: [], ...more }) as unknown as Checked

describe('[D4.1] a row of the decomposition table', () => {
  it('is bad, waits for a decision, is taken in, or fine', () => {
    expect(verdictOf(row())).toBe('fine')
    expect(verdictOf(row({ faults: [{}], similar: [{}] }))).toBe('bad')
    expect(verdictOf(row({ similar: [{}] }))).toBe('alike')
    expect(isUndecided(row({ similar: [{}] }, { as_new: true }))).toBe(false)
    expect(verdictOf(row({ similar: [{}] }, { merge_into: 7 }))).toBe('merged')
  })
  it('takes a suggested name in the place of the wrong one', () => {
    const detail = '本机构没有“市人民医院”这个责任单位，请改成全称或简称'
    expect(replaced('市疾控、市人民医院', quoted(detail), '市第二人民医院')).toBe('市疾控、市第二人民医院')
    expect(replaced(null, '甲', '乙')).toBe('')
    expect(quoted('没有写时限')).toBe('')
  })
})
