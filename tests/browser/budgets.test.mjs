// What a first visit costs over a slow line: bytes of web/dist as nginx sends them, compressed. What belongs to a first
// load is what the browser asks for.
import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { closeBrowser, open } from '../support/browser.mjs'
import { root } from '../support/stack.mjs'
import { findThings, settled } from './places.mjs'

const dist = join(root, 'web/dist')
const K = 1000
const gz = (file) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length
const sum = (files) => files.reduce((total, file) => total + gz(file), 0)
const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((one) => one.isFile() && !/\.(gz|br)$/.test(one.name))
  .map((one) => join(one.parentPath ?? one.path, one.name).slice(dist.length + 1))

function within(name, bytes, limit) {
  assert.ok(bytes > 0, `${name}: nothing was measured`)
  assert.ok(bytes <= limit * K, `${name}: ${bytes} bytes compressed, ${limit}K allowed`)
}

/** The built files that opening the address with an empty cache asks for. */
async function firstLoad(login, address, options) {
  const page = await open(login, options)
  const session = await page.context().newCDPSession(page)
  await session.send('Network.clearBrowserCache')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  const asked = new Set()
  page.on('request', (request) => {
    const path = new URL(request.url()).pathname
    if (path.startsWith('/assets/') && !request.serviceWorker()) asked.add(path.slice(1))
  })
  await page.goto(address)
  await settled(page)
  return [...asked]
}
const ending = (list, end) => list.filter((file) => file.endsWith(end))

after(closeBrowser)

for (const entry of ['index.html', 'm.html']) {
  test(`the scripts that ${entry} begins with are at most 58K`, () => {
    const html = readFileSync(join(dist, entry), 'utf8')
    within(entry, sum([...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map((found) => found[1])), 58)
  })
}

test('the ledger’s first load is at most 250K', async () => {
  const asked = await firstLoad('office', '/matters')
  assert.ok(ending(asked, '.js').some((file) => /Ledger/.test(file)))
  within('ledger', sum(asked), 250)
})

test('the phone’s report is at most 85K of scripts and 12K of styles', async () => {
  const { underway } = await findThings()
  const asked = await firstLoad('liaison', `/m/assignments/${underway.id}/report`, { phone: true })
  assert.ok(ending(asked, '.js').some((file) => /Report/.test(file)))
  within('scripts', sum(ending(asked, '.js')), 85)
  within('styles', sum(ending(asked, '.css')), 12)
})

test('the whole site is at most 900K, with no source map and nothing inline', () => {
  within('dist', sum(files), 900)
  assert.deepEqual(files.filter((file) => /\.map$/.test(file)), [])
  for (const file of ending(files, '.html')) {
    assert.doesNotMatch(readFileSync(join(dist, file), 'utf8'), /<style|style="|<script(?![^>]*src=)/)
  }
})
