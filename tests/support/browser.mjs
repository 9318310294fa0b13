// Debian's Chromium for browser tests: `const page = await open('office', { phone: true })`. What the console, the
// CSP or a foreign host had to say is collected in page.findings; a test asserts that it is empty.
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { password } from './client.mjs'
import { stack } from './stack.mjs'

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
