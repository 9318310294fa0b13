// How often to inspect, and what to look at: [C3.3a] [E1.4a]
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as, nobody } from '../support/client.mjs'
import { DEPUTY, planned, visited } from '../support/inspections.mjs'
import { enter, makePerson, post, today, unique } from '../support/people.mjs'
import { ctl, sql } from '../support/stack.mjs'

const [office, leader, liaison] = await Promise.all(['office', 'leader', 'liaison'].map(as))
const make = async (fields) => {
  const answer = await office.post('/api/inspection-quotas', { period: 'week', n: 31, ...fields })
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return answer.body
}
const again = async (id) => (await leader.get('/api/inspection-quotas')).body.items.find((one) => one.id === id)
/** The Friday of this week. */
const friday = today(5 - (new Date(`${today()}T00:00:00Z`).getUTCDay() || 7))

test('[C3.3a] the page says how many were made, and how many working days are left', async () => {
  const q = await make({ kind: 'undercover' })
  assert.match(q.sentence, /^本周暗访 \d+\/31，还剩 \d 个工作日$/)
  await visited(await planned())
  assert.equal((await again(q.id)).done, q.done + 1)
  const open = await make({ kind: 'open' })
  await visited(await planned())
  assert.equal((await again(open.id)).done, open.done)
})

test('[E1.4a] a leader’s part is what they were in the team for', async () => {
  const own = await make({ leader_id: DEPUTY, n: 30 }), other = await make({ leader_id: 103, n: 30 })
  assert.match(own.sentence, /^沈国栋本周明查暗访 \d+\/30/)
  await visited(await planned({ kind: 'open' }))
  assert.equal((await again(own.id)).done, own.done + 1)
  assert.equal((await again(other.id)).done, other.done)
})

test('[C3.3a] the job warns the office and the named leader, once a period', async () => {
  const q = await make({ leader_id: DEPUTY })
  const told = () => sql(`SELECT p.login FROM notification n JOIN person p ON p.id = n.person_id
    WHERE n.dedupe LIKE 'quota/${q.id}/%' ORDER BY p.id`)
  const said = await ctl(['job', 'run', 'quota', '--at', friday])
  assert.equal(said.status, 0, said.stderr)
  assert.deepEqual(await told(), []) // a rehearsal
  for (let n = 0; n < 2; n++) assert.equal((await ctl(['job', 'run', 'quota'])).status, 0)
  const expected = (await again(q.id)).is_short ? [['deputy'], ['office'], ['luoyiming']] : []
  const now = (await told()).flat()
  assert.deepEqual(now.slice(0, 3).map((login) => [login]), expected) // after them, clerks that other tests made
  assert.equal(new Set(now).size, now.length)
  await office.put(`/api/inspection-quotas/${q.id}`, { period: 'week', n: 31, leader_id: DEPUTY, is_active: false }, { version: 1 })
  assert.equal((await again(q.id)).is_short, false)
})

test('[R7] [R14] quotas are the body’s, changed by its office with the version it saw', async () => {
  const q = await make({}), path = `/api/inspection-quotas/${q.id}`, body = { period: 'month', n: 2, is_active: true }
  assert.equal((await nobody.get('/api/inspection-quotas')).status, 401)
  assert.equal((await liaison.get('/api/inspection-quotas')).status, 403)
  assert.equal((await leader.put(path, body, { version: 1 })).status, 403)
  const elsewhere = await enter(await makePerson({}, [post('office', 12)]))
  assert.equal((await elsewhere.put(path, body, { version: 1 })).status, 404)
  const wrong = await office.post('/api/inspection-quotas', { period: 'week', n: 1, leader_id: 1012 })
  assert.equal(wrong.body.errors[0].pointer, '#/leader_id')
  assert.equal((await office.put(path, { ...body, n: 0 }, { version: 1 })).status, 422)
  assert.equal((await office.put(path, body, { version: 1 })).body.n, 2)
  const stale = await office.put(path, body, { version: 1 })
  assert.deepEqual([stale.status, stale.body.current.version], [412, 2])
  await office.put(path, { ...body, is_active: false }, { version: 2 })
})

test('[A5.3] check lists: made, changed, retired by the office', async () => {
  const name = unique('清单'), items = [{ item: '通道畅通', standard: '不锁闭' }, { item: '值班到位' }]
  const made = await office.post('/api/check-lists', { name, items })
  assert.deepEqual([made.status, made.body.items.length, made.body.is_active], [201, 2, true])
  const path = `/api/check-lists/${made.body.id}`
  assert.equal((await office.post('/api/check-lists', { name, items })).body.errors[0].pointer, '#/name')
  assert.equal((await office.post('/api/check-lists', { name: unique('清单'), items: [{ item: '' }] })).body.errors[0].pointer, '#/items/0/item')
  assert.equal((await leader.post('/api/check-lists', { name, items })).status, 403)
  const edit = { name, is_active: false, items: items.slice(0, 1) }
  const elsewhere = await enter(await makePerson({}, [post('office', 12)]))
  assert.equal((await elsewhere.put(path, edit, { version: 1 })).status, 404)
  assert.equal((await office.put(path, edit, { version: 1 })).status, 200)
  const stale = await office.put(path, edit, { version: 1 })
  assert.deepEqual([stale.status, stale.body.current.items.length], [412, 1])
  assert.equal((await leader.get('/api/check-lists')).body.items.find((one) => one.name === name).is_active, false)
})
