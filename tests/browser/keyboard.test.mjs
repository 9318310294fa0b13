// Without a mouse: signing in, finding, opening and deciding.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { closeBrowser, open, openPage } from '../support/browser.mjs'
import { password } from '../support/client.mjs'
import { settled } from './places.mjs'

after(closeBrowser)
const focused = (page) => page.evaluate(() => {
  const { role, ariaLabel, textContent, id } = document.activeElement
  return [role ?? document.activeElement.getAttribute('role'), ariaLabel ?? '', id, textContent.trim().slice(0, 40)].join('|')
})
const press = async (page, ...keys) => {
  for (const key of keys) await page.keyboard.press(key)
}

test('one signs in by keyboard alone, and a wrong password keeps the login', async () => {
  const page = await openPage()
  await page.goto('/')
  await page.getByLabel('登录名').waitFor()
  assert.equal(await page.getByLabel('登录名').evaluate((one) => one === document.activeElement), true)
  await page.keyboard.type('leader')
  await press(page, 'Tab')
  await page.keyboard.type('wrong-One1')
  await press(page, 'Enter')
  await page.getByRole('alert').waitFor()
  assert.equal(await page.getByLabel('登录名').inputValue(), 'leader')
  await page.getByLabel('密码', { exact: true }).focus()
  await press(page, 'Control+A')
  await page.keyboard.type(password)
  await press(page, 'Enter')
  await page.getByRole('heading', { level: 1, name: /今天是/ }).waitFor()
  assert.deepEqual(page.findings, [])
})

test('the first stop leads past the menu to the content', async () => {
  const page = await open('office')
  await page.goto('/matters')
  await settled(page)
  await press(page, 'Tab')
  assert.match(await focused(page), /跳到正文/)
  await press(page, 'Enter')
  assert.match(await focused(page), /main-content/)
})

test('the ledger is searched, walked and opened by keys', async () => {
  const page = await open('office')
  await settled(page)
  await press(page, '/')
  assert.match(await focused(page), /查找督办事项/)
  await page.keyboard.type('医院')
  await press(page, 'Enter')
  await page.waitForURL(/\/matters\?q=/)
  await settled(page)
  const rows = page.getByRole('grid', { name: '督办台账' }).getByRole('row')
  await rows.nth(2).waitFor()
  while (!(await focused(page)).startsWith('gridcell')) await press(page, 'Tab')
  await press(page, 'ArrowDown', 'ArrowRight')
  const wanted = rows.nth(2).getByRole('gridcell').nth(1)
  await wanted.and(page.locator(':focus')).waitFor()
  const title = (await wanted.getByRole('link').innerText()).trim()
  await press(page, 'Enter')
  await page.waitForURL(/\/matters\/\d+/)
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
  assert.deepEqual(page.findings, [])
})

test('a decision is opened, its focus stays inside, Escape gives it back', async () => {
  const page = await open('leader')
  await page.getByRole('main').getByRole('link', { name: '审批' }).first().press('Enter')
  await page.waitForURL(/\/matters\/\d+/)
  const approve = page.getByRole('main').getByRole('button', { name: '批准', exact: true })
  await approve.press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  await dialog.locator(':focus').waitFor()
  for (let i = 0; i < 8; i++) {
    await press(page, 'Tab')
    assert.equal(await dialog.locator(':focus').count(), 1, `focus left the dialog after ${i + 1} tabs`)
  }
  await press(page, 'Escape')
  await dialog.waitFor({ state: 'detached' })
  await approve.and(page.locator(':focus')).waitFor()
})

test('unit and day are chosen by keys', async () => {
  const page = await open('office')
  await page.goto('/register')
  await settled(page)
  await page.getByRole('combobox', { name: '增加承办单位' }).focus()
  await page.keyboard.type('市立')
  await press(page, 'ArrowDown', 'ArrowUp', 'Enter')
  await page.getByRole('combobox', { name: '市立医院的承办方式' }).waitFor()
  await page.getByRole('button', { name: '办理时限选择日期' }).press('Enter')
  await page.getByRole('gridcell').locator(':focus').waitFor()
  await press(page, 'PageDown', 'Enter')
  assert.match(await page.getByRole('textbox', { name: '办理时限', exact: true }).inputValue(), /^(\d{4}年)?\d+月\d+日（周.）$/)
})
