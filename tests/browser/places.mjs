// Every screen of every role: where it is, what is done there before one looks, and how one knows that it stands.
import { as } from '../support/client.mjs'
import { today } from '../support/people.mjs'

const path = (text) => () => text

export { settled } from '../support/browser.mjs'

/** Ids of the demo's matters by what they show. */
export async function findThings() {
  const [office, leader, liaison] = await Promise.all(['office', 'leader', 'liaison'].map(as))
  const rows = async (client, query) => (await client.get(`/api/matters?limit=200&${query}`)).body.items
  const pageOf = async (client, { id }) => (await client.get(`/api/matters/${id}`)).body
  const pages = (client, items) => Promise.all(items.map((row) => pageOf(client, row)))
  const first = async (status) => (await rows(office, `status=${status}`))[0].id
  const [draft, proposed, approved, concluded, archived, cancelled] = await Promise.all(
    ['draft', 'proposed', 'approved', 'concluded', 'archived', 'cancelled'].map(first))
  const issued = await pages(office, await rows(office, 'status=issued'))
  const withPart = (status) => issued.find((one) => one.assignments.some((at) => at.status === status))?.matter.id
  const mine = (await pages(liaison, await rows(liaison, 'status=issued')))
    .flatMap((one) => one.assignments.filter((at) => at.unit_id === 12))
  const part = (status) => mine.find((at) => at.status === status)
  const toApprove = await pages(leader, await rows(leader, 'status=proposed'))
  const deputy = await as('deputy')
  const refused = (await pages(deputy, toApprove.map((one) => one.matter)))
    .find((one) => one.actions.some((action) => action.name === 'approve' && !action.enabled))
  const digests = await Promise.all(['leader', 'office'].map((role) => digestFor(office, leader.me.membership.id, role === 'leader')))
  const plans = (await Promise.all(issued.filter((one) => one.matter.needs_plan).map(async ({ matter }) =>
    (await office.get(`/api/matters/${matter.id}/plans`)).body.items.map((at) => ({ ...at, matter_id: matter.id }))))).flat()
  const planOf = (fits) => plans.find((at) => at.plans.some(fits))
  const widest = [...issued].sort((a, b) => b.assignments.length - a.assignments.length)[0]
  return {
    draft, proposed, approved, concluded, archived, cancelled, outside: refused?.matter.id,
    digest: digests[0], brief: digests[1],
    widest: widest.matter.id, notice: widest.notice.id,
    submitted: withPart('submitted'), rectifying: withPart('rectifying'), refused: withPart('refused'),
    planned: planOf((plan) => plan.in_force), handedIn: planOf((plan) => plan.status === 'submitted'),
    pending: part('pending'), underway: part('underway') ?? part('received'), mending: part('rectifying'),
  }
}

/** The number of a digest for that leader: one that has been sent, or one that is being written. */
async function digestFor(office, membership_id, isSent) {
  const { items } = (await office.get('/api/digests?limit=200')).body
  const found = items.find((one) => one.membership_id === membership_id && (one.status === 'sent') === isSent)
  if (found) return found.id
  const made = (await office.post('/api/digests', { membership_id, from_on: today(isSent ? -20 : -30), to_on: today() })).body
  if (isSent) await office.post(`/api/digests/${made.id}/send`, {}, { version: made.version })
  return made.id
}

const button = (name) => async (page) => page.getByRole('main').getByRole('button', { name }).first().click()
const dialog = (name) => async (page) => {
  await button(name)(page)
  await page.getByRole('dialog').waitFor()
}
const sent = (name, send) => async (page) => {
  await dialog(name)(page)
  await page.getByRole('dialog').getByRole('button', { name: send, exact: true }).click()
}
const bell = async (page) => {
  await page.getByRole('banner').getByRole('button', { name: /^通知/ }).click()
  await page.getByRole('link', { name: '查看全部通知' }).waitFor()
}
const wrongQuiet = async (page) => {
  await page.getByLabel('免打扰开始').fill('25:00')
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.locator('.error-line').first().waitFor()
}
/** The admin's next year, which nobody has announced yet: a list that cannot be read. */
const next = async (page) => {
  await page.getByRole('button', { name: `${Number(today().slice(0, 4)) + 1}年`, exact: true }).click()
  await button(/^(录入放假安排|更正)$/)(page)
  await page.getByRole('textbox', { name: /放假和调休/ }).fill('春节放假')
  await button('看看会变动什么')(page)
  await page.locator('.error-line').first().waitFor()
}
const at = (name) => (things) => things[name] && `/matters/${things[name]}`
const ofPart = (name) => (things) => things[name] && `/matters/${things[name].matter_id}`

const planTab = (name) => (things) => things[name] && `/matters/${things[name].matter_id}?tab=plan`

/** [role, name, path, what is done there]; a screen that the demo has nothing for is left out by a path that is undefined. */
export const DESK = [
  ['', '登录', path('/sign-in')],
  ['', '登录-空白提交', path('/sign-in'), (page) => page.getByRole('button', { name: '登录' }).click()],
  ['leader', '首页', path('/')],
  ['leader', '台账', path('/matters')],
  ['leader', '待批事项', at('proposed')],
  ['leader', '批准', at('proposed'), dialog('批准')],
  ['leader', '退回', at('proposed'), sent(/^退回/, '退回')],
  ['leader', '办理中', at('widest')],
  ['leader', '代理', path('/acting')],
  ['leader', '督办升级', path('/ladder')],
  ['leader', '按时办理情况', path('/lateness')],
  ['leader', '督办摘要', path('/digests')],
  ['leader', '督办摘要-读', (things) => `/digests/${things.digest}`],
  ['leader', '此刻的督办情况', path('/digests/now')],
  ['leader', '时限规则', path('/time-rules')],
  ['leader', '领导分管', path('/charges')],
  ['leader', '批示', path('/instructions')],
  ['leader', '作批示', path('/instructions'), dialog('作批示')],
  ['leader', '在事项上批示', path('/matters/29?tab=directives'), dialog('作批示')],
  ['leader', '作出决定', path('/matters/24?tab=coordination'), dialog('作出决定')],
  ['deputy', '一件批示', path('/instructions/2')],
  ['office', '批示待登记', path('/instructions/1'), dialog('登记为事项')],
  ['office', '跟踪记录', path('/tracking')],
  ['office', '记一次跟踪', path('/matters/10?tab=contacts'), dialog('记一次跟踪')],
  ['office', '协调', path('/matters/26?tab=coordination'), dialog('另提请领导小组')],
  ['department', '书面答复', path('/matters/10?tab=directives'), dialog('答复要求')],
  ['department', '请求协调', path('/matters/29?tab=coordination'), dialog('请求协调')],
  ['leader', '联络员名册', path('/liaisons')],
  ['leader', '我的账号', path('/account')],
  ['deputy', '首页', path('/')],
  ['deputy', '非分管事项', at('outside')],
  ['deputy', '台账', path('/matters')],
  ['office', '首页', path('/')],
  ['office', '台账', path('/matters')],
  ['office', '台账-筛选', path('/matters?status=issued&light=red&sort=due&is_key=true')],
  ['office', '台账-无结果', path('/matters?q=没有这样的事项')],
  ['office', '台账-选列', path('/matters'), button('列')],
  ['office', '台账-常用筛选', path('/matters'), button('常用筛选')],
  ['office', '台账打印', path('/matters/print')],
  ['office', '登记', path('/register')],
  ['office', '登记-未填', path('/register'), button('保存并报请审批')],
  ['office', '修改拟办', (things) => `/matters/${things.draft}/edit`],
  ['office', '拟办事项', at('draft')],
  ['office', '待下达', at('approved')],
  ['office', '下达', at('approved'), dialog('下达')],
  ['office', '办理中', at('widest')],
  ['office', '工作方案', planTab('planned')],
  ['office', '方案对比', planTab('planned'), button('对比两版')],
  ['office', '方案备案', planTab('handedIn'), dialog('工作方案备案')],
  ['office', '挂图', path('/wall')],
  ['leader', '挂图', path('/wall?key=1')],
  ['department', '编制方案', (things) => things.planned && `/assignments/${things.planned.assignment_id}/plan`],
  ['office', '增加承办', at('widest'), dialog('增加承办单位')],
  ['office', '待验收', at('submitted')],
  ['office', '验收', at('submitted'), dialog(/^验收/)],
  ['office', '退回整改', at('submitted'), sent(/^退回/, '退回整改')],
  ['office', '整改中', at('rectifying')],
  ['office', '被退回', at('refused')],
  ['office', '已办结', at('concluded')],
  ['office', '归档', at('concluded'), dialog('归档')],
  ['office', '已归档', at('archived')],
  ['office', '已终止', at('cancelled')],
  ['office', '督办通知', (things) => `/documents/${things.notice}`],
  ['office', '发文登记', path('/documents')],
  ['office', '联络员名册', path('/liaisons')],
  ['office', '领导分管', path('/charges')],
  ['office', '帮助', path('/help')],
  ['office', '申请挂起', at('widest'), sent(/^报请挂起/, '报请挂起')],
  ['office', '调整报送频次', at('widest'), dialog('调整报送频次')],
  ['office', '催办', ofPart('underway'), sent(/^催办$/, '催办')],
  ['office', '催办各单位', at('widest'), sent('催办各单位', /^催办 \d+ 个单位$/)],
  ['office', '人工定灯', at('widest'), sent('人工定灯', '确认定灯')],
  ['office', '未读通知', path('/'), bell],
  ['office', '通知', path('/notices')],
  ['office', '通知方式-填错', path('/notices'), wrongQuiet],
  ['office', '本周应报', path('/burden')],
  ['office', '任务分解表导入', path('/imports/matters')],
  ['office', '任务分解', path('/matters/10?tab=levels'), (page) => page.getByText('分解为').waitFor()],
  ['office', '疑似重复', path('/duplicates')],
  ['office', '工作移交', path('/handovers?post=103'), (page) => page.getByText('手上的事').waitFor()],
  ['office', '督办升级', path('/ladder')],
  ['office', '采纳升级', path('/ladder'), dialog('采纳')],
  ['office', '暂缓升级', path('/ladder'), sent('暂缓', '暂缓')],
  ['office', '按时办理情况', path('/lateness?from_on=2026-01-01&to_on=2026-03-31')],
  ['office', '按时办理情况-太长', path('/lateness?from_on=2026-01-01&to_on=2026-10-31')],
  ['office', '督办摘要', path('/digests')],
  ['office', '督办摘要-编辑', (things) => `/digests/${things.brief}`, button(/^写分析/)],
  ['office', '工作日历', path('/calendar')],
  ['office', '时限规则', path('/time-rules')],
  ['office', '修改时限规则', path('/time-rules'), sent(/^修改/, '保存新版')],
  ['office', '没有的页面', path('/no-such-page')],
  ['office', '督查', path('/inspections')],
  ['office', '督查-频次要求', path('/inspections'), dialog('增加频次要求')],
  ['office', '安排督查', path('/inspections/new')],
  ['office', '安排督查-未填', path('/inspections/new'), button('保存并通知')],
  ['office', '督查-明查已公布', path('/inspections/1')],
  ['office', '督查-暗访进行中', path('/inspections/2')],
  ['office', '督查-取消', path('/inspections/2'), dialog('取消')],
  ['office', '督查-修改计划', path('/inspections/2/edit')],
  ['office', '督查记录-打印', path('/inspections/1/print')],
  ['office', '检查清单', path('/check-lists')],
  ['office', '检查清单-新建', path('/check-lists'), dialog('新建清单')],
  ['department', '督查', path('/inspections')],
  ['office', '会议', path('/meetings')],
  ['office', '会议-无会月', path('/meetings'), dialog('无会月设置')],
  ['office', '召集会议', path('/meetings/new')],
  ['office', '召集会议-未填', path('/meetings/new'), button('召集并通知')],
  ['office', '会议-待召开', path('/meetings/3')],
  ['office', '会议-二维码', path('/meetings/3'), dialog('扫码签到')],
  ['office', '会议-取消', path('/meetings/3'), dialog('取消会议')],
  ['office', '会议-议定事项', path('/meetings/2'), button('议定事项')],
  ['office', '会议-纪要', path('/meetings/2'), button('整理纪要')],
  ['office', '日程', path('/schedule')],
  ['office', '日程-周', path('/schedule'), button('周')],
  ['office', '日程-订阅', path('/schedule'), dialog('订阅日历')],
  ['office', '领导下基层', path('/field-days')],
  ['leader', '下基层', path('/field-days'), dialog('记一次')],
  ['department', '会议', path('/meetings')],
  ['department', '会议答复', path('/meetings/3'), button('市立医院答复')],
  ['department', '首页', path('/')],
  ['department', '台账', path('/matters')],
  ['department', '办理中', ofPart('underway')],
  ['department', '报送进展', (things) => things.underway && `/assignments/${things.underway.id}/report`, button('报送')],
  ['department', '报送结果', ofPart('underway'), dialog('报送结果')],
  ['department', '待签收', ofPart('pending')],
  ['department', '退回交办', ofPart('pending'), dialog(/^退回/)],
  ['department', '整改', ofPart('mending')],
  ['department', '申请延期', ofPart('underway'), sent(/^申请延期/, '报送申请')],
  ['department', '通知', path('/notices')],
  ['department', '本周应报', path('/burden')],
  ['department', '我的账号', path('/account')],
  ['liaison', '首页', path('/')],
  ['liaison', '签收', ofPart('pending'), dialog('签收')],
  ['liaison', '修改密码', path('/password')],
  ['liaison', '联络员名册', path('/liaisons')],
  ['admin', '首页', path('/')],
  ['admin', '单位', path('/units')],
  ['admin', '新增单位', path('/units'), dialog('新增单位')],
  ['admin', '督办机构', path('/units'), dialog('市立医院的督办机构')],
  ['admin', '人员账号', path('/people')],
  ['admin', '新建账号', path('/people'), dialog('新建账号')],
  ['admin', '办理账号', path('/people'), dialog(/^办理.*的账号/)],
  ['admin', '领导分管', path('/charges')],
  ['admin', '联络员名册', path('/liaisons')],
  ['admin', '联络员交接', path('/liaisons'), dialog(/联络员(交接|指定)$/)],
  ['admin', '批量导入', path('/imports')],
  ['admin', '代理', path('/acting')],
  ['admin', '确定代理人', path('/acting'), dialog('确定代理人')],
  ['admin', '工作移交', path('/handovers?post=102'), (page) => page.getByText('手上的事').waitFor()],
  ['admin', '工作日历', path('/calendar')],
  ['admin', '工作日历-录入', path('/calendar'), next],
  ['admin', '发件箱', path('/outbox')],
  ['admin', '定时任务', path('/jobs')],
  ['admin', '我的账号', path('/account')],
  ['auditor', '首页', path('/')],
  ['auditor', '审计记录', path('/audit')],
  ['auditor', '审计-筛选', path('/audit?action=sign_in')],
  ['auditor', '我的账号', path('/account')],
]

const sheet = (name) => async (page) => {
  await page.getByRole('button', { name, exact: true }).click()
  await page.getByRole('dialog').waitFor()
}
const sheetSent = (name, send) => async (page) => {
  await sheet(name)(page)
  await page.getByRole('dialog').getByRole('button', { name: send, exact: true }).click()
}
const phonePart = (name, more = '') => (things) => things[name] && `/m/matters/${things[name].matter_id}${more}`
const phoneAt = (name) => (things) => things[name] && `/m/matters/${things[name]}`
const reportOf = (name) => (things) => things[name] && `/m/assignments/${things[name].id}/report`

export const PHONE = [
  ['', '登录', path('/m/sign-in')],
  ['liaison', '待办', path('/m/')],
  ['liaison', '在办', path('/m/open')],
  ['liaison', '待签收', phonePart('pending')],
  ['liaison', '签收', phonePart('pending', '?do=receive'), (page) => page.getByRole('dialog').waitFor()],
  ['liaison', '办理中', phonePart('underway')],
  ['liaison', '工作方案', phonePart('planned', '?tab=plan')],
  ['liaison', '报送进展', reportOf('underway')],
  ['liaison', '报送-未填', reportOf('underway'), (page) => page.getByRole('button', { name: '报送', exact: true }).click()],
  ['liaison', '通知', path('/m/notices')],
  ['liaison', '通知方式', path('/m/notices/preferences')],
  ['liaison', '督查', path('/m/inspections')],
  ['leader', '督查', path('/m/inspections')],
  ['leader', '督查-明查已公布', path('/m/inspections/1')],
  ['office', '督查-暗访进行中', path('/m/inspections/2')],
  ['office', '督查记录', path('/m/inspections/2/visits/4')],
  ['liaison', '会议', path('/m/meetings')],
  ['liaison', '会议答复', path('/m/meetings/3')],
  ['liaison', '会议签到', path('/m/meetings/3/sign-in')],
  ['liaison', '日程', path('/m/schedule')],
  ['leader', '下基层', path('/m/field-days')],
  ['leader', '记下基层', path('/m/field-days'), sheet('记一次')],
  ['liaison', '我的', path('/m/me')],
  ['liaison', '帮助', path('/m/help')],
  ['liaison', '退出', path('/m/me'), sheet('退出登录')],
  ['liaison', '修改密码', path('/m/password')],
  ['liaison', '督办通知', (things) => `/documents/${things.notice}`],
  ['department', '待办', path('/m/')],
  ['department', '退回交办', phonePart('pending'), sheet('退回交办')],
  ['department', '整改', phonePart('mending')],
  ['department', '申请延期', phonePart('underway'), sheetSent('申请延期', '报送申请')],
  ['leader', '待办', path('/m/')],
  ['leader', '在办', path('/m/open')],
  ['leader', '待批事项', phoneAt('proposed')],
  ['leader', '批示', path('/m/instructions')],
  ['leader', '作批示', path('/m/instructions?do=new'), (page) => page.getByRole('dialog').waitFor()],
  ['deputy', '看答复', path('/m/instructions/2')],
  ['liaison', '书面答复', path('/m/matters/10?tab=directives'), dialog('答复要求')],
  ['liaison', '协调', path('/m/matters/26?tab=coordination')],
  ['office', '记一次跟踪', path('/m/matters/10?tab=contacts'), sheet('记一次跟踪')],
  ['leader', '批准', phoneAt('proposed'), sheet('批准')],
  ['leader', '退回', phoneAt('proposed'), sheet('退回')],
  ['leader', '办理中', phoneAt('widest')],
  ['leader', '通知', path('/m/notices')],
  ['leader', '督办摘要', path('/m/digests')],
  ['leader', '督办摘要-读', (things) => `/m/digests/${things.digest}`],
  ['leader', '此刻的督办情况', path('/m/digests/now')],
  ['leader', '我的', path('/m/me')],
  ['deputy', '待办', path('/m/')],
  ['deputy', '非分管事项', phoneAt('outside')],
  ['office', '待办', path('/m/')],
  ['office', '待验收', phoneAt('submitted')],
  ['admin', '待办', path('/m/')],
  ['admin', '我的', path('/m/me')],
  ['auditor', '待办', path('/m/')],
]
