// What becomes of one matter's limit: reminded of, put off, stopped and resumed, explained when it is over, followed up, and
// told to the leader. Several people, on desk and phone; the steps follow one another, and one that fails takes the rest along.
import assert from 'node:assert/strict'
import { after } from 'node:test'
import { closeBrowser, confirm, dialog, faultOf, field, fill, go, journey, main, open, press, seen, settled } from '../support/browser.mjs'
import { as } from '../support/client.mjs'
import { act as send, issueMatter, partOf } from '../support/matters.mjs'
import { today, unique } from '../support/people.mjs'
import { ctl, sql } from '../support/stack.mjs'
import { workdayIn } from '../support/workdays.mjs'

const HOSPITAL = 12
const title = `补齐急诊抢救设备${unique()}`
const { matter, assignments } = await issueMatter({ title, due_on: today(20), units: [{ unit_id: HOSPITAL, kind: 'lead' }] })
const part = partOf({ assignments }, HOSPITAL)
await send(await as('liaison'), `/api/assignments/${part.id}/receive`, {}, part.version)

const [office, leader, liaison] = await Promise.all(['office', 'leader', 'liaison'].map((login) => open(login)))
const [headPhone, liaisonPhone, leaderPhone] = await Promise.all(
  ['department', 'liaison', 'leader'].map((login) => open(login, { phone: true })))
const people = { office, leader, liaison, headPhone, liaisonPhone, leaderPhone }
const desk = `/matters/${matter.id}`
const phone = `/m/matters/${matter.id}?at=${part.id}`

const step = journey('time', people)
const panel = (page) => page.getByRole('region', { name: '时限与催办' })
const unread = async (page) =>
  Number((await page.getByRole('banner').getByRole('button', { name: /^通知/ }).innerText()).match(/\d+/)[0])

after(closeBrowser)

step('[A2.3.3] what the liaison owes stands on the phone in order of urgency, and says why it is due on its day', async () => {
  await go(liaisonPhone, '/m/')
  const owed = liaisonPhone.getByRole('region', { name: /^应交清单/ })
  const mine = owed.getByRole('listitem').filter({ hasText: title })
  await mine.first().waitFor()
  await mine.first().getByText('为什么是这一天').click()
  await seen(mine.first(), /下达次日起第3个工作日，为\d+月\d+日（周.）/)
  const days = await owed.getByRole('listitem').locator('.line').allInnerTexts()
  const late = days.map((line) => Number(line.match(/超期 (\d+) 天/)?.[1] ?? 0))
  assert.deepEqual(late, [...late].sort((a, b) => b - a))
})

step('[D3.2] a reminder of the office, with its channel and an answer by a day, rings the liaison’s bell at once', async () => {
  await go(liaison, '/')
  const before = await unread(liaison)
  await go(office, desk)
  await press(panel(office), /^催办$/)
  await dialog(office).getByRole('button', { name: '催办', exact: true }).click()
  assert.equal(await faultOf(field(dialog(office), '催办内容')), '请填写催办内容')
  await field(dialog(office), '方式').selectOption({ label: '电话' })
  await fill(dialog(office), { 催办内容: '已电话告知林晓，请报设备到货时间。', 要求回复日期: '2月30日' })
  await dialog(office).getByRole('button', { name: '催办', exact: true }).click()
  await seen(dialog(office), '请写成“11月30日”，或从日历中选择')
  await fill(dialog(office), { 要求回复日期: today(2) })
  await confirm(office, '催办')
  await seen(panel(office), '第 1 次')
  await liaison.waitForFunction((n) => Number(document.querySelector('header .notice-bell')?.textContent.match(/\d+/)?.[0]) > n, before)
  await press(liaison.getByRole('banner'), /^通知/)
  await liaison.getByRole('banner').getByRole('listitem').filter({ hasText: '催办（电话，第1次）' }).getByRole('link', { name: title }).waitFor()
})

step('[D3.2] answered once from the phone, the answer stands in the history of reminders', async () => {
  await go(liaisonPhone, phone)
  await press(liaisonPhone, '回复')
  await fill(dialog(liaisonPhone), { 回复: '两台监护仪下周三到货。' })
  await confirm(liaisonPhone, '回复')
  await seen(main(liaisonPhone), '两台监护仪下周三到货。')
  await seen(panel(office), '两台监护仪下周三到货。')
  assert.equal(await main(liaisonPhone).getByRole('button', { name: '回复' }).count(), 0)
})

step('[D3.2] several units are reminded at once; who may not be reminded yet is named, the others are told', async () => {
  const other = await issueMatter({ units: [13, 14].map((unit_id) => ({ unit_id, kind: 'parallel' })) })
  const [first, second] = other.assignments.map((one) => one.id)
  await send(await as('office'), `/api/assignments/${first}/reminders`, { channel: 'in_app', text: '请先报进展。' })
  await go(office, `/matters/${other.matter.id}`)
  await press(panel(office), '催办各单位')
  await fill(dialog(office), { 催办内容: '请于周五前报送进展。' })
  await dialog(office).getByRole('button', { name: '催办 2 个单位' }).click()
  await seen(dialog(office).getByText('市第二人民医院').locator('..'), '两次催办至少间隔 2 小时')
  await seen(dialog(office).getByText('市中医医院').locator('..'), '已催办')
  assert.equal(await field(dialog(office), '催办内容').inputValue(), '请于周五前报送进展。')
  await press(dialog(office), '关闭')
  const counts = await sql(`SELECT COUNT(*) FROM reminder WHERE assignment_id IN (${first}, ${second}) GROUP BY assignment_id`)
  assert.deepEqual(counts.flat(), ['1', '1'])
})

step('[D4.2] more time is asked for on the phone: what is wrong stands beside its field, and nothing typed is lost', async () => {
  await go(headPhone, phone)
  await press(headPhone, '申请延期')
  const text = { 延期事由: '供货商推迟发货，设备晚到两周。', 目前进展: '场地和人员已经到位。', 采取措施: '已发函催促，先借用两台。' }
  await fill(dialog(headPhone), { 拟办结时间: today(10), ...text })
  await press(dialog(headPhone), '报送申请')
  assert.match(await faultOf(field(dialog(headPhone), '拟办结时间')), /晚于/)
  for (const [label, typed] of Object.entries(text)) assert.equal(await field(dialog(headPhone), label).inputValue(), typed)
  await fill(dialog(headPhone), { 拟办结时间: await workdayIn(40) })
  await confirm(headPhone, '报送申请')
})

step('[D4.2] the leader decides it on the desk; the day first set and the count stay in sight', async () => {
  await go(leader, desk)
  await seen(panel(leader), '供货商推迟发货，设备晚到两周。')
  await press(panel(leader), /^批准/)
  await field(dialog(leader), '审批意见').fill('')
  await dialog(leader).getByRole('button', { name: '批准', exact: true }).click()
  assert.equal(await faultOf(field(dialog(leader), '审批意见')), '请填写审批意见')
  await fill(dialog(leader), { 审批意见: '同意，抓紧到货。' })
  await confirm(leader, '批准')
  await seen(panel(leader), /原时限.*已延期 1 次/)
  await go(headPhone, phone)
  await seen(main(headPhone), /原时限.*已延期 1 次/)
})

step('a suspension stops the clock when the leader agrees, and resuming puts every limit off', async () => {
  await go(office, desk)
  await press(main(office), /^报请挂起/)
  await fill(dialog(office), { 挂起理由: '等待上级批复采购计划。' })
  await confirm(office, '报请挂起')
  await go(leader, desk)
  await press(panel(leader), /^批准/)
  await confirm(leader, '批准')
  await seen(panel(leader), '停止计时，恢复办理后各项时限顺延')
  await go(headPhone, phone)
  await seen(main(headPhone), '已挂起')
  await go(office, desk)
  await press(main(office), /^恢复办理/)
  await fill(dialog(office), { 恢复说明: '批复已到。' })
  await confirm(office, '确认恢复')
  await seen(panel(office), /自.*起停止计时，.*恢复（.*批复已到。）/)
})

step('[D4.2] over its limit there is no more extension on the phone, only an explanation with the next steps', async () => {
  await sql(`UPDATE assignment SET due_on = '${today(-3)}', limit_on = '${today(-3)}' WHERE id = ${part.id}`)
  await go(headPhone, phone)
  await seen(main(headPhone), '只能说明原因和下一步措施')
  await press(main(headPhone), '说明超期原因')
  await fill(dialog(headPhone), { 超期原因: '第二台监护仪验收不合格退换。', 下一步措施: '换货到后三日内安装。', 计划办结时间: today(6) })
  await confirm(headPhone, '报送说明')
  await go(office, desk)
  await seen(main(office), '第二台监护仪验收不合格退换。')
})

step('[D6.3] the next rung is proposed from the facts; only a person takes it, and it is told', async () => {
  await sql(`INSERT INTO due_item (body_id, matter_id, assignment_id, unit_id, owes, kind, seq, start_on, due_on, original_on, inputs,
    explanation, opened_at) VALUES (1, ${matter.id}, ${part.id}, ${HOSPITAL}, 'unit', 'lessons', 1, '${today(-60)}', '${today(-40)}',
    '${today(-40)}', '{}', '试', '${today(-30)} 01:00:00');
    UPDATE reminder SET at = at - INTERVAL 1 DAY WHERE assignment_id = ${part.id}`)
  const run = await ctl(['job', 'run', 'ladder'])
  assert.equal(run.status, 0, run.stderr)
  await go(office, '/ladder')
  const proposed = main(office).getByRole('listitem').filter({ hasText: title })
  await seen(proposed, /市立医院欠.*已超期 \d+ 个工作日/)
  await press(proposed, '暂缓')
  await dialog(office).getByRole('button', { name: '暂缓', exact: true }).click()
  assert.equal(await faultOf(field(dialog(office), '理由')), '请填写理由')
  await press(dialog(office), '取消')
  await press(proposed, '采纳')
  await fill(dialog(office), { 意见: '情况属实，立即办理。' })
  await confirm(office, /^采纳/)
  await proposed.first().waitFor({ state: 'detached' })
  await go(liaison, '/notices')
  await seen(main(liaison).getByRole('listitem').filter({ hasText: '第2次' }), title)
})

step('[A2.3.2] the office adds its analysis to the week and to single matters, and sends the digest', async () => {
  await go(office, '/digests')
  const name = (await as('leader')).me.person.name
  const choice = main(office).getByRole('combobox', { name: '给哪位领导' })
  const option = await choice.locator('option').filter({ hasText: name }).first().getAttribute('value')
  await choice.selectOption(option)
  await press(main(office), '现在生成')
  await office.waitForURL(/\/digests\/\d+$/)
  await settled(office)
  await press(main(office), '保存')
  await press(main(office), `写分析：${title}`)
  await field(main(office), '对本事项的分析').fill('短')
  await field(main(office), '分析和建议').fill('本周重点在急诊设备，其余平稳。')
  await press(main(office), '保存')
  assert.match(await faultOf(field(main(office), '对本事项的分析')), /2/)
  await field(main(office), '对本事项的分析').fill('设备退换是主因，建议约谈供货商。')
  await press(main(office), `送${name}`)
  await seen(main(office), '已送出')
})

step('[A2.1.2c] [A2.3.1] the leader is told, and reads it on the phone and at the desk', async () => {
  await go(leaderPhone, '/m/notices')
  await main(leaderPhone).getByRole('link', { name: /督办摘要/ }).first().click()
  await leaderPhone.waitForURL('**/m/digests')
  await settled(leaderPhone)
  await main(leaderPhone).getByRole('listitem').first().getByRole('link').click()
  await leaderPhone.waitForURL(/\/m\/digests\/\d+$/)
  for (const text of ['本周重点在急诊设备，其余平稳。', title, '设备退换是主因，建议约谈供货商。']) await seen(main(leaderPhone), text)
  await go(leader, new URL(leaderPhone.url()).pathname.replace('/m', ''))
  await seen(main(leader), '设备退换是主因，建议约谈供货商。')
  await go(leaderPhone, '/m/digests/now')
  await seen(main(leaderPhone), title)
})

step('nothing was complained of in any browser on the way', async () => {
  assert.deepEqual(Object.values(people).flatMap((page) => page.findings), [])
})
