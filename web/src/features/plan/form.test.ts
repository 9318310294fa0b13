import { describe, expect, it } from 'vitest'
import { emptyPlan, emptyRow, formFaults, formOf, inputOf, moved, spansOf, withSchedule, type StepRow } from './form'
import type { Plan, PlanSchedule } from './types'

const row = (more: Partial<StepRow> = {}): StepRow => ({ ...emptyRow(), title: '摸底', person: '李主任', start_on: '2026-11-23', end_on: '2026-11-25', ...more })

describe('[A4.2.1] the form of a plan', () => {
  it('says what is missing beside its field', () => {
    expect(Object.keys(formFaults(emptyPlan(), true))).toEqual(['goal', 'reviewed_by', 'steps.0.title', 'steps.0.person', 'steps.0.start_on', 'steps.0.end_on'])
    expect(formFaults({ ...emptyPlan(), goal: '按期完成任务', steps: [row()] }, false)).toEqual({})
  })
  it('sends what was filled in; who reviews only where it was not the head', () => {
    const form = { ...emptyPlan(), goal: ' 按期完成任务 ', reviewed_by: '章立新', steps: [row({ key: 3, note: '晚了', gap: 1 })] }
    expect(inputOf(form, false)).toEqual({
      goal: '按期完成任务',
      risks: undefined,
      reviewed_by: undefined,
      steps: [{ key: 3, title: '摸底', measure: undefined, person: '李主任', start_on: '2026-11-23', end_on: '2026-11-25', deliverable: undefined, milestone: false }],
      file_ids: [],
    })
    expect(inputOf(form, true).reviewed_by).toBe('章立新')
  })
  it('begins as the version before', () => {
    const plan = { goal: '目标目标', risks: null, reviewed_name: '章立新', steps: [{ key: 2, title: '整改', measure: null, person: '王', workdays: 3, start_on: '2026-11-23', end_on: '2026-11-25', deliverable: '报告', milestone: true }] }
    const form = formOf(plan as unknown as Plan)
    expect(form.steps[0]).toMatchObject({ key: 2, workdays: 3, deliverable: '报告', milestone: true, measure: '' })
    expect(formOf(undefined)).toEqual(emptyPlan())
  })
})

describe('[C2.2b] counting back', () => {
  it('needs every duration, or every day', () => {
    expect(spansOf([row({ workdays: 3 }), row({ workdays: 2, gap: 1, parallel: true })], 'limit')).toEqual([
      { workdays: 3, gap: 0, parallel: false },
      { workdays: 2, gap: 1, parallel: true },
    ])
    expect(spansOf([row({ workdays: 3 }), row()], 'limit')).toBeNull()
    expect(spansOf([row(), row({ end_on: null })], 'given')).toBeNull()
  })
  it('leaves alone what is done', () => {
    const rows = [row({ isDone: true, workdays: 3 }), row({ workdays: 2 })]
    expect(spansOf(rows, 'limit')).toEqual([{ workdays: 2, gap: 0, parallel: false }])
    expect(spansOf([rows[0]!], 'limit')).toBeNull()
    const schedule = { steps: [{ start_on: '2026-12-01', end_on: '2026-12-02', workdays: 2, note: null }] } as PlanSchedule
    expect(withSchedule(rows, schedule, 'limit').map((one) => one.start_on)).toEqual(['2026-11-23', '2026-12-01'])
  })
  it('brings the days into the rows, and why one does not fit', () => {
    const schedule = { steps: [{ start_on: '2026-11-19', end_on: '2026-11-20', workdays: 2, note: '已晚了 1 个工作日' }] } as PlanSchedule
    expect(withSchedule([row({ workdays: 2 })], schedule, 'limit')[0]).toMatchObject({ start_on: '2026-11-19', workdays: 2, note: '已晚了 1 个工作日' })
  })
  it('moves a row, but not over the ends', () => {
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b'])
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b'])
  })
})
