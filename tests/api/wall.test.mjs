// The wall chart: [C2.2b]
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as, nobody } from '../support/client.mjs'
import { issueMatter, partOf } from '../support/matters.mjs'
import { enter, makePerson, makeUnit, post, today } from '../support/people.mjs'

const [leader, office, department] = await Promise.all(['leader', 'office', 'department'].map(as))
const wall = async (who, query = '') => (await who.get(`/api/wall${query}`)).body
// Of a unit of its own, so that what other tests made does not push it off the wall.
const unit = await makeUnit()
const own = `?unit_id=${unit.id}`
const units = [{ unit_id: unit.id, kind: 'lead' }, { unit_id: 12, kind: 'assist' }]

test('[C2.2b] matters under way, the key ones first, then by limit, with units and lights', async () => {
  const late = await issueMatter({ units, due_on: today(30) })
  const soon = await issueMatter({ units, due_on: today(20) })
  const key = await issueMatter({ units, due_on: today(40), is_key: true })
  const all = await wall(leader, own)
  assert.deepEqual(all.items.map((row) => row.id), [key, soon, late].map((one) => one.matter.id))
  assert.deepEqual([all.today, all.more], [today(), false])
  const [first] = all.items
  const { matter, assignments } = (await office.get(`/api/matters/${first.id}`)).body
  assert.deepEqual([first.is_key, first.title, first.doc_no, first.due_on, first.issued_on], [true, matter.title, matter.doc_no, matter.due_on, today()])
  assert.deepEqual([first.light, first.light_reason, first.overdue_days, first.progress],
    [matter.light, matter.light_reason, matter.overdue_days, matter.progress])
  assert.deepEqual(first.units.map((u) => [u.kind, u.status, u.light]), assignments.map((at) => [at.kind, at.status, at.light]))
  const keys = await wall(leader, `${own}&is_key=true`)
  assert.deepEqual(keys.items.map((row) => row.id), [key.matter.id])
})

test('[C2.2b] a light set by hand is the same on the wall', async () => {
  const page = await issueMatter({ units, due_on: today(25) })
  const at = partOf(page, unit.id)
  await office.post(`/api/assignments/${at.id}/light`, { light: 'red', reason: '现场情况不实。', until: today(5) }, { version: at.version })
  const row = (await wall(leader, own)).items.find((one) => one.id === page.matter.id)
  assert.equal(row.units[0].light, 'red')
})

test('[R7] everyone sees their own matters alone', async () => {
  const page = await issueMatter({ units: [{ unit_id: unit.id, kind: 'lead' }], due_on: today(15) })
  const seen = async (who) => (await wall(who, own)).items.some((row) => row.id === page.matter.id)
  const head = await enter(await makePerson({}, [post('department', unit.id)]))
  assert.deepEqual(await Promise.all([leader, office, head, department].map(seen)), [true, true, true, false])
  const [admin, auditor] = await Promise.all(['admin', 'auditor'].map(as))
  assert.deepEqual([(await admin.get('/api/wall')).status, (await auditor.get('/api/wall')).status, (await nobody.get('/api/wall')).status],
    [403, 403, 401])
  assert.equal((await leader.get('/api/wall?unit_id=0')).status, 422)
})

test('[C2.2b] no more rows than a projector shows, and it says so', async () => {
  const all = await wall(leader)
  assert.ok(all.items.length <= 60)
  assert.equal(all.more, all.items.length === 60 && (await office.get('/api/matters?status=issued&limit=61')).body.items.length > 60)
})
