// A meeting from call to what came of it, on desk and phone: called, answered, signed in to, minuted, split, reviewed, made;
// the steps follow one another. And a leader's day at the grass roots.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { closeBrowser, open } from '../support/browser.mjs'
import { as } from '../support/client.mjs'
import { issueMatter, partOf } from '../support/matters.mjs'
import { today, unique } from '../support/people.mjs'
import { sql } from '../support/stack.mjs'
import { settled } from './places.mjs'

const title = `夜间急诊协调会${unique()}`
const main = (page) => page.getByRole('main')
const dialog = (page) => page.getByRole('dialog')
const press = (page, name) => main(page).getByRole('button', { name, exact: true }).first().click()
const seen = (place, text) => place.getByText(text).first().waitFor()
const go = async (page, path) => {
  await page.goto(path)
  await settled(page)
}
const liaisonApi = await as('liaison')
const { matter, assignments } = await issueMatter({ units: [{ unit_id: 12, kind: 'lead' }] })
const part = partOf({ assignments }, 12)
await liaisonApi.post(`/api/assignments/${part.id}/receive`, {}, { version: part.version })
const office = await open('office')
const liaison = await open('liaison', { phone: true })
let path = ''
let isBroken = false
function step(name, fn) {
  test(name, async (t) => {
    if (isBroken) return t.skip('an earlier step failed')
    isBroken = true
    await fn()
    isBroken = false
  })
}
after(closeBrowser)

step('[A5.2] [B1.1] [C2.2c] the office calls it on a matter; a month without meetings asks why', async () => {
  const api = await as('office')
  const { body: setting } = await api.get('/api/meeting-settings')
  const month = Number(today().slice(5, 7))
  await api.put('/api/meeting-settings', { quiet_months: [...new Set([...setting.quiet_months, month])], field_days: 10 }, { version: setting.version })
  await go(office, '/meetings')
  await main(office).getByRole('link', { name: '召集会议' }).click()
  await office.waitForURL('**/meetings/new')
  await settled(office)
  await office.getByLabel('会议名称').fill(title)
  await office.getByLabel('地点').fill('三楼会议室')
  await office.getByLabel('主持人姓名').fill('周明远')
  await seen(office, '这个月是无会月')
  await office.getByLabel('从在办事项中选议题').fill(matter.title)
  await office.getByRole('list', { name: /查找结果$/ }).getByRole('button', { name: matter.title }).click()
  await office.getByRole('combobox', { name: '增加参会单位' }).fill('市立医院')
  await office.getByRole('option', { name: '市立医院' }).first().click()
  await press(office, '增加外请人员')
  await office.getByLabel('外请人员 1 姓名').fill('王秀兰')
  await press(office, '召集并通知')
  await seen(office, '是无会月，确需召开的请写明理由')
  await office.getByLabel('无会月召开的理由').fill('涉及急诊安全，须当面协调。')
  await press(office, '召集并通知')
  await office.waitForURL(/\/meetings\/\d+$/)
  await settled(office)
  path = new URL(office.url()).pathname
  await seen(main(office), '涉及急诊安全，须当面协调。')
  await seen(main(office), '王秀兰')
})

step('[A5.2] the hospital finds it among the to-dos of the phone and answers', async () => {
  await sql(`UPDATE meeting SET starts_at = UTC_TIMESTAMP(3) + INTERVAL 10 MINUTE, ends_at = UTC_TIMESTAMP(3) + INTERVAL 1 HOUR
    WHERE id = ${path.split('/').pop()}`)
  await go(liaison, '/m/')
  await liaison.getByRole('link', { name: title }).first().click()
  await liaison.waitForURL(`**/m${path}`)
  await settled(liaison)
  await liaison.getByLabel('由他人代替').check()
  await liaison.getByRole('button', { name: '提交答复' }).click()
  await seen(liaison, '请写明由谁代替参加')
  await liaison.getByLabel('代替参加的人').fill('章立新')
  await liaison.getByRole('button', { name: '提交答复' }).click()
  await seen(main(liaison), '由章立新参加')
  await go(office, path)
  await seen(main(office), '由章立新参加')
})

step('[B1.1] a code on the screen: who scans it and is signed in has come; nobody must', async () => {
  await press(office, '扫码签到')
  await dialog(office).getByRole('img', { name: '签到二维码' }).waitFor()
  await seen(dialog(office), '签到不是必须')
  await dialog(office).getByRole('button', { name: '关闭', exact: true }).last().click()
  const { body } = await (await as('office')).get(`/api${path}`)
  await liaison.goto(`/m${path}/sign-in#${body.code}`)
  await liaison.getByRole('heading', { name: '已签到' }).waitFor()
  await go(office, path)
  await seen(main(office), '（扫码）')
  await main(office).getByRole('checkbox', { name: '王秀兰到会' }).check()
  await seen(main(office), '到会 2')
})

step('[A4.4.1] minutes begin with who came; pasted, split by rule, reviewed; nothing is made before', async () => {
  await press(office, '登记已召开')
  await seen(office, '已召开')
  await press(office, '整理纪要')
  const text = office.getByLabel('纪要正文')
  assert.match(await text.inputValue(), /出席：市立医院林晓\n列席：王秀兰/)
  await text.fill(`${await text.inputValue()}1. 市立医院要在一个月内补齐夜班排班，落实“${matter.title}”。\n2. 由医政科牵头，市立医院配合，年底前修订值班制度。\n3. 加强宣传。`)
  await press(office, '保存纪要')
  await seen(office, '纪要已保存')
  await press(office, '议定事项')
  await seen(office, '从纪要拆出 3 条')
  const how = (n) => office.getByLabel(`第 ${n} 条 如何落实`)
  assert.deepEqual(await Promise.all([1, 2, 3].map((n) => how(n).inputValue())), ['directive', 'draft', 'note'])
  assert.equal(await office.getByLabel('第 1 条 督办事项').inputValue(), String(matter.id))
  await office.getByLabel('第 3 条 议定事项').fill('加强宣传，形成氛围。')
  await press(office, '保存核对结果')
  await seen(office, '确认交办之前不会立项')
  assert.deepEqual(await sql(`SELECT COUNT(*) FROM directive WHERE source = 'meeting' AND matter_id = ${matter.id}`), [['0']])
})

step('[A4.4.1] confirmed: a demand on the matter, a draft with its units; the page shows what became of each', async () => {
  await press(office, '确认交办')
  await seen(office, '已交办，责任单位会收到通知')
  await seen(main(office), '待答复')
  await seen(main(office), '拟办')
  await press(office, '签发纪要')
  await main(office).getByRole('link', { name: '打印纪要' }).waitFor()
  const paper = await main(office).getByRole('link', { name: '打印纪要' }).getAttribute('href')
  await go(liaison, `/m${path}`)
  await seen(main(liaison), `落实“${matter.title}”`)
  await seen(main(liaison), '待答复')
  await seen(main(liaison), '会议纪要')
  await go(office, paper)
  await seen(office, `${title}纪要`)
  await go(office, path)
  await press(office, '办结')
  await seen(main(office), '已办结')
})

step('[C3.1] what the hospital owes names its first responsible person and telephone', async () => {
  await go(office, `/matters/${matter.id}`)
  await seen(main(office), '第一责任人 章立新')
  await seen(main(office), /电话 0556-\d+　联络员 林晓/)
})

step('the schedule shows it in month and week; a calendar’s address is shown once', async () => {
  await go(office, '/schedule')
  await main(office).getByRole('link', { name: new RegExp(title) }).first().waitFor()
  await press(office, '周')
  await main(office).getByRole('link', { name: new RegExp(title) }).first().waitFor()
  await press(office, '订阅日历')
  await dialog(office).getByRole('button', { name: /地址$/ }).click()
  await seen(dialog(office), '/api/feeds/')
  await dialog(office).getByRole('button', { name: '停用', exact: true }).click()
  await seen(office, '订阅地址已停用')
})

step('[C2.2c] a leader notes half a day from the phone in one sheet; the office sees the count', async () => {
  const leader = await open('deputy', { phone: true })
  await sql(`DELETE FROM field_day WHERE person_id = 102 AND day = '${today()}'`)
  await go(leader, '/m/field-days')
  const from = Date.now()
  await leader.getByRole('button', { name: '记一次' }).click()
  await leader.waitForFunction(() => document.activeElement?.closest('[role=dialog]')) // the sheet has risen and taken the focus
  await leader.waitForTimeout(400)
  await leader.getByRole('combobox', { name: '去了哪个单位' }).fill('市立医院')
  await leader.getByRole('option', { name: '市立医院' }).first().click()
  await leader.getByLabel('看了什么、解决了什么').fill('看急诊排班，协调夜班医师。')
  await leader.getByLabel('半天').check()
  await leader.getByRole('button', { name: '记下', exact: true }).click()
  await seen(main(leader), '看急诊排班，协调夜班医师。')
  assert.ok(Date.now() - from < 20000)
  await go(office, '/field-days')
  await seen(main(office), '看急诊排班，协调夜班医师。')
  await seen(main(office), '下基层月：每位领导至少')
  assert.deepEqual([...office.findings, ...liaison.findings, ...leader.findings], [])
})
