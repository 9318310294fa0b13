import { describe, expect, it } from 'vitest'
import type { Unit } from '@/api/types'
import { possibleParents, treeRows } from './unit-tree'

const unit = (id: number, parent_id: number | null, name: string, sort = 0): Unit => ({
  id,
  parent_id,
  body_id: 1,
  own_body_id: null,
  kind: 'section',
  code: `U${id}`,
  name,
  short_name: name,
  phone: null,
  sort,
  status: 'active',
  version: 1,
  first_person: id === 5 ? '周立新' : null,
  liaison: null,
  liaison_phone: null,
})
const UNITS = [unit(1, null, '市卫生健康委员会'), unit(2, 1, '医政科', 2), unit(3, 1, '市立医院', 1), unit(4, 3, '护理部'), unit(5, 3, '急诊科')]
const names = (rows: { unit: Unit; depth: number }[]) => rows.map((row) => `${'-'.repeat(row.depth)}${row.unit.name}`)

describe('[A1.2] the tree of units', () => {
  it('shows what is open, in order', () => {
    expect(names(treeRows(UNITS, new Set()))).toEqual(['市卫生健康委员会'])
    expect(names(treeRows(UNITS, new Set([1])))).toEqual(['市卫生健康委员会', '-市立医院', '-医政科'])
  })
  it('finds by name, code or person and shows the way down to it', () => {
    expect(names(treeRows(UNITS, new Set(), '护理'))).toEqual(['市卫生健康委员会', '-市立医院', '--护理部'])
    expect(names(treeRows(UNITS, new Set(), '周立新'))).toEqual(['市卫生健康委员会', '-市立医院', '--急诊科'])
    expect(treeRows(UNITS, new Set(), '没有')).toEqual([])
  })
  it('keeps a unit whose parent is out of sight', () => {
    expect(names(treeRows([unit(7, 99, '血站')], new Set()))).toEqual(['血站'])
  })
  it('offers no parent below the unit itself', () => {
    expect(possibleParents(UNITS, 3).map((one) => one.id)).toEqual([1, 2])
    expect(possibleParents(UNITS, null)).toHaveLength(5)
  })
})
