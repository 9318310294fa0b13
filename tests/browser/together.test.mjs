// Two clerks at one draft on two screens: the slower is shown both versions and chooses field by field.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { closeBrowser, open } from '../support/browser.mjs'
import { as, signIn } from '../support/client.mjs'
import { act, draft } from '../support/matters.mjs'
import { settled } from './places.mjs'

after(closeBrowser)
const office = await as('office')
const go = async (page, path) => {
  await page.goto(path)
  await settled(page)
}

test('the register form shows what was there, theirs and mine of each field, and lets one choose', async () => {
  const { id } = await act(office, '/api/matters', draft({ content: '原来的内容。', requirement: '原来的要求。' }))
  const [one, two] = [await open('office'), await open('luoyiming')]
  await Promise.all([go(one, `/matters/${id}/edit`), go(two, `/matters/${id}/edit`)])
  await two.getByLabel('工作要求').fill('对方的要求。')
  await two.getByLabel('督办内容').fill('对方的内容。')
  await two.getByLabel('来源文号或编号').fill('〔2026〕9号')
  await two.getByRole('button', { name: '保存为拟办', exact: true }).click()
  await two.waitForURL(new RegExp(`/matters/${id}$`))
  await one.getByLabel('工作要求').fill('我的要求。')
  await one.getByLabel('督办内容').fill('我的内容。')
  await one.getByRole('button', { name: '保存为拟办', exact: true }).click()
  const note = one.getByRole('alert').filter({ hasText: '他人已修改' })
  await note.waitFor()
  for (const text of ['原来的要求。', '对方的要求。', '我的要求。', '对方的内容。', '我的内容。', '〔2026〕9号', '其中 2 处您也改了']) await note.getByText(text).first().waitFor()
  await one.screenshot({ path: 'tests/results/screens/levels-stale.png', fullPage: true }).catch(() => {})
  assert.equal(await one.getByRole('textbox', { name: '工作要求' }).inputValue(), '我的要求。')
  assert.equal(await one.getByRole('textbox', { name: '来源文号或编号' }).inputValue(), '〔2026〕9号', 'what I left is theirs')
  await note.getByRole('radio', { name: /督办内容用对方的/ }).check()
  assert.equal(await one.getByRole('textbox', { name: '督办内容' }).inputValue(), '对方的内容。')
  await note.getByRole('button', { name: '按选定的保存' }).click()
  await one.waitForURL(new RegExp(`/matters/${id}$`))
  const { matter } = (await office.get(`/api/matters/${id}`)).body
  assert.deepEqual([matter.requirement, matter.content, matter.origin_no], ['我的要求。', '对方的内容。', '〔2026〕9号'])
  for (const page of [one, two]) assert.deepEqual(page.findings, [])
})

test('a dialog that somebody overtook keeps what was typed and tells what the other did', async () => {
  const [page, other] = [await open('office'), await signIn('luoyiming')]
  const { id, version } = await act(office, '/api/matters', draft())
  await go(page, `/matters/${id}`)
  await page.getByRole('main').getByRole('button', { name: '终止' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(/^终止理由/).fill('与另一项重复，不再办理。')
  await act(other, `/api/matters/${id}/propose`, { proposal: '拟请尽快批准。' }, version)
  await dialog.getByRole('button', { name: '确认终止' }).click()
  const alert = dialog.getByRole('alert').filter({ hasText: '他人已修改' })
  await alert.waitFor()
  assert.match(await alert.innerText(), /罗一鸣：报请审批（拟请尽快批准。）/)
  assert.equal(await dialog.getByLabel(/^终止理由/).inputValue(), '与另一项重复，不再办理。')
  assert.equal((await office.get(`/api/matters/${id}`)).body.matter.status, 'proposed')
  assert.deepEqual(page.findings, [])
})
