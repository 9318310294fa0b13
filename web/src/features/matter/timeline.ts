import type { Change, History, MatterPage, Report } from '@/api/types'

const MATTER_DEEDS: Record<string, string> = {
  register: '登记了',
  edit: '修改了',
  propose: '报请审批',
  approve: '批准了',
  return: '退回了',
  issue: '下达了',
  assign: '增加承办单位，涉及',
  conclude: '办结了',
  archive: '归档了',
  cancel: '终止了',
  receive: '签收了',
  refuse: '退回交办，涉及',
  insist: '坚持交办',
  withdraw: '撤回交办，涉及',
  break_down: '分解了',
  report: '报送了进展：',
  submit: '报送了办理结果：',
  accept: '验收通过了',
  suspend: '报请挂起',
  approve_suspension: '批准挂起',
  refuse_suspension: '不同意挂起',
  resume: '恢复办理',
  cycle: '调整了报送频次：',
  recompute: '按新日历改定时限：',
  merge: '并入了同类事项的来源和要求：',
  parent_change: '变动了上级交办，涉及',
  heed: '处理了上级变动：',
  extend: '申请延期：',
  approve_extension: '批准延期：',
  refuse_extension: '不同意延期：',
  explain: '说明了超期原因：',
  plan: '报送了工作方案：',
  file_plan: '为工作方案备案：',
  return_plan: '退回了工作方案：',
  step: '更新了步骤进度：',
  self_check: '记录了自查自纠：',
  light: '人工定灯：',
  remind: '催办了：',
  ladder_accept: '采纳了督办升级建议：',
  ladder_defer: '暂缓了督办升级：',
  ladder_dismiss: '没有采纳督办升级建议：',
  direct: '提出了书面答复的要求：',
  answer: '书面答复了要求：',
  return_answer: '退回了答复：',
  close_directive: '认可了答复：',
  withdraw_directive: '撤回了要求：',
  contact: '跟踪督办：',
  instruct: '按领导批示登记了',
  ask_help: '请求协调：',
  escalate: '提请领导小组：',
  decide: '协调有了结果：',
  meet: '召开协调会：',
  inspect: '现场督查：',
  return_report: '退回了进展报告：',
  grade_report: '评定了报告质量：',
}

// In a list where the matter's title follows.
export const deedOf = (action: string) => MATTER_DEEDS[action] ?? '办理了'

const OWN_DEEDS: Record<string, string> = {
  register: '登记事项',
  edit: '修改内容',
  propose: '报请审批',
  approve: '批准立项',
  return: '退回修改',
  issue: '下达督办通知',
  assign: '增加承办单位',
  conclude: '办结并答复来源',
  archive: '归档销号',
  cancel: '终止事项',
  suspend: '报请挂起',
  approve_suspension: '批准挂起，停止计时',
  refuse_suspension: '不同意挂起',
  resume: '恢复办理，恢复计时',
  cycle: '调整报送频次',
  recompute: '按新日历改定时限',
  merge: '并入同类事项的来源和要求',
  parent_change: '上级交办有变动',
  heed: '处理上级变动',
  direct: '要求督办办公室书面答复',
  answer: '督办办公室书面答复',
  return_answer: '退回督办办公室的答复',
  close_directive: '认可督办办公室的答复',
  withdraw_directive: '撤回对督办办公室的要求',
  instruct: '按领导批示登记',
  escalate: '提请领导小组',
  decide: '领导小组决定',
  meet: '召开协调会',
  inspect: '现场督查',
}
const UNIT_DEEDS: Record<string, (unit: string) => string> = {
  receive: () => '签收督办通知',
  refuse: () => '退回交办',
  insist: (unit) => `坚持交${unit}办理`,
  withdraw: (unit) => `撤回对${unit}的交办`,
  assign: (unit) => `增加${unit}承办`,
  break_down: (unit) => `分解${unit}的任务`,
  report: () => '报送进展',
  submit: () => '报送办理结果',
  accept: (unit) => `验收通过${unit}的办理结果`,
  return: (unit) => `退回${unit}整改`,
  extend: () => '申请延期',
  approve_extension: (unit) => `批准${unit}延期`,
  refuse_extension: (unit) => `不同意${unit}延期`,
  explain: () => '说明超期原因',
  plan: () => '报送工作方案',
  file_plan: (unit) => `为${unit}的工作方案备案`,
  return_plan: (unit) => `退回${unit}的工作方案`,
  step: () => '更新步骤进度',
  self_check: () => '记录自查自纠',
  light: (unit) => `人工定${unit}的灯`,
  remind: (unit) => `催办${unit}`,
  ladder_accept: (unit) => `对${unit}采纳督办升级`,
  ladder_defer: (unit) => `对${unit}暂缓督办升级`,
  ladder_dismiss: (unit) => `对${unit}不采纳督办升级`,
  direct: (unit) => `要求${unit}书面答复`,
  answer: () => '书面答复',
  return_answer: (unit) => `退回${unit}的答复`,
  close_directive: (unit) => `认可${unit}的答复`,
  withdraw_directive: (unit) => `撤回对${unit}的要求`,
  contact: (unit) => `跟踪督办${unit}`,
  ask_help: () => '请求协调',
  escalate: (unit) => `为${unit}提请领导小组`,
  decide: (unit) => `答复${unit}的协调请求`,
  meet: (unit) => `为${unit}召开协调会`,
  return_report: (unit) => `退回${unit}的报告重写`,
  grade_report: (unit) => `评定${unit}报告的质量`,
}

export function headline({ action, assignment_id, unit_name }: Pick<History, 'action' | 'assignment_id' | 'unit_name'>) {
  const ofUnit = assignment_id ? UNIT_DEEDS[action]?.(unit_name ?? '承办单位') : undefined
  return ofUnit ?? OWN_DEEDS[action] ?? '办理'
}

export interface Happening {
  key: string
  at: string
  who: string
  headline: string
  note: string | null
  changes: Change[]
  report: Report | null
}

// What was done and what was reported, newest first; a report's own line in the history is the report.
export function timeline(page: Pick<MatterPage, 'history' | 'reports'>): Happening[] {
  const done = page.history
    .filter((one) => one.action !== 'report')
    .map((one) => ({
      key: `h${one.id}`,
      at: one.at,
      who: `${one.actor_post} ${one.actor_name}`,
      headline: headline(one),
      note: one.note,
      changes: (one.changes ?? []) as Change[],
      report: null,
    }))
  const reported = page.reports.map((one) => ({
    key: `r${one.id}`,
    at: one.at,
    who: `${one.unit_name}${one.author_post} ${one.author_name}`,
    headline: one.unchanged ? '报送进展：无实质变化' : `报送进展，总进度 ${one.progress}%`,
    note: null,
    changes: [],
    report: one.unchanged ? null : one,
  }))
  return [...done, ...reported].sort((a, b) => Date.parse(b.at) - Date.parse(a.at))
}
