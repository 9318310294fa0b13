// The regulation lived through stage by stage between receipt and result: instructed, signed for, planned, reported on, tracked,
// visited in disguise, met on, escalated, decided, talked about, broken down, concluded and answered. Everybody has a browser of
// their own, on desk or phone; the steps follow one another.
import assert from 'node:assert/strict'
import { after } from 'node:test'
import { answered, closeBrowser, confirm, dialog, faultOf, field, fill, go, journey, main, open, press, seen, settled } from '../support/browser.mjs'
import { as } from '../support/client.mjs'
import { hospitalDeputy, hospitalOffice, reported } from '../support/levels.mjs'
import { act } from '../support/matters.mjs'
import { today, unique } from '../support/people.mjs'

const word = unique('夜诊')
const title = `规范${word}急诊值守`
const [office, leader, head, hospital] = await Promise.all(['office', 'leader', 'department', 'geshuqin'].map((login) => open(login)))
const [leaderPhone, headPhone, liaison, visitor] = await Promise.all(
  ['leader', 'department', 'liaison', 'rentiecheng'].map((login) => open(login, { phone: true })))
const people = { office, leader, head, hospital, leaderPhone, headPhone, liaison, visitor }
const stage = journey('stages', people)
let desk = '' // /matters/N
let phone = '' // /m/matters/N

const stands = (page, status) => main(page).locator('.marks').getByText(status, { exact: true }).waitFor()
const listed = (place, text) => place.getByRole('listitem').filter({ hasText: text })
/** From one's own to-dos to where it is done. */
async function fromTodo(page, text, deed, path) {
  await go(page, page.viewportSize().width < 500 ? '/m/' : '/')
  await listed(main(page), text).getByRole('link', { name: deed, exact: true }).first().click()
  await page.waitForURL(path)
  await settled(page)
}
/** A panel of the matter's page. */
async function tabAt(page, path, name) {
  await go(page, path)
  await page.getByRole('tab', { name, exact: true }).click()
  await settled(page)
}
/** Opens a folded part of the matter on the phone. */
async function unfold(page, name) {
  await go(page, phone)
  await main(page).locator('summary').filter({ hasText: new RegExp(`^${name}$`) }).click()
  await settled(page)
}
async function chooseUnit(page, label, name) {
  await main(page).getByRole('combobox', { name: label }).fill(name)
  await page.getByRole('listbox').getByRole('option', { name }).first().click()
}
/** The option of a list that holds the text. */
async function choose(control, text) {
  await control.selectOption(await control.locator('option').filter({ hasText: text }).first().getAttribute('value'))
}
const picture = async () => ({ name: '现场.png', mimeType: 'image/png', buffer: await visitor.screenshot() })
after(async () => {
  await closeBrowser()
  await (await as('department')).put('/api/units/12/report-review', { report_review: false })
})

stage('[A3] [D3.1] the head writes an instruction on the phone, from nothing', async () => {
  await go(leaderPhone, '/m/')
  await main(leaderPhone).getByRole('link', { name: '批示', exact: true }).click()
  await dialog(leaderPhone).waitFor()
  await fill(dialog(leaderPhone), { 批示: `请市立医院${title}，一个月内见效。`, 要求的时限: today(45), 查找交给哪些单位: '市立医院' })
  await dialog(leaderPhone).getByRole('checkbox', { name: '市立医院', exact: true }).check()
  await confirm(leaderPhone, '批示')
  await seen(main(leaderPhone), `请市立医院${title}`)
})

stage('[A4.1.1] the office makes a matter of it, asks for a plan, and proposes it', async () => {
  await fromTodo(office, title, '去登记', /\/instructions\/\d+$/)
  await press(main(office), '登记为事项')
  await dialog(office).getByRole('button', { name: '登记', exact: true }).click()
  await office.waitForURL(/\/matters\/\d+$/)
  await settled(office)
  desk = new URL(office.url()).pathname
  phone = `/m${desk}`
  await go(office, `${desk}/edit`)
  await fill(office, { 事项名称: title, 工作要求: '24 小时有人值守；排班公示；每周报送一次。', 拟办意见: '拟由市立医院主办，请审定。' })
  await field(office, '报送频次').selectOption({ label: '每周' })
  await office.getByRole('checkbox', { name: '须报工作方案' }).check()
  await press(main(office), '保存并报请审批')
  await office.waitForURL(`**${desk}`)
  await settled(office)
  await stands(office, '待批准')
})

stage('[D4.1] the leader approves what the office proposes, and the office issues it', async () => {
  await fromTodo(leader, title, '审批', `**${desk}`)
  await press(main(leader), /^批准/)
  await confirm(leader, '批准')
  await go(office, desk)
  await press(main(office), /^下达/)
  await confirm(office, '确认下达')
  await stands(office, '办理中')
})

stage('[A4.1.2] the liaison signs on the phone', async () => {
  await go(liaison, '/m/')
  await listed(liaison, title).getByRole('link', { name: '签收', exact: true }).click()
  await press(dialog(liaison), '确认签收')
  await seen(dialog(liaison), /^今天 \d\d:\d\d 已签收/)
})

const step = (page, n) => main(page).getByRole('group', { name: `第 ${n} 步` })

stage('[A4.2.1] a plan is asked for: durations in, days counted back from the limit, and by how many days it does not fit', async () => {
  await seen(dialog(liaison), '已签收，请先编制工作方案报送备案')
  assert.equal(await dialog(liaison).getByRole('link', { name: '现在报送进展' }).count(), 0)
  await fromTodo(head, title, '编制方案', /\/assignments\/\d+\/plan$/)
  await fill(main(head), { 目标: '急诊夜间全天有人值守，群众零投诉。' })
  await fill(step(head, 1), { 步骤: '摸清夜间接诊情况', 责任人: '急诊科庄岩', 工作日数: '5' })
  await press(main(head), '增加一步')
  await fill(step(head, 2), { 步骤: '调配值守医师', 责任人: '医务部鲁忠良', 工作日数: '90' })
  await press(main(head), '按时限倒排')
  await seen(main(head).getByRole('status'), /差 \d+ 个工作日/)
  await fill(step(head, 2), { 工作日数: '10' })
  await press(main(head), '按时限倒排')
  await seen(main(head).getByRole('status'), '排得下')
  await press(main(head), '报送备案')
  await head.waitForURL(/tab=plan$/)
  await settled(head)
})

stage('[A4.2.1] the office returns it with the reason; mended and handed in again, it is filed, both versions side by side', async () => {
  await fromTodo(office, title, '去备案', /do=file_plan|tab=plan/)
  await press(main(office), '退回')
  await press(dialog(office), '退回')
  assert.match(await faultOf(field(dialog(office), '退回理由')), /退回理由/)
  await fill(dialog(office), { 退回理由: '缺排班公示这一步，请补上。' })
  await confirm(office, '退回')
  await fromTodo(head, title, '修改方案', /\/assignments\/\d+\/plan$/)
  await seen(main(head), '缺排班公示这一步，请补上。')
  await press(main(head), '增加一步')
  await fill(step(head, 3), { 步骤: '公示夜班排班', 责任人: '院办聂永军', 工作日数: '3' })
  await press(main(head), '按时限倒排')
  await seen(main(head).getByRole('status'), '排得下')
  await press(main(head), '报送备案')
  await head.waitForURL(/tab=plan$/)
  await go(office, `${desk}?tab=plan`)
  await press(main(office), '对比两版')
  await seen(main(office), '3 个步骤不同')
  await press(main(office), /^备案|工作方案备案/)
  await confirm(office, '备案')
  await seen(main(office), '第 2 版已备案')
})

stage('[A4.2.2] [A2.2.1] the head follows a step and keeps a self-check on the phone; the office sees both', async () => {
  await unfold(headPhone, '工作方案')
  await press(main(headPhone), /^更新进度/)
  await field(dialog(headPhone), '这一步的进度').fill('100')
  await confirm(headPhone, '更新进度')
  await seen(main(headPhone), '已完成')
  await press(main(headPhone), '记录自查自纠')
  await fill(dialog(headPhone), { 自查发现: '周末夜班有一天空岗。', 自纠情况: '已补排医师，当晚到岗。' })
  await confirm(headPhone, '记录')
  await go(office, `${desk}?tab=plan`)
  await seen(main(office), '周末夜班有一天空岗。')
})

const report = (progress, done) => ({ 已完成工作: done, 取得成效: '夜间候诊缩短到 20 分钟。', 存在问题: '无', 下一步计划: '下周公示排班。', 进度百分比: progress })
/** Written on the phone by the liaison: it waits for the head of the unit, or is filed. */
async function reportOnPhone(fields, receipt) {
  await fill(main(liaison), fields)
  await field(main(liaison), '进度百分比').press('Tab')
  await press(liaison, /^报送$/)
  await seen(main(liaison), receipt)
}
async function passOnPhone() {
  await fromTodo(headPhone, title, '去审核', /tab=report/)
  await press(main(headPhone), '审核通过并报送')
  await main(headPhone).getByRole('button', { name: '审核通过并报送' }).waitFor({ state: 'detached' })
}

stage('[A4.3.1] the unit has its reports read first: the head sends the liaison’s back once, then passes it, on the phone', async () => {
  await tabAt(head, desk, '进展报告')
  await main(head).getByRole('checkbox', { name: /须经负责人审核/ }).check()
  await fromTodo(liaison, title, '报送进展', /\/report$/)
  await reportOnPhone(report('30', '已摸清三个月夜间接诊人次。'), '负责人审核')
  await go(office, `${desk}?tab=report`)
  await seen(main(office), '还没有报送过进展')
  await fromTodo(headPhone, title, '去审核', /tab=report/)
  await press(main(headPhone), '退回修改')
  await fill(dialog(headPhone), { 退回理由: '请写明是哪三个月。' })
  await confirm(headPhone, '退回修改')
  await fromTodo(liaison, title, '去修改', /\/report$/)
  await seen(main(liaison), '请写明是哪三个月。')
  assert.equal(await field(main(liaison), '已完成工作').inputValue(), '已摸清三个月夜间接诊人次。')
  await reportOnPhone({ 已完成工作: '已摸清八至十月夜间接诊人次。' }, '负责人审核')
  await passOnPhone()
})

stage('[A4.3.1] the office sends it back to be written again; the second one is graded', async () => {
  await go(office, `${desk}?tab=report`)
  await press(main(office), '退回重写')
  await fill(dialog(office), { 退回理由: '只写了摸底，没有写调配了几名医师。' })
  await confirm(office, '退回重写')
  await fromTodo(liaison, title, '报送进展', /\/report$/)
  await seen(main(liaison), '只写了摸底，没有写调配了几名医师。')
  assert.equal(await main(liaison).getByText('无实质变化').count(), 0)
  await reportOnPhone(report('40', '已调配夜班医师 6 名，周末不空岗。'), '负责人审核')
  await passOnPhone()
  await go(office, `${desk}?tab=report`)
  await press(main(office), '评定质量')
  await fill(dialog(office), { 说明: '有数字，有措施。' })
  await confirm(office, '确认评定')
  await unfold(liaison, '进展报告')
  await seen(main(liaison), '质量好')
  await tabAt(head, desk, '进展报告')
  await main(head).getByRole('checkbox', { name: /须经负责人审核/ }).uncheck()
})
/** What is demanded in writing, answered by the liaison on the phone with a picture. */
async function answerInWriting(text) {
  await fromTodo(liaison, title, '书面答复', /tab=directives/)
  await press(main(liaison), '答复要求')
  await fill(dialog(liaison), { 答复内容: text })
  await dialog(liaison).getByLabel('附件').setInputFiles(await picture())
  await seen(dialog(liaison), '现场.png')
  await confirm(liaison, '报送答复')
  await seen(main(liaison), text)
}
async function acceptAnswer() {
  await fromTodo(office, title, '看答复', /tab=directives/)
  const before = await main(office).getByText('已办复').count()
  await press(main(office), '认可答复')
  await confirm(office, '认可')
  await main(office).getByText('已办复').nth(before).waitFor()
}

stage('[A5.4] [A4.3.2] the office keeps a record of a call and demands a written reply; the unit answers on the phone, and it is accepted', async () => {
  await tabAt(office, desk, '跟踪记录')
  await press(main(office), '记一次跟踪')
  assert.equal(await field(dialog(office), '对方姓名').inputValue(), '章立新')
  await fill(dialog(office), { 要点: '问周末夜班是否到岗。', 对方答复: '已到岗。', 提出的要求: '书面报送本周夜班排班表。', 书面答复时限: today(4) })
  await confirm(office, '记下')
  await seen(main(office), '待答复')
  await answerInWriting('排班表附后，夜班 6 人轮值。')
  await acceptAnswer()
})

const secret = unique('暗访')
/** Where in these pages the undercover visit can be read of, once they have all that they asked for. */
async function readOf(page, paths) {
  const found = []
  for (const path of paths) {
    await go(page, path)
    await answered(page)
    if ((await page.locator('body').innerText()).includes(secret)) found.push(path)
  }
  return found
}
const unitDesk = () => ['/', '/matters', '/notices', '/inspections', `${desk}?tab=inspections`, `${desk}?tab=directives`]
const unitPhone = () => ['/m/', '/m/open', '/m/notices', '/m/inspections', `${phone}?tab=inspections`]
let visit = '' // /inspections/N

stage('[C2.3] [A5.3] an undercover visit is planned on the matter, with its team and what is to be looked at', async () => {
  await tabAt(office, desk, '督查')
  await main(office).getByRole('link', { name: '安排督查' }).click()
  await office.waitForURL(/\/inspections\/new/)
  await settled(office)
  await field(main(office), '方式').selectOption({ label: '暗访' })
  await fill(main(office), { 名称: `${secret}急诊夜班`, 依据和目的: '核查夜间是否真有人值守。', 计划起: today(), 计划止: today(3) })
  await main(office).getByRole('searchbox', { name: '查找成员' }).fill('任铁成')
  await press(main(office), /^任铁成/)
  await chooseUnit(office, '增加被查单位', '市立医院')
  await press(main(office), '增加一项')
  await fill(main(office), { '第 1 项检查内容': '夜间医师在岗', '第 1 项检查标准': '零点以后不空岗' })
  await press(main(office), '增加一项')
  await fill(main(office), { '第 2 项检查内容': '排班已公示' })
  await press(main(office), '保存并通知')
  await office.waitForURL(/\/inspections\/\d+$/)
  await settled(office)
  visit = new URL(office.url()).pathname
})

stage('[A5.3] it is carried out on the phone: item by item with a picture, signed', async () => {
  await fromTodo(visitor, secret, '去记录', /\/m\/inspections\/\d+/)
  await main(visitor).getByRole('link', { name: '记录' }).click()
  await visitor.waitForURL(/\/visits\/\d+$/)
  await settled(visitor)
  const item = (name) => visitor.getByRole('region', { name })
  await press(item('夜间医师在岗'), '不符合')
  await fill(item('夜间医师在岗'), { '夜间医师在岗：说明': '一点二十分诊室无人。', '夜间医师在岗：要求答复的日期': today(5) })
  await item('夜间医师在岗').getByLabel('从相册选').setInputFiles(await picture())
  await item('夜间医师在岗').getByRole('img').waitFor()
  await press(item('排班已公示'), /^符合/)
  await fill(main(visitor), { 地点: '急诊一楼' })
  await press(visitor, /^签名完成$/)
  await confirm(visitor, '签名完成')
  await seen(main(visitor), '一点二十分诊室无人。')
})

stage('[C2.3] nothing of it is seen by the unit until it is reported, agreed to and published', async () => {
  assert.deepEqual(await readOf(office, ['/inspections', `${desk}?tab=inspections`]), ['/inspections', `${desk}?tab=inspections`])
  await go(head, `/matters?q=${secret}`)
  await seen(main(head), '已列出 0 项')
  assert.deepEqual(await Promise.all([readOf(head, unitDesk()), readOf(liaison, unitPhone())]), [[], []])
  await fromTodo(visitor, secret, '写报告', /\/m\/inspections\/\d+/)
  await press(main(visitor), '报送报告')
  assert.match(await field(dialog(visitor), '督查报告').inputValue(), /一点二十分诊室无人/)
  await confirm(visitor, '报送')
  assert.deepEqual(await readOf(head, ['/', '/inspections']), [])
  await fromTodo(leader, secret, '去审批', `**${visit}`)
  await press(main(leader), '同意公布')
  await confirm(leader, '同意')
  assert.deepEqual(await readOf(liaison, ['/m/', '/m/notices']), [])
  await fromTodo(office, secret, '去公布', `**${visit}`)
  await press(main(office), '公布')
  await confirm(office, '公布')
})

stage('[C2.3] published, the unit is told, reads it with its picture, confirms it and answers', async () => {
  assert.deepEqual(await readOf(head, ['/notices', '/inspections', `${desk}?tab=inspections`]),
    ['/notices', '/inspections', `${desk}?tab=inspections`])
  assert.deepEqual(await readOf(liaison, ['/m/notices', '/m/inspections']), ['/m/notices', '/m/inspections'])
  await fromTodo(head, secret, '去确认', `**${visit}`)
  await main(head).getByRole('img').first().waitFor()
  await press(main(head), '确认')
  await confirm(head, '确认')
  await seen(main(head), '情况属实')
  await answerInWriting('当班医师已批评教育，增派一名备班。')
  await acceptAnswer()
})

const meeting = `${title}协调会`
stage('[A4.4.1] [A5.2] [A2.2.2] a coordination meeting is called on the matter, and the hospital answers whom it sends', async () => {
  await go(office, '/meetings/new')
  await fill(main(office), { 会议名称: meeting, 地点: '三楼会议室' })
  await choose(field(main(office), '主持人'), '沈国栋')
  await main(office).getByLabel('从在办事项中选议题').fill(title)
  await office.getByRole('list', { name: /查找结果$/ }).getByRole('button', { name: title }).click()
  for (const unit of ['市立医院', '医政医管科']) await chooseUnit(office, '增加参会单位', unit)
  await press(main(office), '召集并通知')
  const reason = field(main(office), '无会月召开的理由')
  if (await Promise.race([office.waitForURL(/\/meetings\/\d+$/), reason.waitFor().then(() => 'asked')])) {
    await reason.fill('夜间无人值守，须当面协调。')
    await press(main(office), '召集并通知')
    await office.waitForURL(/\/meetings\/\d+$/)
  }
  await settled(office)
  await fromTodo(liaison, meeting, '答复', /\/m\/meetings\/\d+$/)
  await main(liaison).getByLabel('由他人代替').check()
  await fill(main(liaison), { 代替参加的人: '鲁忠良' })
  await press(main(liaison), '提交答复')
  await seen(main(liaison), '由鲁忠良参加')
  await office.reload()
  await settled(office)
  await seen(main(office), '由鲁忠良参加')
})

stage('[A4.4.1] who came, the minutes pasted and split; reviewed before anything is made: a demand in writing and a new draft', async () => {
  await press(main(office), '登记已召开')
  await main(office).getByRole('checkbox', { name: '市立医院到会' }).check()
  await seen(main(office), '到会 1')
  await press(main(office), '整理纪要')
  await field(main(office), '纪要正文').fill(`会议议定：\n1. 市立医院要在一个月内补齐夜班备班，落实“${title}”。\n2. 由医政医管科牵头，年底前修订${word}值班制度。`)
  await press(main(office), '保存纪要')
  await press(main(office), '议定事项')
  await seen(main(office), '从纪要拆出 2 条')
  assert.deepEqual(await Promise.all([1, 2].map((n) => field(main(office), `第 ${n} 条 如何落实`).inputValue())), ['directive', 'draft'])
  await fill(main(office), { '第 1 条 完成时限': today(9) })
  await press(main(office), '保存核对结果')
  await seen(main(office), '未交办')
  assert.equal(await listed(main(office), '补齐夜班备班').getByText('待答复').count(), 0)
  await press(main(office), '确认交办')
  await seen(listed(main(office), '补齐夜班备班'), '待答复')
  await seen(listed(main(office), '值班制度'), '拟办')
  await answerInWriting('备班名单已报医务部。')
  await acceptAnswer()
})

stage('[A4.4.2] [D4.2] the unit asks for help on the phone; the office takes it to the leader group, and the head decides', async () => {
  await unfold(liaison, '协调')
  await press(main(liaison), '请求协调')
  await fill(dialog(liaison), { 需要协调解决什么: '夜班急诊医师编制不足，须从二院借调两名。', 需要谁: '市第二人民医院', 希望何日前解决: today(10) })
  await confirm(liaison, '请求协调')
  await fromTodo(office, title, '去协调', /tab=coordination/)
  await press(listed(main(office), '夜班急诊医师编制不足'), '提请领导小组')
  await choose(field(dialog(office), '怎样研究'), '现场办公')
  await fill(dialog(office), { 提请理由: '两家医院之间，协调会定不下来。' })
  await confirm(office, '提请')
  await fromTodo(leaderPhone, title, '去决定', /tab=coordination/)
  await press(main(leaderPhone), '作出决定')
  await fill(dialog(leaderPhone), { 决定: '同意借调两名，为期三个月。', '第 1 项做什么': '办好借调手续，报到岗名单。', '第 1 项的时限': today(10) })
  await confirm(leaderPhone, '决定并交办')
  await seen(main(leaderPhone), '决定落实中')
  await answerInWriting('两名医师周一到岗。')
  await acceptAnswer()
  await tabAt(office, desk, '协调')
  await seen(main(office), '决定已落实')
})

stage('[A5.5] the office asks in the thread, naming the liaison: the words appear on the open phone by themselves, and what is internal does not', async () => {
  await go(liaison, `${phone}?tab=talk`)
  await seen(main(liaison), '还没有人说话')
  await tabAt(office, desk, '交流')
  const say = async (page, text) => {
    await main(page).getByRole('textbox', { name: /^(说点什么|内部记录)/ }).fill(text)
    await press(main(page), /^(发出|记下)$/)
    await seen(main(page).getByRole('listitem'), text)
  }
  await choose(main(office).getByRole('combobox', { name: '提到谁，会单独通知' }), '林晓')
  await say(office, '借调医师到岗了吗？')
  await seen(main(liaison).getByRole('listitem'), '借调医师到岗了吗？')
  await seen(main(liaison), '提到 林晓')
  await main(office).getByRole('checkbox', { name: '只作内部记录' }).check()
  await say(office, '此事请盯紧，周五向组长口头汇报。')
  await say(liaison, '已到岗，今晚起值班。')
  await seen(main(office).getByRole('listitem'), '已到岗，今晚起值班。')
  assert.equal(await main(liaison).getByText('此事请盯紧').count(), 0)
  await go(liaison, '/m/notices')
  await seen(main(liaison), '借调医师到岗了吗？')
})

stage('[D1.2] [D4.1] the hospital’s own office breaks its part down; what the department reports rolls up, light and progress', async () => {
  await go(hospital, desk)
  await press(main(hospital), /^任务分解/)
  await hospital.waitForURL(/\/register\?parent=\d+$/)
  await settled(hospital)
  const part = `${title}（门诊部）`
  await fill(main(hospital), { 事项名称: part, 办理时限: today(15), 拟办意见: '拟由门诊部主办。' })
  await hospital.getByRole('checkbox', { name: '须报工作方案' }).uncheck()
  await chooseUnit(hospital, '增加承办单位', '门诊部')
  await press(main(hospital), '保存并报请审批')
  await hospital.waitForURL(/\/matters\/\d+$/)
  await settled(hospital)
  const id = Number(new URL(hospital.url()).pathname.split('/').pop())
  const page = (await (await hospitalOffice()).get(`/api/matters/${id}`)).body
  await act(await hospitalDeputy(), `/api/matters/${id}/approve`, { opinion: '同意。' }, page.matter.version)
  await go(hospital, `/matters/${id}`)
  await press(main(hospital), /^下达/)
  await confirm(hospital, '确认下达')
  const { assignments } = (await (await hospitalOffice()).get(`/api/matters/${id}`)).body
  await reported({ part: assignments[0].id }, { progress: 60 })
  await tabAt(office, desk, '任务分解')
  const row = main(office).getByRole('row').filter({ hasText: part })
  await seen(row, '60%')
  await seen(row, '正常')
  assert.equal(await row.getByRole('link').count(), 0)
})

stage('[A2.2.1] the result goes to the office and is accepted; the matter is concluded with an answer to its origin', async () => {
  await go(head, desk)
  await press(main(head), /^报送结果/)
  await fill(dialog(head), { 办理结果: '急诊夜间全天有人值守，排班公示，借调两名到岗。' })
  await confirm(head, '报送结果')
  await go(office, desk)
  await press(main(office), /^验收通过/)
  await confirm(office, '验收通过')
  await press(main(office), /^办结/)
  assert.equal(await field(dialog(office), '答复对象').inputValue(), '周明远')
  await fill(dialog(office), { 答复内容: '市立医院急诊夜间值守已规范，群众零投诉。' })
  await confirm(office, '确认办结')
  await stands(office, '已办结')
  const course = main(office).locator('section', { has: office.getByRole('heading', { name: '办理经过' }) }).locator('ol > li strong')
  const steps = await course.allInnerTexts()
  for (const told of ['报送工作方案', '退回市立医院的报告重写', '评定市立医院报告的质量', '现场督查', '召开协调会']) {
    assert.ok(steps.includes(told), `${told} in ${steps.join('、')}`)
  }
  assert.ok(!steps.includes('办理'), 'every step has words of its own')
})

stage('[A3] the answer is back with the leader who instructed, who closes it on the phone', async () => {
  await fromTodo(leaderPhone, title, '看结果', /\/m\/instructions\/\d+$/)
  await seen(main(leaderPhone), '市立医院急诊夜间值守已规范，群众零投诉。')
  await press(main(leaderPhone), /^办结/)
  await confirm(leaderPhone, '办结')
  await seen(main(leaderPhone), '已办结')
})

stage('nothing was complained of in any browser on the way', async () => {
  assert.deepEqual(Object.values(people).flatMap((page) => page.findings), [])
})
