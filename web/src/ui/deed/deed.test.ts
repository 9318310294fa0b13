import { expect, test } from 'vitest'
import { deedBody, deedFaults, startValues, type Deed, type Order } from './deed'

const deed: Deed = {
  title: '试',
  consequence: '试。',
  send: '送',
  constants: { matter_id: 7 },
  fields: [
    { kind: 'moment', name: 'at', label: '时间' },
    { kind: 'checks', name: 'unit_ids', label: '单位', required: true, options: [{ id: 12, name: '市立医院' }], preset: [12] },
    { kind: 'orders', name: 'orders', label: '谁做什么', required: true, options: [] },
    { kind: 'choice', name: 'meeting_id', label: '会议', options: { 3: '协调会' }, isNumber: true },
  ],
}
const order = (more: Partial<Order> = {}): Order => ({ assignment_id: 5, text: '让出通道', due_on: '2026-11-30', ...more })

test('a preset list is a copy, so that one form does not change the next', () => {
  const first = startValues(deed)
  ;(first.unit_ids as number[]).push(16)
  expect(startValues(deed).unit_ids).toEqual([12])
})

test('what goes out: China’s time, numbers, the office by its absence, constants', () => {
  const values = { at: '2026-11-20T09:30', unit_ids: [12], orders: [order(), order({ assignment_id: 0 })], meeting_id: '3' }
  expect(deedBody(deed, values)).toEqual({
    matter_id: 7,
    at: '2026-11-20T09:30:00.000+08:00',
    unit_ids: [12],
    orders: [{ assignment_id: 5, text: '让出通道', due_on: '2026-11-30' }, { text: '让出通道', due_on: '2026-11-30' }],
    meeting_id: 3,
  })
  expect(deedBody(deed, { ...startValues(deed), orders: [order()] })).not.toHaveProperty('at')
})

test('who does what by when: every row whole, at least one', () => {
  expect(deedFaults(deed, { ...startValues(deed), unit_ids: [], orders: [] })).toEqual({ unit_ids: '请选择单位', orders: '请填写谁做什么' })
  for (const half of [order({ text: ' ' }), order({ due_on: null })])
    expect(deedFaults(deed, { ...startValues(deed), orders: [order(), half] }).orders).toBe('每一项都要写明做什么和时限')
  expect(deedFaults(deed, { ...startValues(deed), orders: [order()] })).toEqual({})
})
