// A leader instructs from the phone and reads the answer there; a call demands an answer that the liaison writes on the
// phone; a deputy's instruction beyond the charge goes through the head. The steps follow one another.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { closeBrowser, open } from '../support/browser.mjs'
import { as } from '../support/client.mjs'
import { act } from '../support/matters.mjs'
import { today, unique } from '../support/people.mjs'
import { root } from '../support/stack.mjs'
import { settled } from './places.mjs'

const words = `请查清发热门诊夜间候诊时间长的原因${unique()}，拿出办法并报告结果。`
const answer = '夜间候诊缩短到二十分钟，排班与叫号办法已上墙。'
const [leader, deputy, liaison] = await Promise.all(['leader', 'deputy', 'liaison'].map((login) => open(login, { phone: true })))
const office = await open('office')
const people = [leader, deputy, liaison, office]
let instruction = '' // /instructions/N
let matter = '' // /matters/N

const main = (page) => page.getByRole('main')
const dialog = (page) => page.getByRole('dialog')
const field = (place, name) => place.getByRole('textbox', { name, exact: true }).or(place.getByRole('combobox', { name, exact: true }))
const seen = (place, text) => place.getByText(text).first().waitFor()

async function go(page, path) {
  await page.goto(path)
  await settled(page)
}
/** Opens the dialog of an action, fills it in and sends it. */
async function decide(page, action, fields, send) {
  await main(page).getByRole('button', { name: action, exact: true }).first().click()
  for (const [label, text] of Object.entries(fields)) await field(dialog(page), label).fill(text)
  await dialog(page).getByRole('button', { name: send, exact: true }).click()
  await dialog(page).waitFor({ state: 'detached' })
}
/** The card of a to-do on the phone. */
const card = (page, text) => main(page).getByRole('listitem').filter({ hasText: text })

let isBroken = false
function step(name, fn) {
  test(name, async (t) => {
    if (isBroken) return t.skip('an earlier step failed')
    isBroken = true
    await fn().catch(async (error) => {
      await Promise.all(people.map((page, n) => page.screenshot({ path: join(root, `tests/results/instruction/${n}.png`) })))
      throw error
    })
    isBroken = false
  })
}
after(closeBrowser)

step('[A3] a leader instructs from nothing, on the phone: words, a day, a unit', async () => {
  await main(leader).getByRole('link', { name: '批示', exact: true }).click()
  await dialog(leader).waitFor()
  await dialog(leader).getByRole('button', { name: '批示', exact: true }).click()
  await seen(dialog(leader), '请填写批示')
  await field(dialog(leader), '批示').fill(words)
  await field(dialog(leader), '要求的时限').fill(today(15))
  await dialog(leader).getByRole('searchbox').fill('市立')
  await dialog(leader).getByRole('checkbox', { name: '市立医院' }).check()
  await dialog(leader).getByRole('button', { name: '批示', exact: true }).click()
  await dialog(leader).waitFor({ state: 'detached' })
  await main(leader).getByRole('link', { name: words }).waitFor()
  await seen(card(leader, words), '待登记')
})

step('[D1.2] the office makes it a matter with one click', async () => {
  await go(office, '/')
  await main(office).getByRole('listitem').filter({ hasText: words.slice(0, 30) }).getByRole('link', { name: '去登记' }).click()
  await office.waitForURL('**/instructions/*')
  instruction = new URL(office.url()).pathname
  await seen(main(office), words)
  await main(office).getByRole('button', { name: '登记为事项' }).click()
  await dialog(office).getByRole('button', { name: '登记', exact: true }).click()
  await office.waitForURL('**/matters/*')
  matter = new URL(office.url()).pathname
  await settled(office)
  for (const text of ['领导批示交办', '周明远', words, '拟办']) await seen(main(office), text)
})

step('[D1.2] it runs its course, and the office concludes it with an answer', async () => {
  const [clerk, head, department] = await Promise.all(['office', 'leader', 'department'].map(as))
  const page = async () => (await clerk.get(`/api${matter}`)).body
  const move = async (who, action, body = {}) => act(who, `/api${matter}/${action}`, body, (await page()).matter.version)
  const part = async () => (await page()).assignments[0]
  await move(clerk, 'propose', { proposal: '拟请市立医院办理。' })
  await move(head, 'approve', { opinion: '同意。' })
  await move(clerk, 'issue')
  const { id } = await part()
  await act(department, `/api/assignments/${id}/receive`, {}, (await part()).version)
  await act(department, `/api/assignments/${id}/submit`, { result: answer }, (await part()).version)
  await act(clerk, `/api/assignments/${id}/accept`, { verdict: '属实。' }, (await part()).version)
  await go(office, matter)
  await decide(office, '办结', { 答复内容: answer }, '确认办结')
  await settled(office)
  await seen(main(office), '已办结')
})

step('[D1.2] [D2] the answer is back on the leader’s phone, who closes it', async () => {
  await go(leader, '/m/')
  const todo = card(leader, words.slice(0, 30)).filter({ hasText: '批示已有结果' })
  await todo.getByRole('link', { name: '看结果' }).click()
  await leader.waitForURL(`**/m${instruction}`)
  await seen(main(leader), answer)
  await decide(leader, '办结', { 意见: '办得好。' }, '办结')
  await seen(main(leader), '办得好。')
  await go(leader, '/m/')
  assert.equal(await card(leader, words.slice(0, 30)).filter({ hasText: '批示已有结果' }).count(), 0)
})

step('[A5.4] the office keeps a call, prefilled with whom it called, and demands an answer in writing', async () => {
  await go(office, '/matters/10?tab=contacts')
  await main(office).getByRole('button', { name: '记一次跟踪' }).click()
  assert.equal(await field(dialog(office), '对方姓名').inputValue(), '章立新')
  assert.equal(await field(dialog(office), '对方电话').inputValue(), '13905561012')
  await field(dialog(office), '要点').fill('询问导诊台夜间值守，对方称人手不足。')
  await field(dialog(office), '书面答复时限').fill(today(4))
  await dialog(office).getByRole('button', { name: '记下' }).click()
  await seen(dialog(office), '要求书面答复的，请写明要求')
  await field(dialog(office), '提出的要求').fill('请书面说明何时补足人手。')
  await dialog(office).getByRole('button', { name: '记下' }).click()
  await dialog(office).waitFor({ state: 'detached' })
  await seen(main(office), '询问导诊台夜间值守，对方称人手不足。')
})

step('[A4.3.2] [D4.3] the liaison answers on the phone; the office is content', async () => {
  await go(liaison, '/m/')
  const todos = card(liaison, '推进“一站式”门诊建设').filter({ hasText: '待书面答复' })
  await todos.first().getByRole('link', { name: '书面答复' }).click()
  await liaison.waitForURL('**/m/matters/10**')
  await settled(liaison)
  const row = main(liaison).getByRole('listitem').filter({ hasText: '请书面说明何时补足人手。' })
  await row.getByRole('button', { name: '答复要求' }).click()
  await field(dialog(liaison), '答复内容').fill('下周一起增派两名护士，排班表附后。')
  await dialog(liaison).getByRole('button', { name: '报送答复' }).click()
  await dialog(liaison).waitFor({ state: 'detached' })
  await seen(row, '待认可')
  await go(office, '/matters/10?tab=directives')
  const mine = main(office).getByRole('listitem').filter({ hasText: '请书面说明何时补足人手。' })
  await seen(mine, '下周一起增派两名护士')
  await mine.getByRole('button', { name: '认可答复' }).click()
  await dialog(office).getByRole('button', { name: '认可', exact: true }).click()
  await dialog(office).waitFor({ state: 'detached' })
  await seen(mine, '已办复')
})

step('[D3.1] beyond the charge: refused with the reason, offered to the head, who confirms on the phone', async () => {
  const order = `请疾控中心拿出消毒供应的抽检安排${unique()}。`
  await go(deputy, '/m/instructions?do=new')
  await field(dialog(deputy), '批示').fill(order)
  await dialog(deputy).getByRole('searchbox').fill('疾病预防控制中心')
  await dialog(deputy).getByRole('checkbox', { name: '市疾病预防控制中心' }).check()
  await dialog(deputy).getByRole('button', { name: '批示', exact: true }).click()
  await seen(dialog(deputy), '市疾病预防控制中心不在您的分管范围，不能直接批示；可以提请组长确认后下发')
  await dialog(deputy).getByRole('checkbox', { name: /提请组长确认/ }).check()
  await dialog(deputy).getByRole('button', { name: '批示', exact: true }).click()
  await dialog(deputy).waitFor({ state: 'detached' })
  await seen(card(deputy, order), '待组长确认')
  await go(leader, '/m/')
  await card(leader, order).getByRole('link', { name: '去确认' }).click()
  await seen(main(leader), order)
  await decide(leader, '确认下发', {}, '确认下发')
  await seen(main(leader), '待登记')
})

step('[D4.2] the liaison asks for help on the phone; the deputy in charge answers there', async () => {
  const need = `自助机进场要后勤让出通道${unique()}`
  await go(liaison, '/m/matters/10?tab=coordination')
  await decide(liaison, '请求协调', { 需要协调解决什么: need, 需要谁: '后勤保障部' }, '请求协调')
  await seen(main(liaison), need)
  await go(deputy, '/m/')
  await card(deputy, '推进“一站式”门诊建设').filter({ hasText: '待协调' }).getByRole('link', { name: '去协调' }).click()
  await deputy.waitForURL('**/m/matters/10**')
  await settled(deputy)
  const asked = main(deputy).getByRole('listitem').filter({ hasText: need })
  await asked.getByRole('button', { name: '答复协调结果' }).click()
  await field(dialog(deputy), '协调结果').fill('已与后勤商定，周三上午让出通道。')
  await dialog(deputy).getByRole('button', { name: '答复', exact: true }).click()
  await dialog(deputy).waitFor({ state: 'detached' })
  await go(liaison, '/m/matters/10?tab=coordination')
  await seen(main(liaison).getByRole('listitem').filter({ hasText: need }), '已与后勤商定，周三上午让出通道。')
})

step('[A4.4.2] the office takes it to the leader group; the head decides on the phone who does what by when', async () => {
  const what = `分诊台归谁管，两个科室意见不一${unique()}`
  await go(office, '/matters/10?tab=coordination')
  await main(office).getByRole('button', { name: '另提请领导小组' }).click()
  await field(dialog(office), '需要解决什么').fill(what)
  await dialog(office).getByRole('combobox', { name: '怎样研究' }).selectOption({ label: '现场办公' })
  await field(dialog(office), '提请理由').fill('协调会没有谈拢。')
  await dialog(office).getByRole('button', { name: '提请', exact: true }).click()
  await dialog(office).waitFor({ state: 'detached' })
  await go(leader, '/m/matters/10?tab=coordination')
  await main(leader).getByRole('listitem').filter({ hasText: what }).getByRole('button', { name: '作出决定' }).click()
  await field(dialog(leader), '决定').fill('分诊台由门诊部统一管理。')
  await dialog(leader).getByRole('combobox', { name: '第 1 项由谁办' }).selectOption({ label: '市立医院' })
  await dialog(leader).getByRole('textbox', { name: '第 1 项做什么' }).fill('一周内移交分诊台人员和排班。')
  await dialog(leader).getByRole('textbox', { name: '第 1 项的时限' }).fill(today(7))
  await dialog(leader).getByRole('button', { name: '决定并交办' }).click()
  await dialog(leader).waitFor({ state: 'detached' })
  const decided = main(leader).getByRole('listitem').filter({ hasText: what })
  await seen(decided, '决定落实中')
  await seen(decided, '一周内移交分诊台人员和排班。')
})

step('nothing was said on any console', async () => {
  for (const page of people) assert.deepEqual(page.findings, [])
})
