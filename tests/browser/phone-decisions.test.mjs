// What is decided on the phone: a liaison's report by the responsible person, more time, a stop of the clock and the next rung
// by the leaders. The steps of each part follow one another.
import assert from 'node:assert/strict'
import { after } from 'node:test'
import { accessibility, closeBrowser, confirm, dialog, faultOf, field, fill, go, journey, main, open, press, seen, settled } from '../support/browser.mjs'
import { as } from '../support/client.mjs'
import { act, issueMatter, partOf } from '../support/matters.mjs'
import { enter, makePerson, makeUnit, post, secret, today, unique } from '../support/people.mjs'
import { ctl, sql } from '../support/stack.mjs'
import { workdayIn } from '../support/workdays.mjs'

const [HOSPITAL, INFORMATION] = [12, 17] // the second is not in the deputy's charge
const [office, department, liaison] = await Promise.all(['office', 'department', 'liaison'].map(as))

/* ---- a unit of its own, whose head reads what the liaison writes */
const unit = await makeUnit()
const [boss, clerk] = await Promise.all(['department', 'liaison'].map((role) => makePerson({}, [post(role, unit.id)])))
const [bossApi, clerkApi] = [await enter(boss), await enter(clerk)]
const reported = await issueMatter({ title: `整理应急物资${unique()}`, units: [{ unit_id: unit.id, kind: 'lead' }] })
const reportedPart = partOf(reported, unit.id)
await act(clerkApi, `/api/assignments/${reportedPart.id}/receive`, {}, reportedPart.version)
assert.equal((await bossApi.put(`/api/units/${unit.id}/report-review`, { report_review: true })).status, 200)

/* ---- a matter of two units, about whose limit much is asked */
const title = `补齐发热门诊设备${unique()}`
const matter = await issueMatter({ title, due_on: await workdayIn(20), units: [{ unit_id: HOSPITAL, kind: 'lead' }, { unit_id: INFORMATION, kind: 'assist' }] })
const part = partOf(matter, HOSPITAL)
await act(liaison, `/api/assignments/${part.id}/receive`, {}, part.version)
const askForMore = async (days) => act(department, `/api/assignments/${part.id}/extensions`, {
  to_on: await workdayIn(days), reason: '供货商推迟发货两周。', progress_so_far: '场地和人员已经到位。', measures: '先借用两台。' })

const phone = (login, password) => open(login, { phone: true, password })
const [head, deputy, reader, writer] = await Promise.all([
  phone('leader'), phone('deputy'), phone(boss.person.login, secret), phone(clerk.person.login, secret)])
const people = { head, deputy, reader, writer }
const step = journey('phone-decisions', people)
after(closeBrowser)

const form = `/m/assignments/${reportedPart.id}/report`
const waiting = (page) => main(page).getByRole('region', { name: '等待决定' })
const reports = async (page) => {
  await go(page, `/m/matters/${reported.matter.id}?tab=report`)
  return main(page).locator('.reports')
}
/** What the sheet shows to decide by. */
async function factsOf(page) {
  const [labels, texts] = await Promise.all(['dt', 'dd'].map((tag) => dialog(page).locator(tag).allInnerTexts()))
  return Object.fromEntries(labels.map((label, n) => [label, texts[n]]))
}
/** From the to-do to the matter, where it is decided. */
async function fromTodo(page, deed) {
  await go(page, '/m/')
  await main(page).getByRole('listitem').filter({ hasText: title }).filter({ has: page.getByRole('link', { name: deed, exact: true }) })
    .first().getByRole('link', { name: deed, exact: true }).click()
  await page.waitForURL(new RegExp(`/m/matters/${matter.matter.id}`))
  await settled(page)
}

step('[A4.3.1] a report that somebody reads first says so: it is with the responsible person', async () => {
  await go(writer, form)
  await fill(main(writer), { 已完成工作: '清点两个仓库。', 取得成效: '底数清楚。', 存在问题: '无', 下一步计划: '补足缺口。' })
  await press(main(writer).locator('..'), '报送')
  await seen(main(writer), /^已交负责人审核/)
  await go(writer, form)
  await seen(main(writer), /正待负责人审核；再报一份将取代它/)
})

step('[A4.3.1] the responsible person sends it back on the phone, and must say why', async () => {
  const panel = await reports(reader)
  await seen(panel, '清点两个仓库。')
  assert.deepEqual(await accessibility(reader), [])
  await press(panel, '退回修改')
  await dialog(reader).getByRole('button', { name: '退回修改', exact: true }).click()
  assert.equal(await faultOf(field(dialog(reader), '退回理由')), '请填写退回理由')
  await fill(dialog(reader), { 退回理由: '写明缺口数量。' })
  await confirm(reader, '退回修改')
})

step('[A4.3.1] the writer sees why, begins from what was written, and the next one goes through', async () => {
  await go(writer, form)
  await seen(main(writer), /退回了上一稿：写明缺口数量。/)
  assert.equal(await field(main(writer), '已完成工作').inputValue(), '清点两个仓库。')
  await field(main(writer), '下一步计划').fill('补足口罩八百只。')
  await main(writer).getByRole('checkbox', { name: '这是时限前的自查报告' }).check()
  await press(main(writer).locator('..'), '报送')
  await seen(main(writer), /^已交负责人审核/)
  await press(await reports(reader), '审核通过并报送')
  await seen(main(reader).locator('.reports'), /填报，.+审核/)
  const { reports: [report] } = (await office.get(`/api/matters/${reported.matter.id}`)).body
  assert.deepEqual([report.next_step, report.self_check, report.author_name], ['补足口罩八百只。', true, clerk.person.name])
})

step('[A4.3.1] what the office returned is written anew, not repeated', async () => {
  const { reports: [report] } = (await office.get(`/api/matters/${reported.matter.id}`)).body
  await go(writer, form)
  await main(writer).getByRole('checkbox', { name: /与上次相比无实质变化/ }).waitFor()
  await act(office, `/api/reports/${report.id}/return`, { reason: '没有写成效的数字。' })
  await go(writer, form)
  await seen(main(writer), /督办办公室退回了上一份报告：没有写成效的数字。/)
  assert.equal(await main(writer).getByRole('checkbox', { name: /与上次相比无实质变化/ }).count(), 0)
})

step('[D4.2] [A2.3.1] the head decides on more time on the phone, with the limits, the count and the reasons in sight', async () => {
  await askForMore(60)
  await fromTodo(head, '审批')
  await seen(waiting(head), /由.+延至.+个工作日/)
  assert.deepEqual(await accessibility(head), [])
  await press(waiting(head), '批准延期')
  await dialog(head).waitFor()
  assert.deepEqual(await accessibility(head), [])
  const facts = await factsOf(head)
  assert.deepEqual(Object.keys(facts), ['承办单位', '原时限', '现时限', '申请延至', '事由', '目前进展', '措施'])
  assert.match(facts.申请延至, /^.+，增加 \d+ 个工作日，第 1 次$/)
  assert.deepEqual([facts.原时限, facts.目前进展], [facts.现时限, '场地和人员已经到位。（进度 0%）'])
  await fill(dialog(head), { 审批意见: '' })
  await dialog(head).getByRole('button', { name: '批准', exact: true }).click()
  assert.equal(await faultOf(field(dialog(head), '审批意见')), '请填写审批意见')
  await fill(dialog(head), { 审批意见: '同意，抓紧到货。' })
  await confirm(head, '批准')
  await waiting(head).waitFor({ state: 'detached' })
  const page = (await office.get(`/api/matters/${matter.matter.id}`)).body
  const { extensions_n, due_on } = partOf(page, HOSPITAL)
  assert.deepEqual([extensions_n, due_on ?? page.matter.due_on], [1, await workdayIn(60)])
})

step('[D3.1] the deputy refuses more time for a unit in charge, but is told why a matter of all units is not theirs to stop', async () => {
  await askForMore(90)
  const { version } = (await office.get(`/api/matters/${matter.matter.id}`)).body.matter
  await act(office, `/api/matters/${matter.matter.id}/suspend`, { reason: '等待上级批复采购计划。' }, version)
  await fromTodo(deputy, '审批')
  await seen(waiting(deputy), /不在您的分管范围，请由组长审批/)
  assert.equal(await waiting(deputy).getByRole('button', { name: '批准挂起' }).isDisabled(), true)
  await press(waiting(deputy), '不同意延期')
  await fill(dialog(deputy), { 审批意见: '已延过一次，请按期完成。' })
  await confirm(deputy, '不同意')
  await waiting(deputy).getByText('申请延期').waitFor({ state: 'detached' })
  const { items } = (await office.get(`/api/matters/${matter.matter.id}/extensions`)).body
  assert.deepEqual(items.map((one) => [one.seq, one.status]), [[1, 'approved'], [2, 'refused']])
})

step('[D3.1] the head stops the clock on the phone', async () => {
  await fromTodo(head, '审批')
  await press(waiting(head), '批准挂起')
  await dialog(head).waitFor()
  assert.equal((await factsOf(head)).理由, '等待上级批复采购计划。')
  await confirm(head, '批准')
  await seen(main(head), /起挂起，不计时/)
  const page = (await office.get(`/api/matters/${matter.matter.id}`)).body.matter
  assert.equal(page.paused_since, today())
  await act(office, `/api/matters/${matter.matter.id}/resume`, { reason: '批复已到。' }, page.version)
})

step('[D6.3] [A2.3.1] the next rung is put off, and taken, on the phone', async () => {
  await sql(`INSERT INTO due_item (body_id, matter_id, assignment_id, unit_id, owes, kind, seq, start_on, due_on, original_on, inputs,
    explanation, opened_at) VALUES (1, ${matter.matter.id}, ${part.id}, ${HOSPITAL}, 'unit', 'lessons', 1, '${today(-60)}', '${today(-40)}',
    '${today(-40)}', '{}', '试', '${today(-30)} 01:00:00')`)
  const run = await ctl(['job', 'run', 'ladder'])
  assert.equal(run.status, 0, run.stderr)
  // As if the first two rungs had been taken.
  await sql(`UPDATE ladder_step SET rung = 'criticise', decider = 'charge' WHERE matter_id = ${matter.matter.id}`)
  await fromTodo(deputy, '去决定')
  await seen(waiting(deputy), /建议对市立医院通报批评/)
  await press(waiting(deputy), '暂缓')
  await dialog(deputy).waitFor()
  assert.match((await factsOf(deputy)).事实, /^市立医院欠.*已超期 \d+ 个工作日/)
  await dialog(deputy).getByRole('button', { name: '暂缓', exact: true }).click()
  assert.equal(await faultOf(field(dialog(deputy), '理由')), '请填写理由')
  await press(dialog(deputy), '取消')
  await fromTodo(head, '去决定')
  await press(waiting(head), '采纳')
  await fill(dialog(head), { 意见: '情况属实。' })
  await confirm(head, '采纳通报批评')
  await waiting(head).waitFor({ state: 'detached' })
  const { items } = (await office.get(`/api/matters/${matter.matter.id}/ladder`)).body
  assert.deepEqual([items[0].rung, items[0].status, items[0].reason], ['criticise', 'accepted', '情况属实。'])
})

step('nothing was complained of in any browser on the way', async () => {
  assert.deepEqual(Object.values(people).flatMap((page) => page.findings), [])
})
