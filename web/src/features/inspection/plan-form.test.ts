import { describe, expect, it } from 'vitest'
import { blankPlan, planBody, planFaults } from './plan-form'

const full = () => ({
  ...blankPlan(), title: '消防安全暗访', reason: '岁末年初。', from_on: '2026-12-01', until_on: '2026-12-02', unit_ids: [12],
  members: [{ membership_id: 102, name: '沈国栋', post: '副主任', is_leader: true }, { membership_id: 0, name: '方专家', post: '', is_leader: false }],
  items: [{ item: '通道畅通', standard: '' }],
})

describe('the plan of an inspection', () => {
  it('says all that is missing', () => {
    expect(Object.keys(planFaults(blankPlan()))).toEqual(['title', 'reason', 'from_on', 'until_on', 'members', 'unit_ids'])
    expect(planFaults(full())).toEqual({})
    expect(planFaults({ ...full(), items: [{ item: ' ', standard: '' }] })).toHaveProperty('items')
  })
  it('names people by post, experts by name, and leaves out what is empty', () => {
    expect(planBody(full())).toMatchObject({ members: [{ membership_id: 102, is_leader: true }, { name: '方专家' }], items: [{ item: '通道畅通' }] })
  })
})
