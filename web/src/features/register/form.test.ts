import { describe, expect, it } from 'vitest'
import type { MatterPage } from '@/api/types'
import { differences, emptyForm, formFaults, formOf, inputOf, merge, withPlanAsked, type Form } from './form'

const filled = (more: Partial<Form> = {}): Form => ({
  ...emptyForm(),
  source: 'meeting',
  origin_title: '局务会议纪要',
  title: '规范门诊预约',
  content: '全面推行分时段预约。',
  requirement: '预约率达到六成。',
  ...more,
})

describe('[A4.1.1] what a matter must have', () => {
  it('lets a draft go without units, limit and proposal', () => {
    expect(formFaults(filled(), false)).toEqual({})
    expect(Object.keys(formFaults(emptyForm(), false))).toEqual(['source', 'origin_title', 'title', 'content', 'requirement'])
    expect(formFaults({ ...emptyForm(), source: 'meeting' }, false).origin_title).toBe('请填写会议或文件名称')
  })
  it('asks for unit, limit and proposal before it goes for approval', () => {
    expect(Object.keys(formFaults(filled(), true))).toEqual(['units', 'due_on', 'proposal'])
    const whole = filled({ units: [{ unit_id: 3, kind: 'lead' }], due_on: '2026-12-20', proposal: '拟由市立医院主办。' })
    expect(formFaults(whole, true)).toEqual({})
  })
  it('takes no matter that only assists, nor one with two leads', () => {
    const whole = filled({ due_on: '2026-12-20', proposal: '拟办' })
    expect(formFaults({ ...whole, units: [{ unit_id: 3, kind: 'assist' }] }, true).units).toContain('主办或分办')
    const two = [3, 4].map((unit_id) => ({ unit_id, kind: 'lead' as const }))
    expect(formFaults({ ...whole, units: two }, true).units).toContain('只能有一个')
  })
})

describe('[A4.2.1] a plan is asked for', () => {
  it('of key matters and hard ones, unless the clerk says otherwise', () => {
    const key = withPlanAsked(filled(), { is_key: true })
    expect(key.needs_plan).toBe(true)
    expect(withPlanAsked({ ...key, needs_plan: false }, { difficulty: 'hard' }).needs_plan).toBe(false)
    expect(withPlanAsked(key, { is_key: false }).needs_plan).toBe(false)
    expect(withPlanAsked(filled(), { difficulty: 'hard' }).needs_plan).toBe(true)
    expect(withPlanAsked(filled({ needs_plan: true }), { urgency: 'urgent' }).needs_plan).toBe(true)
  })
})

describe('the form', () => {
  it('sends only what was filled in', () => {
    const input = inputOf(filled({ files: [{ id: 5 } as never] }), 9)
    expect(input).toMatchObject({ title: '规范门诊预约', file_ids: [5], parent_assignment_id: 9, is_key: false })
    expect(input).not.toHaveProperty('origin_no')
    expect(input).not.toHaveProperty('due_on')
    expect(input).not.toHaveProperty('files')
  })
  it('sends the days of a cycle only where the cycle is one’s own', () => {
    expect(inputOf(filled({ report_cycle: 'custom', cycle_days: 10, self_check_days: '' }))).toMatchObject({ cycle_days: 10 })
    const input = inputOf(filled({ report_cycle: 'weekly', cycle_days: 10, self_check_days: 4 }))
    expect([input.cycle_days, input.self_check_days]).toEqual([undefined, 4])
  })
  it('comes back from a saved matter as it was sent', () => {
    const { source, title, origin_title, content, requirement, urgency, is_key, is_special, needs_plan, difficulty, report_cycle } = filled()
    const matter = { source, title, origin_title, content, requirement, urgency, is_key, is_special, needs_plan, difficulty, report_cycle }
    const page = { matter: { ...matter, origin_on: null, due_on: null, leader_feedback_on: null, cycle_days: null, self_check_days: null }, assignments: [], files: [] }
    expect(formOf(page as unknown as MatterPage)).toEqual(filled())
  })
  it('takes over what another person changed, except where I did too', () => {
    const base = filled()
    const theirs = filled({ origin_no: '卫办〔2026〕9号', requirement: '对方的要求', units: [{ unit_id: 3, kind: 'lead' }] })
    const mine = filled({ requirement: '我的要求', is_key: true })
    const merged = merge(base, theirs, mine)
    expect(merged).toEqual(filled({ origin_no: '卫办〔2026〕9号', requirement: '我的要求', is_key: true, units: [{ unit_id: 3, kind: 'lead' }] }))
    expect(differences(base, theirs, mine, String).map((one) => [one.label, one.field?.isMine])).toEqual([
      ['来源文号', false],
      ['工作要求', true],
      ['承办单位', false],
    ])
  })
  it('shows each field that another person changed beside what was there and what I have', () => {
    const theirs = filled({ due_on: '2026-12-20', is_key: true, units: [{ unit_id: 3, kind: 'lead', task: '提供床位' }] })
    const mine = filled({ is_key: false, title: '只有我改的', units: [{ unit_id: 4, kind: 'lead', due_on: '2026-12-10' }] })
    expect(differences(filled(), theirs, mine, (id) => `单位${id}`)).toEqual([
      { label: '重点事项', theirs: '是', mine: '否', field: { name: 'is_key', base: '否', isMine: false } },
      { label: '办理时限', theirs: '12月20日（周日）', mine: '', field: { name: 'due_on', base: '', isMine: false } },
      { label: '承办单位', theirs: '单位3（主办）提供床位', mine: '单位4（主办，12月10日（周四）前）', field: { name: 'units', base: '', isMine: true } },
    ])
  })
})
