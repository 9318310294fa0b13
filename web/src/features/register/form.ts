import type { Matter, MatterInput, MatterPage, StoredFile, UnitTask } from '@/api/types'
import { ASSIGNMENT_KIND, DIFFICULTY, MATTER_SOURCE, REPORT_CYCLE, URGENCY } from '@/api/labels'
import { longDay } from '@/format/dates'
import type { Difference } from '@/ui/page/difference'
import { ORIGIN_WORDS } from './origins'

export interface Form {
  source: keyof typeof MATTER_SOURCE | ''
  source_kind: string
  origin_title: string
  origin_no: string
  origin_on: string | null
  origin_person: string
  title: string
  content: string
  requirement: string
  urgency: keyof typeof URGENCY
  is_key: boolean
  is_special: boolean
  needs_plan: boolean
  difficulty: keyof typeof DIFFICULTY
  leader_feedback_on: string | null
  due_on: string | null
  report_cycle: keyof typeof REPORT_CYCLE
  // An emptied field gives ''.
  cycle_days: number | '' | null
  self_check_days: number | '' | null
  proposal: string
  // Of its progress in that of the assignment that it was broken down from.
  parent_weight: number
  units: UnitTask[]
  files: StoredFile[]
}

export const emptyForm = (): Form => ({
  source: '',
  source_kind: '',
  origin_title: '',
  origin_no: '',
  origin_on: null,
  origin_person: '',
  title: '',
  content: '',
  requirement: '',
  urgency: 'normal',
  is_key: false,
  is_special: false,
  needs_plan: false,
  difficulty: 'simple',
  leader_feedback_on: null,
  due_on: null,
  report_cycle: 'half_monthly',
  cycle_days: null,
  self_check_days: null,
  proposal: '',
  parent_weight: 1,
  units: [],
  files: [],
})

const TEXTS = ['source_kind', 'origin_title', 'origin_no', 'origin_person', 'title', 'content', 'requirement', 'proposal'] as const

export function formOf(page: Pick<MatterPage, 'matter' | 'assignments' | 'files'>): Form {
  const { matter } = page
  const form = emptyForm()
  for (const name of TEXTS) form[name] = matter[name] ?? ''
  const { source, origin_on, urgency, is_key, is_special, needs_plan, difficulty, leader_feedback_on, due_on, report_cycle, cycle_days, self_check_days } = matter
  Object.assign(form, { source, origin_on, urgency, is_key, is_special, needs_plan, difficulty, leader_feedback_on, due_on, report_cycle, cycle_days, self_check_days })
  form.parent_weight = matter.parent_weight ?? 1
  form.units = page.assignments.map(({ unit_id, kind, task, due_on: due }) => ({
    unit_id,
    kind,
    ...(task ? { task } : {}),
    ...(due ? { due_on: due } : {}),
  }))
  form.files = page.files
  return form
}

export function inputOf(form: Form, parentId?: number): MatterInput {
  const { files, ...rest } = form
  const input: Record<string, unknown> = { ...rest, file_ids: files.map((file) => file.id) }
  if (form.report_cycle !== 'custom') delete input.cycle_days
  for (const [name, value] of Object.entries(input)) if (value === null || value === '') delete input[name]
  if (parentId) input.parent_assignment_id = parentId
  return input as unknown as MatterInput
}

const MUST: [keyof Form, string | ((form: Form) => string)][] = [
  ['source', '请选择来源类别'],
  ['origin_title', (form) => `请填写${ORIGIN_WORDS[form.source || 'other'].title}`],
  ['title', '请填写事项名称'],
  ['content', '请填写督办内容'],
  ['requirement', '请填写工作要求'],
]
const isBlank = (value: unknown) => value === null || (typeof value === 'string' && !value.trim())

// A draft needs what the ledger shows; sending it for approval needs the four of the regulation besides.
export function formFaults(form: Form, isProposing: boolean): Record<string, string> {
  const faults: Record<string, string> = {}
  for (const [name, text] of MUST) if (isBlank(form[name])) faults[name] = typeof text === 'string' ? text : text(form)
  if (!isProposing) return faults
  if (!form.units.some((one) => one.kind !== 'assist')) faults.units = '请至少确定一个主办或分办单位'
  if (form.units.filter((one) => one.kind === 'lead').length > 1) faults.units = '主办单位只能有一个，多家并列请都选“分办”'
  if (!form.due_on) faults.due_on = '请确定办理时限'
  if (isBlank(form.proposal)) faults.proposal = '请填写拟办意见'
  return faults
}

const LABELS: Partial<Record<keyof Form, string>> = {
  source: '来源类别',
  source_kind: '来源细类',
  origin_title: '来源依据',
  origin_no: '来源文号',
  origin_on: '来源日期',
  origin_person: '批示或提出人',
  title: '事项名称',
  content: '督办内容',
  requirement: '工作要求',
  urgency: '缓急',
  is_key: '重点事项',
  is_special: '专项督办',
  needs_plan: '须报工作方案',
  difficulty: '难易',
  leader_feedback_on: '领导指定反馈日期',
  due_on: '办理时限',
  report_cycle: '报送频次',
  cycle_days: '几天报送一次',
  self_check_days: '自查提前',
  proposal: '拟办意见',
  parent_weight: '权重',
  units: '承办单位',
  files: '附件',
}
const CHOICES: Record<string, Record<string, string>> = {
  source: MATTER_SOURCE,
  urgency: URGENCY,
  difficulty: DIFFICULTY,
  report_cycle: REPORT_CYCLE,
}

function told(name: keyof Form, form: Form, unitName: (id: number) => string): string {
  const value = form[name]
  if (name === 'units')
    return form.units.map((one) => `${unitName(one.unit_id)}（${ASSIGNMENT_KIND[one.kind]}${one.due_on ? `，${longDay(one.due_on)}前` : ''}）${one.task ?? ''}`).join('\n')
  if (name === 'files') return form.files.map((file) => file.name).join('、')
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (name.endsWith('_on')) return longDay(value as string | null)
  return CHOICES[name]?.[String(value)] ?? String(value ?? '')
}

// Key matters and hard ones are planned, unless the clerk says otherwise.
export const withPlanAsked = (form: Form, change: Partial<Form>): Form => {
  const asks = (one: Form) => one.is_key || one.difficulty === 'hard'
  const next = { ...form, ...change }
  return asks(next) === asks(form) ? next : { ...next, needs_plan: asks(next) }
}

// Both changed the same matter: what I left as it was becomes theirs, what I changed stays mine.
export function merge(base: Form, theirs: Form, mine: Form): Form {
  const same = (name: keyof Form) => JSON.stringify(base[name]) === JSON.stringify(mine[name])
  const taken = Object.entries(theirs).filter(([name]) => same(name as keyof Form))
  return { ...mine, ...Object.fromEntries(taken) }
}

// What another person changed, beside what was there and what I have; where I touched it too I have to choose.
export function differences(base: Form, theirs: Form, mine: Form, unitName: (id: number) => string): Difference[] {
  return (Object.entries(LABELS) as [keyof Form, string][])
    .map(([name, label]) => {
      const [was, now, own] = [base, theirs, mine].map((form) => told(name, form, unitName)) as [string, string, string]
      return { label, theirs: now, mine: own, field: { name, base: was, isMine: own !== was } }
    })
    .filter((one) => one.theirs !== one.field.base && one.theirs !== one.mine)
}

// 分解: the part that a hospital's office gives on begins from what was given to the hospital.
export function formFromParent(matter: Matter, task: string | null, dueOn: string | null): Form {
  return {
    ...emptyForm(),
    source: 'superior',
    origin_title: matter.title,
    origin_no: matter.doc_no ?? '',
    origin_on: matter.issued_at?.slice(0, 10) ?? null,
    title: matter.title,
    content: task ?? matter.content,
    requirement: matter.requirement,
    urgency: matter.urgency,
    is_key: matter.is_key,
    needs_plan: matter.needs_plan,
    due_on: dueOn ?? matter.due_on,
  }
}
