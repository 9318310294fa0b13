// Debian's Chromium for browser tests: `const page = await open('office', { phone: true })`. What the console, the
// CSP or a foreign host had to say is collected in page.findings; a test asserts that it is empty.
import { mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { password } from './client.mjs'
import { root, stack } from './stack.mjs'

export const desk = { width: 1440, height: 900 }
export const phone = { width: 390, height: 844 }
const axe = readFileSync(join(dirname(fileURLToPath(import.meta.url)), '../node_modules/axe-core/axe.min.js'), 'utf8')

let starting

function browser() {
  starting ??= chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  })
  return starting
}

export async function closeBrowser() {
  if (starting) await (await starting).close()
}

/** A page of its own context, not signed in. */
export async function openPage({ phone: isPhone = false } = {}) {
  const { url } = await stack()
  const context = await (await browser()).newContext({
    baseURL: url, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: isPhone ? phone : desk,
    hasTouch: isPhone, isMobile: isPhone, deviceScaleFactor: isPhone ? 2 : 1, bypassCSP: false,
  })
  const page = await context.newPage()
  page.findings = []
  page.on('console', (message) => {
    // A refused request is told by the page itself; the browser's own line about it is no finding.
    if (['error', 'warning'].includes(message.type()) && !/Failed to load resource/.test(message.text())) {
      page.findings.push(`${message.type()}: ${message.text()}`)
    }
  })
  page.on('pageerror', (error) => page.findings.push(`uncaught: ${error.stack}`))
  page.on('request', (request) => {
    if (!/^(blob|data):/.test(request.url()) && new URL(request.url()).host !== new URL(url).host) {
      page.findings.push(`foreign host: ${request.url()}`)
    }
  })
  page.running = new Set()
  page.on('request', (request) => request.resourceType() === 'fetch' && page.running.add(request))
  for (const end of ['requestfinished', 'requestfailed']) page.on(end, (request) => page.running.delete(request))
  page.setDefaultTimeout(15000)
  return page
}

/** Signs in through the form. */
export async function open(login, options = {}) {
  const page = await openPage(options)
  await page.goto(options.phone ? '/m/' : '/')
  await page.getByLabel('登录名').fill(login)
  await page.getByLabel('密码', { exact: true }).fill(options.password ?? password)
  await enter(page, login)
  return page
}

/** Presses 登录, again where the server asks to come back in a moment. */
async function enter(page, login) {
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.waitForFunction(() => location.pathname.endsWith('/sign-in')
    ? document.querySelector('[role=alert]') : !document.querySelector('.sign-in'))
  if (!new URL(page.url()).pathname.endsWith('/sign-in')) return
  const said = await page.getByRole('alert').innerText()
  const seconds = said.match(/请 (\d) 秒后再试/)?.[1]
  if (!seconds) throw new Error(`${login} cannot sign in: ${said}`)
  await page.waitForTimeout(seconds * 1000)
  await enter(page, login)
}

/** All findings of axe, one line each. (evaluate runs beside the page's CSP.) */
export async function accessibility(page) {
  await page.evaluate(axe)
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }))
  return violations
    .map((v) => `${v.impact} ${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join(', ')}`)
}

/** Waits until nothing is being read any more and the page has its heading. */
export async function settled(page) {
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await page.getByText('正在读取').first().waitFor({ state: 'detached' })
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
}

/** Waits until the page has had every answer that it asked for: what it does not show then, it does not have. */
export async function answered(page) {
  do await page.waitForTimeout(150)
  while (page.running.size)
}

export const main = (page) => page.getByRole('main')
export const dialog = (page) => page.getByRole('dialog')
export const field = (place, name) => ['textbox', 'searchbox', 'combobox', 'spinbutton', 'slider']
  .map((role) => place.getByRole(role, { name, exact: true })).reduce((all, one) => all.or(one))
export const press = (place, name) => place.getByRole('button', { name }).first().click()
export const seen = (place, text) => place.getByText(text).first().waitFor()

export async function go(page, path) {
  await page.goto(path)
  await settled(page)
}
export async function fill(place, fields) {
  for (const [label, text] of Object.entries(fields)) await field(place, label).fill(text)
}
/** Sends the dialog that is open, and waits until what lies behind has been renewed. */
export async function confirm(page, name) {
  await dialog(page).getByRole('button', { name, exact: true }).click()
  await dialog(page).waitFor({ state: 'detached' })
  await settled(page)
}
/** The sentence beside a field that was filled in wrongly. */
export async function faultOf(control) {
  await control.and(control.page().locator('[aria-invalid=true]')).waitFor()
  const ids = (await control.getAttribute('aria-describedby')).split(' ')
  return control.page().locator(`[id="${ids[ids.length - 1]}"]`).innerText()
}

/** Steps that follow one another: one that fails takes those after it along, and leaves what everybody ({name: page})
 *  sees under tests/results/NAME. */
export function journey(name, people) {
  let isBroken = false
  return (title, fn) => test(title, async (t) => {
    if (isBroken) return t.skip('an earlier step failed')
    isBroken = true
    await fn().catch(async (error) => {
      const pictures = join(root, 'tests/results', name)
      mkdirSync(pictures, { recursive: true })
      await Promise.all(Object.entries(people).map(([who, page]) => page.screenshot({ path: join(pictures, `${who}.png`) })))
      throw error
    })
    isBroken = false
  })
}
