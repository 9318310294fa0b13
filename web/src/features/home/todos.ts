import type { RouteLocationRaw } from 'vue-router'
import type { Todo } from '@/api/types'

// What the button says, and which dialog the matter page opens at once.
const DEEDS: Record<Todo['kind'], string> = {
  approve: '审批',
  mend: '去修改',
  propose: '报请审批',
  issue: '下达',
  refused: '去处理',
  accept: '验收',
  conclude: '办结',
  archive: '归档',
  receive: '签收',
  report: '报送进展',
  submit: '报送结果',
  rectify: '去整改',
  ladder: '去决定',
  first_login: '查看账号',
  seal: '查看审计',
  review_report: '去审核',
  mend_report: '去修改',
  heed: '去处理',
  plan: '编制方案',
  mend_plan: '修改方案',
  file_plan: '去备案',
  answer: '书面答复',
  judge: '看答复',
  confirm: '去确认',
  file: '去登记',
  heard: '看结果',
  coordinate: '去协调',
  decide: '去决定',
  meeting_reply: '答复',
  meeting_minutes: '整理纪要',
  meeting_resolve: '去交办',
  inspect: '去记录',
  inspection_report: '写报告',
  inspection_approve: '去审批',
  inspection_publish: '去公布',
  inspection_confirm: '去确认',
}
// Kinds that are no action by themselves: the person decides on the page.
const TO_DECIDE: Todo['kind'][] = ['approve', 'accept', 'mend', 'refused', 'rectify', 'ladder', 'heed']

export const whatOf = (todo: Pick<Todo, 'kind'>) => DEEDS[todo.kind]

export function placeOf(todo: Pick<Todo, 'kind' | 'path' | 'matter_id' | 'assignment_id'>): RouteLocationRaw {
  if (todo.path) return todo.path
  if (todo.kind === 'first_login') return '/people'
  if (todo.kind === 'seal') return '/audit'
  if (todo.kind === 'plan' || todo.kind === 'mend_plan') return `/assignments/${todo.assignment_id}/plan`
  const path = `/matters/${todo.matter_id}`
  if (TO_DECIDE.includes(todo.kind)) return path
  return { path, query: { do: todo.kind, ...(todo.assignment_id ? { at: String(todo.assignment_id) } : {}) } }
}
