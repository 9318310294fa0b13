// Notifications and preferences: everyone's own, nobody else's.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as, call, nobody, signIn } from '../support/client.mjs'
import { act, issueMatter, partOf } from '../support/matters.mjs'
import { sql, stack } from '../support/stack.mjs'

const tell = (person, dedupe, title) => sql(`INSERT INTO notification (person_id, dedupe, kind, title, text, at)
  VALUES (${person}, '${dedupe}', 'move', '${title}', '正文', UTC_TIMESTAMP(3))`)

test('what is told is listed newest first, counted while unread, and read once', async () => {
  const client = await signIn('mengfei')
  const id = client.me.person.id
  for (const n of [1, 2, 3]) await tell(id, `test/${process.pid}/${n}`, `第${n}条`)
  const before = (await client.get('/api/notifications/count')).body.unread
  assert.ok(before >= 3)
  const { items } = (await client.get('/api/notifications?unread=true&limit=3')).body
  assert.deepEqual(items.map((n) => n.title), ['第3条', '第2条', '第1条'])

  const read = await client.post('/api/notifications/read', { ids: [items[0].id] })
  assert.deepEqual([read.status, read.body.unread], [200, before - 1])
  const { read_at: first } = (await client.get('/api/notifications?limit=1')).body.items[0]
  assert.ok(first)
  await client.post('/api/notifications/read', { ids: [items[0].id] })
  assert.equal((await client.get('/api/notifications?limit=1')).body.items[0].read_at, first, 'the first reading counts')
  assert.equal((await client.post('/api/notifications/read', { all: true })).body.unread, 0)
  assert.deepEqual((await client.get('/api/notifications?unread=true')).body.items, [])
})

test("another person's notifications are neither seen nor marked", async () => {
  const owner = await signIn('gulei'), other = await as('liaison')
  await tell(owner.me.person.id, `test/${process.pid}/own`, '给别人的')
  const [{ id }] = (await owner.get('/api/notifications?limit=1')).body.items
  assert.ok((await other.get('/api/notifications?limit=200')).body.items.every((n) => n.id !== id))
  assert.equal((await other.post('/api/notifications/read', { ids: [id] })).status, 404)
  assert.equal((await owner.get('/api/notifications?limit=1')).body.items[0].read_at, null)
})

test('marking nothing is refused, and nobody marks nothing', async () => {
  const client = await as('liaison')
  assert.equal((await client.post('/api/notifications/read', {})).body.errors[0].pointer, '#/ids')
  assert.equal((await nobody.get('/api/notifications')).status, 401)
})

test('preferences begin with mail and are kept', async () => {
  const client = await signIn('wanqing')
  assert.deepEqual((await client.get('/api/me/preferences')).body,
    { mail: true, webhook: false, digest: true, quiet_from: null, quiet_to: null })
  const mine = { mail: false, webhook: true, digest: false, quiet_from: '22:00', quiet_to: '07:30' }
  assert.deepEqual((await client.put('/api/me/preferences', mine)).body, mine)
  assert.deepEqual((await client.get('/api/me/preferences')).body, mine)
})

test('quiet hours have a beginning and an end that are times of day', async () => {
  const client = await as('liaison')
  const pointers = async (body) => (await client.put('/api/me/preferences', body)).body.errors?.map((e) => e.pointer)
  assert.deepEqual(await pointers({ mail: true, quiet_from: '22:00' }), ['#/quiet_to'])
  assert.deepEqual(await pointers({ mail: true, quiet_from: '24:00', quiet_to: '7:30' }), ['#/quiet_from', '#/quiet_to'])
})

test('a stream of events is for whom the cookie shows, and ends with the session', async () => {
  const { url } = await stack()
  const events = (cookie) => fetch(`${url}/api/events`, { headers: { Accept: 'text/event-stream', ...(cookie && { Cookie: cookie }) } })
  const client = await signIn('liaison')
  const stream = await events(client.cookie)
  assert.deepEqual([stream.status, stream.headers.get('content-type').split(';')[0]], [200, 'text/event-stream'])
  assert.equal(stream.headers.get('cache-control'), 'no-store')
  assert.ok(stream.headers.get('content-security-policy'))
  await stream.body.cancel()

  assert.equal((await events()).status, 401)
  assert.equal((await events(client.cookie.slice(0, -2) + '00')).status, 401)
  assert.equal((await fetch(`${url}/.events/${client.me.person.id}`, { headers: { Accept: 'text/event-stream' } })).status, 404)
  assert.equal((await client.delete('/api/sessions/current')).status, 204)
  assert.equal((await events(client.cookie)).status, 401)
})

test('the state of the job is for the administrator', async () => {
  const admin = await as('admin')
  let body
  for (let tries = 0; !body?.ok && tries < 100; tries++) { // the first round may be under way
    ;({ body } = await admin.get('/api/health/jobs'))
    await new Promise((done) => setTimeout(done, 200))
  }
  assert.ok(body.ok, JSON.stringify(body.tasks.filter((t) => t.late)))
  for (const name of ['seal', 'verify', 'due', 'remind', 'outbox', 'sweep']) {
    const task = body.tasks.find((t) => t.name === name)
    assert.ok(task?.ok_at, name)
    assert.equal(task.late, false)
  }
  assert.equal((await (await as('office')).get('/api/health/jobs')).status, 403)
})

test('the outbox is for the administrator', async () => {
  const admin = await as('admin')
  assert.equal((await admin.get('/api/outbox')).status, 200)
  assert.equal((await admin.get('/api/outbox?state=sent')).status, 200)
  assert.equal((await admin.get('/api/outbox?state=lost')).status, 422)
  assert.equal((await call('GET', '/api/outbox', { token: (await as('auditor')).token })).status, 403)
})

test('a move tells those whose turn it is, each once', async () => {
  const [office, liaison, leader, department] = [await as('office'), await as('liaison'), await as('leader'), await as('department')]
  const page = await issueMatter()
  const { id, version } = partOf(page, 12)
  const titles = async (client) => (await client.get('/api/notifications?limit=200')).body.items
    .filter((n) => n.matter_id === page.matter.id && n.kind === 'move').map((n) => n.title.split('：')[0])
  assert.deepEqual(await titles(leader), ['待审批'])
  assert.deepEqual(await titles(office), ['已批准，待下达'])
  for (const client of [liaison, department]) assert.deepEqual(await titles(client), ['新的督办事项，待签收'])
  await act(department, `/api/assignments/${id}/refuse`, { reason: '不属于我单位职责。' }, version)
  assert.deepEqual(await titles(office), ['承办单位退回', '已批准，待下达'])
  const { matter, assignments } = (await office.get(`/api/matters/${page.matter.id}`)).body
  await act(office, `/api/matters/${page.matter.id}/assign`, { units: [{ unit_id: 13, kind: 'assist' }] }, matter.version)
  await act(office, `/api/assignments/${id}/insist`, { reason: '请按分工办理。' }, assignments.find((a) => a.id === id).version)
  assert.deepEqual(await titles(liaison), ['坚持交办，待签收', '新的督办事项，待签收'])
})
