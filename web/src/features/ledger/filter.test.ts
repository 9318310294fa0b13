import { LIGHT } from '@/api/labels'
import { describe, expect, it } from 'vitest'
import { chipsOf, filterOf, queryOf } from './filter'

describe('filters in the address bar', () => {
  it('go there and back unchanged', () => {
    const filter = filterOf({ q: ' 投诉 ', status: 'issued', unit_id: '7', is_key: 'true', due_to: '2026-11-30', sort: 'due' })
    expect(filter).toEqual({ q: '投诉', status: 'issued', unit_id: 7, is_key: true, due_to: '2026-11-30', sort: 'due' })
    expect(filterOf(queryOf(filter))).toEqual(filter)
  })
  it('drop what cannot be one', () => {
    expect(filterOf({ status: 'toString', unit_id: '-1', due_from: '昨天', light: ['red'], other: '1', is_key: 'false' })).toEqual({})
  })
  it('show each condition as a chip in Chinese, the order not', () => {
    const chips = chipsOf(filterOf({ status: 'issued', light: 'red', unit_id: '7', sort: 'due', mine: 'true' }), () => '市立医院')
    expect(chips.map((chip) => chip.text)).toEqual(['等我办理', '状态：办理中', `亮灯：${LIGHT.red}`, '承办单位：市立医院'])
  })
})
