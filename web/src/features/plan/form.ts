import type { StoredFile } from '@/api/types'
import type { SpanAsked } from './queries'
import type { Plan, PlanInput, PlanSchedule } from './types'

// As the server takes them, in characters.
export const STEP_CHARS = { title: 60, measure: 500, person: 40, deliverable: 100 }

export interface StepRow {
  key?: number
  title: string
  measure: string
  person: string
  workdays: number | null
  gap: number | null
  parallel: boolean
  start_on: string | null
  end_on: string | null
  deliverable: string
  milestone: boolean
  note?: string | null // why it does not fit
  isDone?: boolean // its days lie behind and stay
}

export interface PlanForm {
  goal: string
  risks: string
  reviewed_by: string
  steps: StepRow[]
  files: StoredFile[]
}

export const emptyRow = (): StepRow => ({
  title: '',
  measure: '',
  person: '',
  workdays: null,
  gap: null,
  parallel: false,
  start_on: null,
  end_on: null,
  deliverable: '',
  milestone: false,
})
export const emptyPlan = (): PlanForm => ({ goal: '', risks: '', reviewed_by: '', steps: [emptyRow()], files: [] })

// A new version begins as the one before.
export function formOf(plan: Plan | undefined): PlanForm {
  if (!plan) return emptyPlan()
  return {
    goal: plan.goal,
    risks: plan.risks ?? '',
    reviewed_by: plan.reviewed_name,
    files: [],
    steps: plan.steps.map(({ key, title, measure, person, workdays, start_on, end_on, deliverable, milestone, done_on }) => ({
      ...emptyRow(),
      key,
      title,
      measure: measure ?? '',
      person,
      workdays,
      start_on,
      end_on,
      deliverable: deliverable ?? '',
      milestone,
      isDone: done_on !== null,
    })),
  }
}

const text = (value: string) => value.trim() || undefined

export function inputOf(form: PlanForm, needsReviewer: boolean): PlanInput {
  return {
    goal: form.goal.trim(),
    risks: text(form.risks),
    reviewed_by: needsReviewer ? text(form.reviewed_by) : undefined,
    steps: form.steps.map((row) => ({
      key: row.key,
      title: row.title.trim(),
      measure: text(row.measure),
      person: row.person.trim(),
      start_on: row.start_on!,
      end_on: row.end_on!,
      deliverable: text(row.deliverable),
      milestone: row.milestone,
    })),
    file_ids: form.files.map((file) => file.id),
  }
}

export function formFaults(form: PlanForm, needsReviewer: boolean): Record<string, string> {
  const faults: Record<string, string> = {}
  if (form.goal.trim().length < 5) faults.goal = '请写明目标，至少 5 个字'
  if (needsReviewer && form.reviewed_by.trim().length < 2) faults.reviewed_by = '请写明由哪位单位负责人审核'
  form.steps.forEach((row, n) => {
    if (row.title.trim().length < 2) faults[`steps.${n}.title`] = '请填写步骤'
    if (row.person.trim().length < 2) faults[`steps.${n}.person`] = '请填写责任人'
    if (!row.start_on) faults[`steps.${n}.start_on`] = '请填写开始日期，或者填工作日数后倒排'
    if (!row.end_on) faults[`steps.${n}.end_on`] = '请填写结束日期，或者填工作日数后倒排'
  })
  return faults
}

// Which rows are asked about: what is done is not counted back.
const asked = (rows: StepRow[], by: 'limit' | 'given') => (by === 'limit' ? rows.filter((row) => !row.isDone) : rows)

// What is asked of the calendar; null where durations or days are missing, or nothing is left to be done.
export function spansOf(rows: StepRow[], by: 'limit' | 'given'): SpanAsked[] | null {
  const left = asked(rows, by)
  const isMissing = (row: StepRow) => (by === 'limit' ? !row.workdays || row.workdays < 1 : !row.start_on || !row.end_on)
  if (!left.length || left.some(isMissing)) return null
  if (by === 'given') return left.map((row) => ({ start_on: row.start_on!, end_on: row.end_on! }))
  return left.map((row, n) => ({ workdays: row.workdays!, gap: row.gap ?? 0, parallel: n > 0 && row.parallel }))
}

export function withSchedule(rows: StepRow[], schedule: PlanSchedule, by: 'limit' | 'given'): StepRow[] {
  const left = asked(rows, by)
  return rows.map((row) => {
    const span = schedule.steps[left.indexOf(row)]
    if (!span) return { ...row, note: null }
    const { start_on, end_on, workdays, note } = span
    return { ...row, start_on, end_on, workdays, note: row.isDone ? null : note }
  })
}

export function moved<T>(rows: T[], from: number, by: number): T[] {
  const to = from + by
  if (to < 0 || to >= rows.length) return rows
  const out = [...rows]
  out.splice(to, 0, ...out.splice(from, 1))
  return out
}
