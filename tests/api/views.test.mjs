// Saved ledger views belong to one post.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as, nobody } from '../support/client.mjs'
import { unique } from '../support/people.mjs'
import { sql } from '../support/stack.mjs'

const office = await as('office')
const body = (fields = {}) => ({ name: unique('视图'), query: 'status=issued&light=red', ...fields })

test('a view is kept, listed and dropped', async () => {
  const view = await office.post('/api/views', body())
  assert.equal(view.status, 201)
  assert.ok((await office.get('/api/views')).body.items.some((v) => v.id === view.body.id && v.query === view.body.query))
  assert.equal((await office.delete(`/api/views/${view.body.id}`)).status, 204)
  assert.equal((await office.delete(`/api/views/${view.body.id}`)).status, 404)
})

test('a view is nobody else’s', async () => {
  const { id } = (await office.post('/api/views', body())).body
  const leader = await as('leader')
  assert.ok((await leader.get('/api/views')).body.items.every((v) => v.id !== id))
  assert.equal((await leader.delete(`/api/views/${id}`)).status, 404)
  assert.equal((await nobody.get('/api/views')).status, 401)
  assert.equal((await (await as('admin')).get('/api/views')).status, 403)
})

test('a name is used once, and says something', async () => {
  const view = body()
  await office.post('/api/views', view)
  const again = await office.post('/api/views', view)
  assert.deepEqual([again.status, again.body.type], [409, '/problems/view-name-taken'])
  for (const wrong of [{ name: '' }, { name: 'x'.repeat(31) }, { query: '' }, { query: 'x'.repeat(1001) }, { membership_id: 1 }]) {
    assert.equal((await office.post('/api/views', body(wrong))).status, 422, JSON.stringify(wrong))
  }
})

test('thirty are enough', async () => {
  const deputy = await as('deputy')
  const { id } = deputy.me.membership
  await sql(`INSERT INTO saved_view (membership_id, name, query) SELECT ${id}, CONCAT('v', seq), 'q=1' FROM seq_1_to_30`)
  try {
    assert.equal((await deputy.post('/api/views', body())).body.type, '/problems/views-full')
    const page = (await deputy.get('/api/views?limit=20')).body
    assert.equal(page.items.length, 20)
    assert.equal((await deputy.get(`/api/views?limit=20&after=${page.next}`)).body.items.length, 10)
  } finally {
    await sql(`DELETE FROM saved_view WHERE membership_id = ${id}`)
  }
})
