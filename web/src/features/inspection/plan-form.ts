import type { ItemForm } from './components/ItemRows.vue'
import type { Inspection, PlanIn } from './types'

export interface MemberForm {
  membership_id: number // 0: an outside expert
  name: string
  post: string
  is_leader: boolean
}
export interface PlanForm {
  kind: Inspection['kind']
  title: string
  reason: string
  from_on: string | null
  until_on: string | null
  members: MemberForm[]
  unit_ids: number[]
  items: ItemForm[]
  matter_ids: number[]
}

export const blankPlan = (): PlanForm => ({ kind: 'open', title: '', reason: '', from_on: null, until_on: null, members: [], unit_ids: [], items: [], matter_ids: [] })

export const planOf = (x: Inspection): PlanForm => ({
  ...blankPlan(),
  kind: x.kind,
  title: x.title,
  reason: x.reason,
  from_on: x.from_on,
  until_on: x.until_on,
  members: x.members.map((one) => ({ ...one, membership_id: one.membership_id ?? 0 })),
  unit_ids: x.visits.map((one) => one.unit_id),
  items: x.items.map((one) => ({ item: one.item, standard: one.standard ?? '' })),
  matter_ids: x.matters.map((one) => one.id),
})

export const planBody = (form: PlanForm): PlanIn => ({
  ...form,
  from_on: form.from_on ?? '',
  until_on: form.until_on ?? '',
  members: form.members.map(({ membership_id, name, post, is_leader }) =>
    membership_id ? { membership_id, is_leader } : { name, ...(post ? { post } : {}) },
  ),
  items: form.items.map(({ item, standard }) => ({ item, ...(standard ? { standard } : {}) })),
})

// What is missing, said before anything is sent.
export function planFaults(form: PlanForm): Record<string, string> {
  const faults: Record<string, string> = {}
  if (form.title.trim().length < 4) faults.title = '请填写名称，至少 4 个字'
  if (form.reason.trim().length < 2) faults.reason = '请写明依据和目的'
  if (!form.from_on) faults.from_on = '请选择开始的日期'
  if (!form.until_on) faults.until_on = '请选择结束的日期'
  if (form.members.filter((one) => one.is_leader).length !== 1) faults.members = '请选定成员，并指定一名组长'
  if (!form.unit_ids.length) faults.unit_ids = '请选择被查单位'
  if (form.items.some((one) => one.item.trim().length < 2)) faults.items = '检查内容不能空着，不需要的项请去掉'
  return faults
}
