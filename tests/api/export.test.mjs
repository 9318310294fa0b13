// R18: the ledger as CSV, with the ledger's own filter and scope, and no formula in it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as, nobody, signIn } from '../support/client.mjs'
import { act, draft, issueMatter, partOf } from '../support/matters.mjs'
import { unique } from '../support/people.mjs'
import { sql } from '../support/stack.mjs'

const office = await as('office')

/** Rows of cells (RFC 4180). */
function parse(text) {
  const rows = [[]]
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1).push(quoted?.replaceAll('""', '"') ?? plain)
    if (end === '\r\n') rows.push([])
    if (end === '') break
  }
  return rows.slice(0, -1)
}

async function exported(client, query = '') {
  const answer = await client.get(`/api/matters/export?${query}`)
  assert.equal(answer.status, 200)
  assert.deepEqual([...answer.bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf])
  return { answer, rows: parse(answer.bytes.subarray(3).toString('utf8')) }
}

test('an export holds the rows of the ledger with the same filter', async () => {
  for (const query of ['', 'status=issued', 'light=red&status=issued', 'is_key=true', 'unit_id=12', 'q=%E9%97%A8%E8%AF%8A']) {
    const { rows } = await exported(office, query)
    const ids = []
    for (let next = ''; next !== null;) {
      const { body } = await office.get(`/api/matters?limit=200&${query}${next && `&after=${next}`}`)
      ids.push(...body.items.map((m) => m.reg_no))
      next = body.next
    }
    assert.ok(ids.length > 0, query)
    assert.deepEqual(rows.slice(1).map((r) => r[2]), ids, query)
    assert.deepEqual(rows.slice(1).map((r) => r[0]), ids.map((_, i) => String(i + 1)))
    assert.ok(rows.every((r) => r.length === rows[0].length))
  }
})

test('it is a CSV file for download, and noted in the audit trail', async () => {
  const { answer } = await exported(office, 'status=archived')
  assert.equal(answer.headers.get('content-type'), 'text/csv; charset=utf-8')
  assert.match(answer.headers.get('content-disposition'), /^attachment; .*filename\*=UTF-8''%E7%9D%A3%E5%8A%9E/)
  assert.equal(answer.headers.get('cache-control'), 'no-store')
  const last = await sql("SELECT actor_name, JSON_VALUE(detail, '$.rows') FROM audit_log WHERE action = 'matter.export' ORDER BY id DESC LIMIT 1")
  assert.equal(last[0][0], office.me.person.name)
})

test('no cell is a formula', async () => {
  const formulas = ['=HYPERLINK("http://x","y")', '+1+1', '-2+3', '@SUM(A1:A9)']
  for (const formula of formulas) {
    const title = `${formula} ${unique()}`
    await act(office, '/api/matters', draft({ title, origin_title: formula }))
    const { rows } = await exported(office, 'status=draft')
    const row = rows.find((r) => r[3].includes(title))
    assert.equal(row[3], `'${title}`)
    assert.equal(row[5], `'${formula}`)
    assert.ok(rows.flat().every((cell) => !/^[=+\-@\t\r]/.test(cell)))
  }
})

test('the last report is in its row', async () => {
  const page = await issueMatter()
  const liaison = await as('liaison')
  const part = partOf(page, 12)
  await act(liaison, `/api/assignments/${part.id}/receive`, {}, part.version)
  await act(liaison, `/api/assignments/${part.id}/reports`,
    { done: '做了\n两件事', effect: '好', problem: '缺“人”', next_step: '招人,再干', progress: 40 })
  const { rows } = await exported(office, 'status=issued')
  const row = rows.find((r) => r[2] === page.matter.reg_no)
  assert.deepEqual(row.slice(13, 17), ['做了\n两件事', '缺“人”', '招人,再干', '40'])
})

test('a hospital exports its own scope, units nothing', async () => {
  const title = unique('只有本级看得见')
  await act(office, '/api/matters', draft({ title }))
  assert.ok((await exported(office)).answer.bytes.includes(title))
  assert.ok(!(await exported(await signIn('nieyongjun'))).answer.bytes.includes(title))
  for (const login of ['department', 'liaison', 'admin', 'auditor']) {
    assert.equal((await (await as(login)).get('/api/matters/export')).status, 403, login)
  }
  assert.equal((await nobody.get('/api/matters/export')).status, 401)
  assert.equal((await office.get('/api/matters/export?nothing=1')).status, 422)
})
