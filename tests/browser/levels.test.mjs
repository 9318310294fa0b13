// Two levels on the screen: the hospital breaks its part down, reports upward from its parts, hears of changes above;
// a decomposition table comes in, drafts go together; what is registered twice is taken in; somebody acts, somebody leaves.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { closeBrowser, open } from '../support/browser.mjs'
import { as } from '../support/client.mjs'
import { given, issuedPart, reported } from '../support/levels.mjs'
import { act, draft } from '../support/matters.mjs'
import { enter, makePerson, makeUnit, post, secret, today, unique } from '../support/people.mjs'
import { workdayIn } from '../support/workdays.mjs'
import { settled } from './places.mjs'

after(closeBrowser)
const HAN = '冬春夏秋山河湖海松竹梅兰金木水火土晴雨雪风云星月虹霜露霞'
const name = (word) => `${[...unique()].map((c) => HAN[c.charCodeAt(0) % HAN.length]).join('')}${word}`
const shot = (page, file) => page.screenshot({ path: `tests/results/screens/levels-${file}.png`, fullPage: true }).catch(() => {})
const go = async (page, path) => {
  await page.goto(path)
  await settled(page)
}
const main = (page) => page.getByRole('main')
const clean = (page) => assert.deepEqual(page.findings, [])
const pick = async (page, unit) => {
  const box = page.getByRole('combobox', { name: /承办单位|添加/ }).first()
  await box.fill(unit)
  await page.getByRole('option', { name: unit }).first().click()
}

test('[D1.2] the hospital’s office breaks the assignment down, twice; the form begins from what was given', async () => {
  const whole = await given({ title: name('整治') })
  const page = await open('geshuqin')
  await go(page, `/matters/${whole.id}?tab=levels`)
  await shot(page, 'empty')
  await main(page).getByRole('tabpanel').getByRole('button', { name: '任务分解' }).click()
  await settled(page)
  assert.equal(await page.getByLabel('事项名称').inputValue(), whole.title)
  assert.match(await main(page).innerText(), /上级交办的时限为.*本事项不能晚于这一天/)
  await page.getByLabel('事项名称').fill(`${whole.title}门诊部分`)
  await pick(page, '门诊部')
  await page.getByLabel('在上级任务中的权重').fill('3')
  await shot(page, 'break-down')
  await page.getByRole('button', { name: '保存并再分解一项' }).click()
  await page.getByText('已保存为拟办事项').first().waitFor()
  await page.waitForFunction((title) => document.querySelector('#title')?.value === title, whole.title)
  await page.getByLabel('事项名称').fill(`${whole.title}信息部分`)
  await pick(page, '信息中心')
  await page.getByRole('button', { name: '保存为拟办', exact: true }).click()
  await page.waitForURL(/\/matters\/\d+$/)
  await settled(page)
  await main(page).getByRole('heading', { name: '上级交办' }).waitFor()
  await go(page, `/matters/${whole.id}?tab=levels`)
  await main(page).getByRole('link', { name: `${whole.title}门诊部分` }).waitFor()
  await main(page).getByText('分解为 2 项').waitFor()
  clean(page)
})

test('[D1.2] [A2.2.2] the hospital’s report is put together from its parts’; the bureau sees lights and progress alone', async () => {
  const whole = await given({ title: name('提升') })
  const one = await issuedPart(whole, { title: name('门诊') })
  await reported(one, { done: '门诊号源已经全部开放。' })
  const hospital = await open('department')
  await go(hospital, `/matters/${whole.id}?tab=levels`)
  await main(hospital).getByText('按权重推算 60%').waitFor()
  await main(hospital).getByRole('link', { name: '汇总下级进展并报送' }).click()
  await hospital.waitForURL(/report\?from=parts/)
  await settled(hospital)
  assert.match(await main(hospital).getByLabel(/^已完成工作/).inputValue(), /门诊号源已经全部开放。/)
  await shot(hospital, 'report')
  await main(hospital).getByRole('button', { name: '报送', exact: true }).click()
  await hospital.waitForURL(new RegExp(`/matters/${whole.id}`))
  const [report] = (await (await as('office')).get(`/api/matters/${whole.id}`)).body.reports
  assert.equal(report.progress, 60)
  const bureau = await open('office')
  await go(bureau, `/matters/${whole.id}?tab=levels`)
  await main(bureau).getByText(one.title).first().waitFor()
  assert.equal(await main(bureau).getByRole('link', { name: one.title }).count(), 0)
  await shot(bureau, 'above')
  const phone = await open('liaison', { phone: true })
  await go(phone, `/m/matters/${whole.id}?tab=levels`)
  await phone.getByText('按权重推算 60%').waitFor()
  await shot(phone, 'phone')
  await phone.getByRole('link', { name: '汇总下级进展并报送' }).click()
  await phone.waitForURL(/report\?from=parts/)
  await phone.waitForFunction(() => [...document.querySelectorAll('textarea')].some((box) => box.value.includes('门诊号源已经全部开放。')))
  for (const page of [hospital, bureau, phone]) clean(page)
})

test('[D1.2] the limit moved above waits on the desk below until it is dealt with', async () => {
  const whole = await given({ title: name('改造') })
  const one = await issuedPart(whole, { title: name('系统') })
  const [office, department] = [await as('office'), await as('department')]
  await act(department, `/api/assignments/${whole.part}/extensions`, { to_on: await workdayIn(27), reason: '设备到货比计划晚。', progress_so_far: '已完成改造。', measures: '催促供货。' })
  const [asked] = (await office.get(`/api/matters/${whole.id}/extensions`)).body.items
  await act(asked.decider === 'office' ? office : await as('leader'), `/api/extensions/${asked.id}/approve`, { opinion: '同意。' }, asked.version)
  const page = await open('geshuqin')
  await settled(page)
  await main(page).getByText(one.title).first().waitFor()
  await go(page, `/matters/${one.id}`)
  await main(page).getByText(/上级交办的时限有变动/).first().waitFor()
  await shot(page, 'heed')
  await main(page).getByRole('button', { name: '处理上级变动' }).click()
  await page.getByRole('dialog').getByLabel(/怎样处理/).fill('本事项时限不变。')
  await page.getByRole('dialog').getByRole('button', { name: '记下' }).click()
  await main(page).getByText('葛淑琴：本事项时限不变。').waitFor()
  clean(page)
})

test('[D4.1] a decomposition table is checked, corrected on the screen, made and proposed together', async () => {
  const [good, bad] = [name('任务'), name('工程')]
  const csv = `\ufeff序号,任务,内容,要求/目标,牵头单位,责任人,协办单位,时限,报送频次,来源,备注\r\n1,${good},,按期完成,市立医院,,,${today(30)},每月,,\r\n2,${bad},,按期完成,市人民医院,,,尽快,,,\r\n`
  const page = await open('office')
  await go(page, '/imports/matters')
  await page.locator('input[type=file]').setInputFiles({ name: '任务分解表.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  await main(page).getByText('1 行需要修改').waitFor()
  const row = main(page).getByRole('region', { name: '第 3 行' })
  await shot(page, 'import')
  await row.getByRole('button', { name: '改为市第二人民医院' }).click()
  await row.getByLabel('时限').fill(today(40))
  await row.getByLabel('时限').blur()
  await main(page).getByRole('button', { name: '重新检查' }).click()
  await main(page).getByText('将生成 2 个拟办事项').waitFor()
  await main(page).getByRole('button', { name: '导入 2 行' }).click()
  await page.waitForURL(/\/imports\/matters\/\d+$/)
  await settled(page)
  await shot(page, 'imported')
  await main(page).getByRole('button', { name: '一起报请审批（2 项）' }).click()
  await page.getByText('已报请 2 项').first().waitFor()
  await main(page).getByText('待批准').first().waitFor()
  clean(page)
})

test('[A2.2.2] registering warns of an open matter of the same unit, side by side, and takes it in', async () => {
  const what = name('专项')
  const { id } = await act(await as('office'), '/api/matters', draft({ title: what }))
  const page = await open('office')
  await go(page, '/register')
  await page.getByLabel('来源类别').selectOption('public')
  await page.getByLabel(/投诉或舆情事由/).fill('群众来信')
  await page.getByLabel('事项名称').fill(`做好${what}工作`)
  await page.getByLabel('督办内容').fill('群众反映的同一件事。')
  await pick(page, '市立医院')
  const note = main(page).getByRole('region', { name: '疑似重复' })
  await note.getByRole('button', { name: '并排对照' }).click()
  await note.getByText('群众反映的同一件事。').waitFor()
  await shot(page, 'similar')
  await note.getByRole('button', { name: '并入这一项' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '并入', exact: true }).click()
  await page.waitForURL(new RegExp(`/matters/${id}$`))
  await settled(page)
  await main(page).getByRole('heading', { name: '并入的来源' }).waitFor()
  await main(page).getByText('群众来信').first().waitFor()
  await act(await as('office'), '/api/matters', draft({ title: `${what}方案` }))
  await go(page, '/duplicates')
  await main(page).getByText(`${what}方案`).first().waitFor()
  await shot(page, 'duplicates')
  clean(page)
})

test('a head lets a colleague act; the colleague acts in that post', async () => {
  const unit = await makeUnit()
  const [head, other] = [await makePerson({ name: '老负责人' }, [post('department', unit.id, { post: '科长' })]), await makePerson({ name: '小副职' }, [post('liaison', unit.id, { post: '副科长' })])]
  await Promise.all([enter(head), enter(other)])
  const page = await open(head.person.login, { password: secret })
  await go(page, '/acting')
  await main(page).getByRole('button', { name: '确定代理人' }).click()
  await page.getByRole('dialog').getByLabel(/^代理人/).selectOption({ label: `小副职（${unit.name}副科长）` })
  await shot(page, 'acting')
  await page.getByRole('dialog').getByRole('button', { name: '确定', exact: true }).click()
  await main(page).getByRole('cell', { name: '小副职', exact: true }).waitFor()
  await main(page).getByText('代理中').first().waitFor()
  clean(page)
})

test('who leaves passes on what is open: the administrator sees how many, ends the post and gives it on', async () => {
  const admin = await as('admin')
  const unit = await makeUnit()
  const { person } = await makePerson({ name: '将离任' }, [post('leader', 1, { rank: 'deputy', post: '副主任' })])
  const next = await makePerson({ name: '新接手' }, [post('department', unit.id)])
  const one = person.memberships[0]
  await admin.put(`/api/charges/${one.id}`, { unit_ids: [unit.id] }, { version: one.version })
  const page = await open('admin')
  await go(page, `/handovers?post=${one.id}`)
  await main(page).getByRole('group', { name: '手上的事' }).getByText('分管单位').waitFor()
  await main(page).getByLabel(/^接手人$|接手人必填/).selectOption(String(next.person.id))
  await main(page).getByText('将离任同日不再担任副主任').click()
  await shot(page, 'handover')
  await main(page).getByRole('button', { name: '登记移交' }).click()
  await main(page).getByRole('cell', { name: /新接手（副主任）/ }).first().waitFor()
  await main(page).getByText('分管单位 1 项').first().waitFor()
  clean(page)
})
