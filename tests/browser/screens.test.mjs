// Every screen of every role, desk and phone: nothing in the console, nothing against the CSP, no other host, nothing
// wider than the window, no finding of axe. A picture of each is left under tests/results/screens.
import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { accessibility, closeBrowser, open, openPage } from '../support/browser.mjs'
import { root } from '../support/stack.mjs'
import { DESK, PHONE, findThings, settled } from './places.mjs'

const pictures = join(root, 'tests/results/screens')
mkdirSync(pictures, { recursive: true })
const things = await findThings()
const pages = new Map()

// One page a role and size; a role's screens are visited one after the other.
function pageOf(role, phone) {
  const key = `${role}-${phone}`
  if (!pages.has(key)) pages.set(key, role ? open(role, { phone }) : openPage({ phone }))
  return pages.get(key)
}

/** What sticks out of the window, or is cut off inside its button. */
const tooWide = (page) => page.evaluate(() => {
  const told = (one) => `${one.tagName.toLowerCase()}.${[...one.classList].join('.')} ${one.textContent.trim().slice(0, 20)}`
  const sticksOut = (one) => one.clientWidth > 0 && one.scrollWidth > one.clientWidth + 1
  const wide = [document.documentElement, ...document.querySelectorAll('main')].filter(sticksOut)
  const cut = [...document.querySelectorAll('button, .btn')].filter(sticksOut)
  return [...wide, ...cut].map(told)
})

async function look(page, [role, name, , then], address, size) {
  page.findings.length = 0
  await page.goto(address)
  await settled(page)
  assert.equal(new URL(page.url()).pathname, address.split('?')[0], 'the screen is another one')
  await then?.(page, things)
  await settled(page)
  await page.screenshot({ path: join(pictures, `${size}-${role || 'nobody'}-${name}.png`), animations: 'disabled' })
  assert.deepEqual(page.findings, [], 'the console')
  assert.deepEqual(await tooWide(page), [], 'too wide')
  assert.deepEqual(await accessibility(page), [], 'axe')
}

function group(size, places) {
  const roles = [...new Set(places.map(([role]) => role))]
  describe(`${size} screens`, { concurrency: 2 }, () => {
    for (const role of roles) {
      describe(role || 'nobody', { concurrency: 1 }, () => {
        for (const place of places.filter(([one]) => one === role)) {
          const address = place[2](things)
          test(`${size}: ${place[1]} for ${role || 'nobody'} is in order`, { skip: !address && 'the demo has none' }, async () =>
            look(await pageOf(role, size === 'phone'), place, address, size))
        }
      })
    }
  })
}
group('desk', DESK)
group('phone', PHONE)

test('desk: a window of 1024 × 700 holds every screen of the office', async () => {
  const page = await open('office')
  await page.setViewportSize({ width: 1024, height: 700 })
  for (const [, name, where] of DESK.filter(([role, , , then]) => role === 'office' && !then)) {
    await page.goto(where(things))
    await settled(page)
    assert.deepEqual(await tooWide(page), [], name)
  }
})

after(closeBrowser)
