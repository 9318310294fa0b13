// R13: a POST repeated with its Idempotency-Key is done once; every repeat hears the first answer.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { as } from '../support/client.mjs'

const view = (name) => ({ name, query: 'status=issued' })
const countOf = async (who, name) => (await who.get('/api/views')).body.items.filter((v) => v.name === name).length

test('the same key with the same body gives the first answer again', async () => {
  const office = await as('office')
  const key = randomUUID()
  const first = await office.post('/api/views', view('重发'), { key })
  const again = await office.post('/api/views', view('重发'), { key })
  assert.equal(first.status, 201)
  assert.equal(again.status, 201)
  assert.deepEqual(again.body, first.body)
  assert.equal(await countOf(office, '重发'), 1)
})

test('the same key with another body or another path is 422', async () => {
  const office = await as('office')
  const key = randomUUID()
  assert.equal((await office.post('/api/views', view('甲'), { key })).status, 201)
  const other = await office.post('/api/views', view('乙'), { key })
  assert.equal(other.status, 422)
  assert.equal(other.body.type, '/problems/idempotency-mismatch')
  assert.equal(await countOf(office, '乙'), 0)
})

test('twelve at once are done once', async () => {
  const office = await as('office')
  const key = randomUUID()
  const answers = await Promise.all(Array.from({ length: 12 }, () => office.post('/api/views', view('并发'), { key })))
  for (const { status, body } of answers)
    assert.ok(status === 201 || (status === 409 && body.type === '/problems/idempotency-in-flight'), JSON.stringify(body))
  assert.equal(new Set(answers.filter((a) => a.status === 201).map((a) => a.body.id)).size, 1)
  assert.equal(await countOf(office, '并发'), 1)
})

test('a key belongs to one person', async () => {
  const [office, leader] = [await as('office'), await as('leader')]
  const key = randomUUID()
  const one = await office.post('/api/views', view('同键'), { key })
  const two = await leader.post('/api/views', view('同键'), { key })
  assert.equal(two.status, 201)
  assert.notEqual(two.body.id, one.body.id)
})

test('keys that differ in case are two', async () => {
  const office = await as('office')
  const key = `k${randomUUID()}`
  const one = await office.post('/api/views', view('小写键'), { key })
  const two = await office.post('/api/views', view('大写键'), { key: key.toUpperCase() })
  assert.deepEqual([one.status, two.status], [201, 201])
})

test('a request that failed may be sent again with its key', async () => {
  const office = await as('office')
  const key = randomUUID()
  assert.equal((await office.post('/api/views', { name: '', query: '' }, { key })).status, 422)
  assert.equal((await office.post('/api/views', view('改正'), { key })).status, 201)
})

test('an answer with a secret is not given twice', async () => {
  const admin = await as('admin')
  const person = { login: 'once.only', name: '一次', class: 'business', mobile: null, email: null, memberships: [] }
  const key = randomUUID()
  const first = await admin.post('/api/people', person, { key })
  assert.equal(first.status, 201)
  const again = await admin.post('/api/people', person, { key })
  assert.equal(again.status, 409)
  assert.equal(again.body.type, '/problems/idempotency-secret')
})

test('a key is 1 to 64 visible characters', async () => {
  const office = await as('office')
  for (const key of ['a b', 'x'.repeat(65)])
    assert.equal((await office.post('/api/views', view('键'), { key })).status, 400, key)
})
