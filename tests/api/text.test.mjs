// Texts as people and attackers write them: kept byte for byte, or refused; never read as anything but text (R9, R11).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as } from '../support/client.mjs'
import { contract } from '../support/contract.mjs'
import { draft } from '../support/matters.mjs'

/** Registers a matter with these texts and reads it back: the matter, or the pointers that were refused. */
async function roundTrip(fields) {
  const office = await as('office')
  const answer = await office.post('/api/matters', draft(fields))
  if (answer.status === 422) return { refused: answer.body.errors.map((e) => e.pointer) }
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return (await office.get(`/api/matters/${answer.body.id}`)).body.matter
}

const range = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i))
const han = [[0x3400, 0x4dbf], [0x4e00, 0x9fff], [0xf900, 0xfa6d], [0x20000, 0x2a6df], [0x2a700, 0x2b739], [0x2b740, 0x2b81d],
  [0x2b820, 0x2cea1], [0x30000, 0x3134a]].flatMap(([from, to]) => range(from, to))

test('[R11] every Han character comes back as it went', async () => {
  for (let i = 0; i < han.length; i += 8000) {
    const content = han.slice(i, i + 8000).join('')
    assert.ok((await roundTrip({ content })).content === content, `from U+${han[i].codePointAt(0).toString(16)}`)
  }
})

const odd = ['undefined', 'NULL', 'true', '0', '-0', '1e309', '\\', '\\\\0', '%s%n%x', '%00', '&lt;b&gt;', '<script>alert(1)</script>', '{{7*7}}', '${7*7}',
  '../../etc/passwd', "'", '"', '`', ';', '--', '/*', '*/', "' OR 1=1 -- x", '👩‍👩‍👧‍👦🇨🇳', 'a\u0301\u0316', '\u202eevil', 'ﬁ', 'ＡＢＣ', 'İıß', '﷽', '\u{1f468}\u{1f3fd}',
  '\ufffd', '\uffff', '\u{10ffff}', '\u2028', '第一行\n第二行', '制表\t符']
const refusedOnes = ['\u0001', '\u0008', '\u001b[31m', '\u007f', '\u0085', '回车\r']

test('[R11] odd texts come back whole, control characters are refused at their field', async () => {
  for (const text of odd) {
    const content = `开头${text}结尾`
    assert.equal((await roundTrip({ content, requirement: content })).content, content)
  }
  for (const text of refusedOnes) assert.deepEqual((await roundTrip({ content: `开头${text}结尾` })).refused, ['#/content'], JSON.stringify(text))
})

const delays = ["1' AND SLEEP(4) AND '1'='1", "' OR SLEEP(4) -- ", '1 OR SLEEP(4)', '" OR SLEEP(4)#', "1);SELECT SLEEP(4);-- ",
  "'||(SELECT SLEEP(4))||'", 'BENCHMARK(90000000,MD5(1))']

test('[R9] no parameter of any address makes the database wait', async () => {
  const { operations } = await contract()
  let asked = 0
  for (const { method, path, operation } of operations.filter((o) => o.method === 'GET' && !/\{/.test(o.path))) {
    for (const { name } of (operation.parameters ?? []).filter((p) => p.in === 'query')) {
      const client = await as(operation['x-roles']?.[0] ?? 'office')
      for (const text of delays) {
        const began = performance.now()
        const { status } = await client.send(method, `${path}?${name}=${encodeURIComponent(text)}`)
        const took = performance.now() - began
        assert.ok(took < 2000, `${path}?${name}=${text} took ${took} ms`)
        assert.ok(status < 500, `${path}?${name}=${text}: ${status}`)
        asked++
      }
    }
  }
  assert.ok(asked > 100, `${asked}`)
})

test('[R9] no text of a form makes the database wait', async () => {
  const office = await as('office')
  for (const text of delays) {
    const began = performance.now()
    const texts = Object.fromEntries(['source_kind', 'origin_title', 'origin_no', 'origin_person', 'title', 'content', 'requirement', 'proposal']
      .map((name) => [name, text]))
    assert.equal((await office.post('/api/matters', draft(texts))).status, 201)
    assert.equal((await office.post('/api/views', { name: text, query: text })).status, 201)
    assert.ok(performance.now() - began < 2000)
  }
  for (const { id, name } of (await office.get('/api/views')).body.items) if (delays.includes(name)) await office.delete(`/api/views/${id}`)
})
