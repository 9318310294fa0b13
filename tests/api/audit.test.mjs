import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as, nobody, roles, signIn } from '../support/client.mjs'
import { sql } from '../support/stack.mjs'

test('[R17] the auditor reads the trail newest first, page by page', async () => {
  const auditor = await as('auditor')
  await signIn('office') // one row more
  const first = await auditor.get('/api/audit?limit=1')
  assert.equal(first.status, 200)
  assert.equal(first.body.items.length, 1)
  const [row] = first.body.items
  assert.equal(row.action, 'session.create')
  assert.equal(row.role, 'office')
  assert.equal(row.result, 'ok')
  assert.match(row.at, /\+08:00$/)
  assert.ok(row.actor_name && row.actor_post && row.request_id && row.ip)
  const second = await auditor.get(`/api/audit?limit=1&after=${first.body.next}`)
  assert.ok(second.body.items[0].id < row.id)
})

test('filters narrow the trail: action, person, object, dates', async () => {
  const auditor = await as('auditor'), office = await as('office')
  const person = office.me.person.id
  const of = async (query) => (await auditor.get(`/api/audit?${query}`)).body.items
  for (const row of await of('action=session.create')) assert.equal(row.action, 'session.create')
  const theirs = await of(`person_id=${person}`)
  assert.ok(theirs.length > 0)
  for (const row of theirs) assert.equal(row.person_id, person)
  const [session] = await of('object_kind=session&limit=1')
  assert.deepEqual((await of(`object_kind=session&object_id=${session.object_id}&action=session.create`)).map((row) => row.object_id), [session.object_id])
  const today = session.at.slice(0, 10)
  assert.ok((await of(`from=${today}&to=${today}`)).length > 0)
  assert.deepEqual(await of('to=2020-01-01'), [])
  assert.deepEqual(await of('from=2199-01-01'), [])
  assert.deepEqual(await of("action=' OR '1'='1"), [])
})

test('a failed sign-in is in the trail, its password is not', async () => {
  const secret = 'Wrong-horse-battery-1'
  await nobody.post('/api/sessions', { login: 'nobody-here', password: secret })
  const rows = await sql('SELECT action, result, detail FROM audit_log ORDER BY id DESC LIMIT 3')
  assert.ok(rows.some(([action, result]) => action.startsWith('session') && result !== 'ok'), JSON.stringify(rows))
  assert.deepEqual(await sql(`SELECT id FROM audit_log WHERE detail LIKE '%${secret}%'`), [])
})

test('only the auditor may read it, and nobody changes it', async () => {
  for (const path of ['/api/audit', '/api/audit/verify']) {
    assert.equal((await nobody.get(path)).status, 401)
    for (const login of roles.filter((role) => role !== 'auditor')) assert.equal((await (await as(login)).get(path)).status, 403, login)
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const answer = await (await as('auditor')).send(method, path, undefined, { check: false })
      assert.equal(answer.status, 405)
    }
  }
})

test('a wrong filter is told in its place', async () => {
  const { status, body } = await (await as('auditor')).get('/api/audit?person_id=x&from=2026-02-30&foo=1')
  assert.equal(status, 422)
  assert.deepEqual(body.errors.map((error) => error.pointer).sort(), ['?foo', '?from', '?person_id'])
})

test('the verdict of the job is there, and is of now', async () => {
  const { status, body } = await (await as('auditor')).get('/api/audit/verify')
  assert.equal(status, 200)
  assert.equal(body.ok, true, JSON.stringify(body))
  assert.deepEqual(body.faults, [])
  assert.ok(Date.now() - Date.parse(body.verified_at) < 120000)
})

test('a verdict that is too old is no verdict', async () => {
  const [[at]] = await sql('SELECT verified_at FROM audit_check')
  await sql("UPDATE audit_check SET verified_at = '2020-01-01'")
  const { body } = await (await as('auditor')).get('/api/audit/verify')
  await sql(`UPDATE audit_check SET verified_at = '${at}' WHERE verified_at = '2020-01-01'`)
  assert.equal(body.ok, false)
  assert.equal(body.faults[0].kind, 'stale')
  assert.match(body.faults[0].detail, /duban-job/)
})
