import { describe, expect, it } from 'vitest'
import { byRow, verdictOf } from './import-file'

const fault = (row: number, column: string) => ({ row, column, detail: '必须填写。' })
const imported = { rows: 12, created: 10, updated: 2, errors: [], passwords: [] }

describe('the rehearsal of an import', () => {
  it('says what will happen', () => {
    expect(verdictOf(imported)).toBe('读到 12 行，将新增 10 条、更新 2 条，可以导入。')
    expect(verdictOf({ ...imported, created: 0, updated: 0 })).toContain('没有要导入的')
  })
  it('says that nothing is written while a mistake is left', () => {
    expect(verdictOf({ ...imported, errors: [fault(3, '手机')] })).toContain('1 处需要修改')
  })
  it('puts the mistakes of one row together, in the order of the rows', () => {
    const rows = byRow([fault(7, '姓名'), fault(3, '手机'), fault(7, '角色')])
    expect(rows.map(({ row, faults }) => [row, faults.map((one) => one.column)])).toEqual([
      [3, ['手机']],
      [7, ['姓名', '角色']],
    ])
  })
})
