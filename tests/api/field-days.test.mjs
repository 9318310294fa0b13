// Days that leaders spend at the grass roots, and how many they owe: [C2.2c]
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as, nobody } from '../support/client.mjs'
import { enter, makePerson, post, today } from '../support/people.mjs'
import { sql } from '../support/stack.mjs'

const [office, liaison] = await Promise.all(['office', 'liaison'].map(as))
const newLeader = async () => enter(await makePerson({}, [post('leader', 1, { rank: 'deputy', post: '副主任' })]))
const [one, other] = [await newLeader(), await newLeader()]
const log = (who, fields = {}) => who.post('/api/field-days', { day: today(), half: false, unit_id: 12, seen: '看了急诊夜间值守，协调解决床位。', ...fields })
const pointer = (answer) => answer.body.errors?.[0].pointer

test('[C2.2c] a leader notes a day or half a day, two halves a day at most; the office reads all, a leader the own', async () => {
  const done = await log(one, { half: true })
  assert.equal(done.status, 201)
  assert.deepEqual([done.body.place, done.body.half, done.body.can_edit, done.body.person_name], ['市立医院', true, true, one.me.person.name])
  assert.equal((await log(one)).status, 422)
  assert.equal((await log(one, { half: true, unit_id: undefined, place: '城南社区' })).body.place, '城南社区')
  assert.equal(pointer(await log(one, { half: true })), '#/day')
  assert.equal(pointer(await log(one, { day: today(1) })), '#/day')
  assert.equal(pointer(await log(one, { day: today(-70) })), '#/day')
  assert.equal(pointer(await log(one, { day: today(-1), unit_id: undefined })), '#/place')
  assert.equal(pointer(await log(one, { day: today(-1), unit_id: 99999 })), '#/unit_id')
  assert.equal(pointer(await log(one, { day: today(-1), matter_id: 99999 })), '#/matter_id')
  assert.equal(pointer(await log(one, { day: today(-1), inspection_id: 99999 })), '#/inspection_id')
  assert.equal((await log(office)).status, 403)
  assert.equal((await log(liaison)).status, 403)
  assert.equal((await nobody.get('/api/field-days')).status, 401)
  const ids = async (who) => (await who.get('/api/field-days')).body.items.map((d) => d.id)
  assert.ok((await ids(one)).includes(done.body.id) && (await ids(office)).includes(done.body.id))
  assert.ok(!(await ids(other)).includes(done.body.id))
})

test('one’s own is corrected and taken back, by nobody else; versions hold', async () => {
  const { body: d } = await log(other, { day: today(-2) })
  const edit = (who, version, fields = {}) => who.put(`/api/field-days/${d.id}`, { day: d.day, half: true, unit_id: 13, seen: '改为半天。', ...fields }, { version })
  assert.equal((await edit(one, d.version)).status, 404)
  assert.equal((await edit(office, d.version)).status, 403)
  assert.equal((await edit(other)).status, 428)
  const done = await edit(other, d.version)
  assert.deepEqual([done.status, done.body.half, done.body.version], [200, true, d.version + 1])
  const stale = await edit(other, d.version)
  assert.deepEqual([stale.status, stale.body.current.id], [412, d.id])
  assert.equal((await one.delete(`/api/field-days/${d.id}`, { version: d.version + 1 })).status, 404)
  assert.equal((await other.delete(`/api/field-days/${d.id}`, { version: d.version + 1 })).status, 204)
  assert.equal((await other.delete(`/api/field-days/${d.id}`, { version: d.version + 1 })).status, 404)
  const rows = await sql(`SELECT action FROM audit_log WHERE object_kind = 'field_day' AND object_id = ${d.id} ORDER BY id`)
  assert.deepEqual(rows.flat(), ['field_day.add', 'field_day.edit', 'field_day.remove'])
})

test('[C2.2c] the count against what a month of field work asks', async () => {
  const month = Number(today().slice(5, 7))
  const { body: before } = await office.get('/api/meeting-settings')
  const put = (body, version) => office.put('/api/meeting-settings', body, { version })
  const { body: set } = await put({ quiet_months: [month], field_days: 8 }, before.version)
  await log(one, { day: `${today().slice(0, 8)}01`, half: false }).then((a) => assert.equal(a.status, 201))
  const { body: own } = await one.get('/api/field-days/count')
  assert.deepEqual([own.is_field_month, own.target_halves, own.items.map((p) => p.person_id)], [true, 16, [one.me.person.id]])
  const { body: all } = await office.get('/api/field-days/count')
  assert.equal(all.items.find((p) => p.person_id === one.me.person.id).halves, own.items[0].halves)
  assert.ok(all.items.length > 4)
  const { body: set2 } = await put({ quiet_months: [month % 12 + 1], field_days: 8 }, set.version)
  assert.equal((await office.get(`/api/field-days/count?month=${today()}`)).body.target_halves, 0)
  await put({ quiet_months: before.quiet_months, field_days: before.field_days }, set2.version)
})
