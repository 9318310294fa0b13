// An undercover inspection in the hands of those who make it: planned at the desk, recorded on the phone with a photo, reported,
// published; and the unit, which sees nothing before and answers after. [A5.3] [B1.2] [C2.3] [C3.3a] [D3.3] [E1.4a]
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { accessibility, closeBrowser, open } from '../support/browser.mjs'
import { makePng } from '../support/files.mjs'
import { unique } from '../support/people.mjs'
import { settled } from './places.mjs'

const title = `夜间值守暗访${unique()}`
const [office, leader, unit] = await Promise.all(['office', 'leader', 'department'].map((login) => open(login)))
const [member, liaison] = await Promise.all(['rentiecheng', 'liaison'].map((login) => open(login, { phone: true })))
const people = [office, leader, unit, member, liaison]
let path = '' // /inspections/N

const main = (page) => page.getByRole('main')
const dialog = (page) => page.getByRole('dialog')
const seen = (place, text) => place.getByText(text).first().waitFor()

async function go(page, to) {
  await page.goto(to)
  await settled(page)
}
async function choose(page, day) {
  const box = page.getByRole('textbox', { name: new RegExp(`^${day}`) }).or(page.getByRole('combobox', { name: new RegExp(`^${day}`) })).first()
  await box.fill(new Date(Date.now() + 8 * 3600e3).toISOString().slice(5, 10).replace('-', '月') + '日')
  await box.press('Tab')
}
async function decide(page, action, send) {
  await page.getByRole('button', { name: action, exact: true }).first().click()
  await dialog(page).getByRole('button', { name: send, exact: true }).click()
  await dialog(page).waitFor({ state: 'detached' })
}

test('[C3.3a] [E1.4a] the page of inspections begins with how many are due', async () => {
  await go(office, '/inspections')
  await seen(main(office), /^本月明查暗访 \d+\/1/)
  await seen(main(office), /何雅琴本周暗访 \d+\/1/)
  await seen(main(office), '冬春火灾防控督查')
  assert.deepEqual(await accessibility(office), [])
})

test('[B1.2] the office plans it: team, leader, units, dates, items from a list', async () => {
  await go(office, '/inspections/new')
  await office.getByLabel('方式').selectOption('undercover')
  await office.getByRole('textbox', { name: '名称' }).fill(title)
  await office.getByLabel('依据和目的').fill('夜间急诊值守的群众反映较多。')
  await choose(office, '计划起')
  await choose(office, '计划止')
  for (const name of ['任铁成', '卢丹']) {
    await office.getByLabel('查找成员').fill(name)
    await office.getByRole('button', { name: new RegExp(`^${name}`) }).click()
  }
  await office.getByRole('combobox', { name: '增加被查单位' }).fill('市立医院')
  await office.getByRole('option', { name: '市立医院' }).first().click()
  await office.getByLabel('从检查清单取').selectOption({ label: '窗口服务和行风（3 项）' })
  await office.getByRole('button', { name: '保存并通知' }).click()
  await office.waitForURL(/\/inspections\/\d+$/)
  path = new URL(office.url()).pathname
  await seen(main(office), '公布之前请勿外传')
})

test('[C2.3] the team records it on the phone, item by item, with a photo; what is typed outlasts a closed page', async () => {
  await go(member, '/m/')
  await member.getByRole('link', { name: title }).click()
  await member.getByRole('link', { name: '记录', exact: true }).click()
  await settled(member)
  const item = (name) => member.getByRole('region', { name })
  await item('首问负责').getByRole('button', { name: '符合', exact: true }).click()
  await item('收费公示').getByRole('button', { name: '不符合', exact: true }).click()
  await item('收费公示').getByLabel('收费公示：说明').fill('急诊窗口没有价格公示牌')
  await item('收费公示').locator('input[type=file]').first().setInputFiles({ name: '窗口.png', mimeType: 'image/png', buffer: makePng({ width: 40, height: 30 }) })
  await item('收费公示').getByRole('img').waitFor()
  await seen(member, /^还有 1 项没有查。草稿在本机/)
  assert.deepEqual(await accessibility(member), [])
  await member.reload()
  await settled(member)
  assert.equal(await item('收费公示').getByLabel('收费公示：说明').inputValue(), '急诊窗口没有价格公示牌')
  await item('收费公示').getByRole('img').waitFor()
  await item('投诉渠道').getByRole('button', { name: '不适用' }).click()
  await member.getByRole('button', { name: '签名完成' }).click()
  await dialog(member).getByRole('button', { name: '签名完成' }).click()
  await seen(member, /督查人员 任铁成、卢丹 签名/)
})

test('[C2.3] before it is published the unit finds nothing of it', async () => {
  for (const page of [unit, liaison]) {
    const phone = page === liaison ? '/m' : ''
    for (const to of ['/', '/inspections', '/notices', ...(phone ? ['/open'] : ['/matters', `/matters?q=${encodeURIComponent(title)}`])]) {
      await page.goto(phone + to)
      await page.waitForLoadState('networkidle')
      assert.equal(await page.getByRole('link', { name: title }).count(), 0, `${phone}${to}`)
      if (!to.includes('?')) assert.equal(await page.getByText(title).count(), 0, `${phone}${to}`)
    }
    await page.goto(phone + path)
    await seen(page, '看不到这项内容')
  }
})

test('[A5.3] the report follows from the record; the leader publishes it', async () => {
  await go(member, `/m${path}`)
  await member.getByRole('button', { name: '报送报告' }).click()
  const report = dialog(member).getByLabel('督查报告')
  assert.match(await report.inputValue(), /对 1 个单位开展暗访，发现问题 1 个/)
  await dialog(member).getByRole('button', { name: '报送', exact: true }).click()
  await seen(member, '报告待审')
  await go(leader, '/')
  await leader.getByRole('link', { name: title }).first().click()
  await decide(leader, '公布', '公布')
  await seen(main(leader), '已公布')
  await leader.getByRole('link', { name: /^督查报告（/ }).click()
  await seen(leader, `关于${title}的督查报告`)
})

test('[D3.3] the unit reads its own record with the photo, and confirms it', async () => {
  await go(liaison, '/m/')
  await liaison.getByRole('link', { name: title }).first().click()
  await seen(liaison, '急诊窗口没有价格公示牌')
  await liaison.getByRole('img', { name: /照片/ }).waitFor()
  await liaison.getByRole('button', { name: '确认', exact: true }).click()
  await dialog(liaison).getByLabel('被查单位意见').fill('属实，今天已补上公示牌。')
  await dialog(liaison).getByRole('button', { name: '确认', exact: true }).click()
  await seen(liaison, '属实，今天已补上公示牌。')
  await go(office, path)
  await seen(main(office), '单位已确认')
  await office.getByRole('button', { name: '立项督办' }).click()
  await office.waitForURL(/\/matters\/\d+$/)
  await seen(main(office), /整改督查发现的问题：收费公示/)
  await go(office, `${path}/print`)
  await seen(office, '督查记录')
})

test('no page had anything to complain of', () => {
  for (const page of people) assert.deepEqual(page.findings, [])
})

after(closeBrowser)
