// Which units a deputy answers for (A2.1.1, D3.1).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as, nobody } from '../support/client.mjs'
import { enter, makePerson, makeUnit, post, today } from '../support/people.mjs'
import { sql } from '../support/stack.mjs'

const admin = await as('admin')
const pointers = (answer) => (answer.body.errors ?? []).map((e) => e.pointer)
const problem = (answer) => answer.body.type.replace('/problems/', '')
async function deputy(unit = 1) {
  const made = await makePerson({}, [post('leader', unit, { rank: 'deputy' })])
  return { ...made, post: made.person.memberships[0] }
}
const set = (id, unit_ids, version = 1) => admin.put(`/api/charges/${id}`, { unit_ids }, { version })

test('A2.1.1: a deputy is given units and keeps since when', async () => {
  const one = await deputy()
  const [a, b, c] = [await makeUnit(), await makeUnit(), await makeUnit()]
  const first = await set(one.post.id, [a.id, b.id])
  assert.deepEqual([first.status, first.body.version], [200, 2])
  assert.deepEqual(first.body.items.map((x) => x.unit_id), [a.id, b.id])
  await sql(`UPDATE charge SET from_on = from_on - INTERVAL 9 DAY WHERE membership_id = ${one.post.id}`)
  const next = await set(one.post.id, [b.id, c.id], 2)
  assert.deepEqual(next.body.items.map((x) => [x.unit_id, x.from_on]), [[b.id, today(-9)], [c.id, today()]])
  assert.deepEqual((await set(one.post.id, [], 3)).body.items, [])
  const kept = await sql(`SELECT COUNT(*) FROM charge WHERE membership_id = ${one.post.id}`)
  assert.equal(kept[0][0], '3', 'what is over stays on record')
})

test('D3.1: the deputy sees own charges at once', async () => {
  const made = await deputy()
  const unit = await makeUnit()
  await set(made.post.id, [unit.id])
  const client = await enter(made)
  assert.deepEqual(client.me.charges, [{ unit_id: unit.id, unit_name: unit.name }])
})

test('D3.1: only deputies, only units of the body, each once', async () => {
  const one = await deputy()
  const foreign = await makeUnit({ parent_id: 12 })
  const unit = await makeUnit()
  assert.deepEqual(pointers(await set(one.post.id, [unit.id, foreign.id])), ['#/unit_ids/1'])
  assert.deepEqual(pointers(await set(one.post.id, [99999999])), ['#/unit_ids/0'])
  assert.deepEqual(pointers(await set(one.post.id, [unit.id, unit.id])), ['#/unit_ids/1'])
  assert.deepEqual(pointers(await set(one.post.id, 'all')), ['#/unit_ids'])
  const member = await makePerson({}, [post('leader', 1, { rank: 'member' })])
  const office = await makePerson({}, [post('office', 2)])
  for (const other of [member, office]) {
    const no = await set(other.person.memberships[0].id, [unit.id])
    assert.deepEqual([no.status, problem(no)], [409, 'charge-not-deputy'])
  }
  const gone = await deputy()
  await admin.post(`/api/memberships/${gone.post.id}/end`, { until_on: today() }, { version: 1 })
  assert.equal((await set(gone.post.id, [unit.id], 2)).status, 409)
  assert.equal((await set(99999999, [])).status, 404)
})

test('a post that ends leaves its charges', async () => {
  const one = await deputy()
  const unit = await makeUnit()
  await set(one.post.id, [unit.id])
  await admin.post(`/api/memberships/${one.post.id}/end`, { until_on: today() }, { version: 2 })
  const { body } = await admin.get('/api/charges')
  assert.ok(body.items.every((c) => c.membership_id !== one.post.id))
})

test('R14: charges are set from a known version of the post', async () => {
  const one = await deputy()
  assert.equal((await admin.put(`/api/charges/${one.post.id}`, { unit_ids: [] })).status, 428)
  assert.equal((await set(one.post.id, [])).status, 200)
  const stale = await set(one.post.id, [])
  assert.deepEqual([stale.status, stale.body.current.version], [412, 2])
})

test('leaders and the office read the charges of their own body', async () => {
  const own = await deputy()
  const ours = await makeUnit()
  await set(own.post.id, [ours.id])
  const hospital = await deputy(12)
  const theirs = await makeUnit({ parent_id: 12 })
  await set(hospital.post.id, [theirs.id])
  const seen = async (client) => (await client.get('/api/charges')).body.items.map((c) => c.unit_id)
  assert.ok((await seen(await as('leader'))).includes(ours.id))
  assert.ok(!(await seen(await as('office'))).includes(theirs.id))
  const all = await seen(admin)
  assert.ok(all.includes(ours.id) && all.includes(theirs.id))
  for (const login of ['department', 'liaison', 'auditor']) assert.equal((await (await as(login)).get('/api/charges')).status, 403)
  for (const login of ['leader', 'office', 'department', 'auditor'])
    assert.equal((await (await as(login)).put(`/api/charges/${own.post.id}`, { unit_ids: [] }, { version: 2 })).status, 403)
  assert.equal((await nobody.get('/api/charges')).status, 401)
  assert.equal((await nobody.put(`/api/charges/${own.post.id}`, { unit_ids: [] }, { version: 2 })).status, 401)
})
