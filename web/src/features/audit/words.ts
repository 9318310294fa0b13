import { ASSIGNMENT_STATUS, MATTER_STATUS } from '@/api/labels'

// What the trail's names mean to the auditor.
export const ACTIONS: Record<string, string> = {
  'session.create': '登录',
  'session.end': '退出登录',
  'session.switch': '切换身份',
  'session.idle': '登录闲置过期',
  'session.reuse': '登录凭据被重复使用',
  'password.change': '修改密码',
  'person.create': '新建账号',
  'person.update': '修改人员资料',
  'person.disable': '停用账号',
  'person.enable': '启用账号',
  'person.reset-password': '重设密码',
  'person.unlock': '解除锁定',
  'membership.create': '增加任职',
  'membership.end': '登记离任',
  'unit.create': '新增单位',
  'unit.update': '修改单位',
  'unit.close': '停用单位',
  'body.create': '设立督办机构',
  'body.update': '修改督办机构',
  'charge.set': '确定分管',
  'liaison.handover': '联络员交接',
  'import.units': '导入单位',
  'import.people': '导入人员',
  'matter.register': '登记事项',
  'matter.edit': '修改事项',
  'matter.propose': '报请审批',
  'matter.approve': '批准',
  'matter.return': '退回修改',
  'matter.issue': '下达通知',
  'matter.assign': '增加承办单位',
  'matter.conclude': '办结',
  'matter.archive': '归档',
  'matter.cancel': '终止',
  'matter.export': '导出台账',
  'assignment.receive': '签收',
  'assignment.refuse': '退回交办',
  'assignment.insist': '坚持交办',
  'assignment.withdraw': '撤回交办',
  'assignment.report': '报送进展',
  'assignment.submit': '报送结果',
  'assignment.accept': '验收通过',
  'assignment.return': '退回整改',
  'assignment.break_down': '分解任务',
  'assignment.plan': '报送工作方案',
  'assignment.file_plan': '工作方案备案',
  'assignment.return_plan': '退回工作方案',
  'assignment.step': '更新步骤进度',
  'assignment.self_check': '记录自查自纠',
  'directive.answer': '书面答复要求',
  'directive.return_answer': '退回答复',
  'directive.close_directive': '认可答复',
  'directive.withdraw_directive': '撤回要求',
  'contact.create': '记录跟踪督办',
  'contact.export': '导出跟踪记录',
  'instruction.create': '作批示',
  'instruction.confirm': '确认批示',
  'instruction.decline': '不同意批示',
  'instruction.file': '将批示登记为事项',
  'instruction.close': '办结批示',
  'instruction.follow': '再作批示',
  'instruction.withdraw': '撤回批示',
  'escalation.create': '请求协调',
  'escalation.solve': '答复协调结果',
  'escalation.meet': '召开协调会',
  'escalation.escalate': '提请领导小组',
  'escalation.decide': '领导小组决定',
  'escalation.withdraw': '撤回协调请求',
  'file.create': '上传文件',
  'file.read': '下载文件',
  'file.delete': '删除文件',
}

const KINDS: Record<string, string> = {
  matter: '事项',
  assignment: '承办',
  person: '人员',
  membership: '任职',
  unit: '单位',
  body: '督办机构',
  file: '文件',
  session: '登录',
  report: '进展报告',
  document: '公文',
  directive: '交办要求',
  contact: '跟踪记录',
  instruction: '批示',
  escalation: '协调',
}

const RESULTS: Record<string, string> = { ok: '成功', failed: '失败', denied: '拒绝' }

const DETAILS: Record<string, string> = {
  login_hash: '所试登录名的摘要',
  login: '登录名',
  from: '原状态',
  to: '改为',
  matter: '事项',
  until_on: '离任日期',
  unit_ids: '分管单位',
  changed: '修改了',
  code: '代码',
  name: '名称',
  import: '导入',
  rows: '行数',
  created: '新增',
  updated: '更新',
  reason: '原因',
  omitted: '内容过长未记',
}

export const actionName = (action: string) => ACTIONS[action] ?? action
export const resultName = (result: string) => RESULTS[result] ?? result
export const objectName = (kind: string | null, id: number | null) => (kind ? `${KINDS[kind] ?? kind}${id ? ` 第${id}号` : ''}` : '')

// Values that are names themselves: states, and the fields that were changed.
const VALUES: Record<string, string> = {
  ...ASSIGNMENT_STATUS,
  ...MATTER_STATUS,
  parent_id: '上级单位',
  kind: '类别',
  code: '代码',
  name: '名称',
  short_name: '简称',
  phone: '电话',
  mobile: '手机',
  email: '邮箱',
  sort: '排序',
  status: '状态',
  letterhead: '发文机关标志',
  notice_word: '机关代字',
}

const plain = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(plain).join('、')
  if (typeof value === 'object' && value !== null) return detailText(value)
  return VALUES[String(value)] ?? String(value)
}

// {"login":"zhou"} → 登录名 zhou
export function detailText(detail: unknown): string {
  if (typeof detail !== 'object' || detail === null) return ''
  return Object.entries(detail)
    .map(([name, value]) => `${DETAILS[name] ?? name} ${plain(value)}`)
    .join('；')
}
