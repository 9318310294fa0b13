// The tree of units and the bodies seated in it (A1.2, C3.1).
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { as, nobody } from '../support/client.mjs'
import { issueMatter } from '../support/matters.mjs'
import { enter, makePerson, makeUnit, post, unique } from '../support/people.mjs'
import { sql } from '../support/stack.mjs'

const admin = await as('admin')
const form = (unit, change = {}) => {
  const { parent_id, kind, code, name, short_name, phone, sort, status } = { ...unit, ...change }
  return { parent_id, kind, code, name, short_name, phone, sort, status }
}
const put = (unit, change, version = unit.version) => admin.put(`/api/units/${unit.id}`, form(unit, change), { version })
const one = async (id) => (await admin.get('/api/units')).body.items.find((u) => u.id === id)
const problem = (answer) => answer.body.type.replace('/problems/', '')

test('A1.2: every kind of unit has its place in the tree', async () => {
  const kinds = ['section', 'hospital', 'cdc', 'supervision', 'maternal', 'community', 'blood', 'emergency', 'department', 'other', 'bureau']
  for (const kind of kinds) {
    const unit = await makeUnit({ kind })
    assert.deepEqual([unit.kind, unit.parent_id, unit.body_id, unit.status, unit.version], [kind, 1, 1, 'active', 1])
  }
  const { body } = await (await as('liaison')).get('/api/units')
  assert.ok(body.items.length > 20)
  assert.equal(body.next, null)
})

test('C3.1 A2.3.3: a unit shows its first responsible person and its liaison', async () => {
  const unit = await makeUnit()
  assert.deepEqual([unit.first_person, unit.liaison], [null, null])
  await makePerson({ name: '甲负责' }, [post('department', unit.id)])
  await makePerson({ name: '乙联络', mobile: '13900000001' }, [post('liaison', unit.id)])
  const now = await one(unit.id)
  assert.deepEqual([now.first_person, now.liaison, now.liaison_phone], ['甲负责', '乙联络', '13900000001'])
  assert.equal((await one(1)).first_person, '周明远', 'the head of the leader group where nobody else is entered')
})

test('only an administrator changes units; everyone who signed in reads them', async () => {
  const unit = await makeUnit()
  for (const login of ['leader', 'office', 'department', 'liaison', 'auditor']) {
    const other = await as(login)
    assert.equal((await other.get('/api/units')).status, 200)
    assert.equal((await other.post('/api/units', form(unit))).status, 403)
    assert.equal((await other.put(`/api/units/${unit.id}`, form(unit), { version: 1 })).status, 403)
  }
  assert.equal((await nobody.get('/api/units')).status, 401)
  assert.equal((await nobody.post('/api/units', form(unit))).status, 401)
  assert.equal((await nobody.put(`/api/units/${unit.id}`, form(unit), { version: 1 })).status, 401)
})

test('R8: what a form may not say is refused, field by field', async () => {
  const good = form(await makeUnit(), { code: unique('T'), name: unique('某') })
  delete good.status
  const cases = [
    [{ code: undefined }, '#/code'], [{ code: '有汉字' }, '#/code'], [{ code: 'a'.repeat(33) }, '#/code'],
    [{ name: '甲' }, '#/name'], [{ name: '=1+1' }, '#/name'], [{ kind: 'school' }, '#/kind'], [{ parent_id: 999999 }, '#/parent_id'],
    [{ sort: -1 }, '#/sort'], [{ phone: '1'.repeat(31) }, '#/phone'], [{ body_id: 2 }, '#/body_id'], [{ version: 9 }, '#/version'],
    [{ id: 1 }, '#/id'], [{ status: 'closed' }, '#/status'],
  ]
  for (const [change, pointer] of cases) {
    const answer = await admin.post('/api/units', { ...good, ...change })
    assert.equal(answer.status, 422, JSON.stringify(change))
    assert.deepEqual(answer.body.errors.map((e) => e.pointer), [pointer])
  }
})

test('codes are unique, names among sisters', async () => {
  const unit = await makeUnit()
  const again = await admin.post('/api/units', { ...form(unit), status: undefined, name: unique('某') })
  assert.deepEqual([again.status, again.body.errors[0].pointer], [422, '#/code'])
  const named = await admin.post('/api/units', { ...form(unit), status: undefined, code: unique('T') })
  assert.deepEqual([named.status, named.body.errors[0].pointer], [422, '#/name'])
  await makeUnit({ name: unit.name, parent_id: 12 })
})

test('R14: a change needs the version it was made from', async () => {
  const unit = await makeUnit()
  const none = await admin.put(`/api/units/${unit.id}`, form(unit))
  assert.equal(none.status, 428)
  const done = await put(unit, { phone: '0556-1' })
  assert.deepEqual([done.status, done.body.version, done.headers.get('etag')], [200, 2, '"2"'])
  const stale = await put(unit, { phone: '0556-2' })
  assert.equal(stale.status, 412)
  assert.equal(stale.body.current.phone, '0556-1')
  assert.equal((await put({ ...unit, id: 99999999 })).status, 404)
})

test('R14: of fifty editors of one version exactly one wins', async () => {
  const unit = await makeUnit()
  const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => put(unit, { sort: i })))
  const won = answers.filter((a) => a.status === 200)
  assert.equal(won.length, 1)
  assert.ok(answers.every((a) => [200, 412, 429].includes(a.status)), answers.map((a) => a.status).join())
  assert.equal((await one(unit.id)).sort, won[0].body.sort)
})

test('A1.2: no unit comes to stand below itself, not even by two moves at once', async () => {
  const a = await makeUnit()
  const b = await makeUnit({ parent_id: a.id })
  const loop = await put(a, { parent_id: b.id })
  assert.deepEqual([loop.status, loop.body.errors[0].pointer], [422, '#/parent_id'])
  assert.equal((await put(a, { parent_id: a.id })).status, 422)
  for (let round = 0; round < 5; round++) {
    const [c, d] = [await makeUnit(), await makeUnit()]
    const answers = await Promise.all([put(c, { parent_id: d.id }), put(d, { parent_id: c.id })])
    assert.deepEqual(answers.map((x) => x.status).sort(), [200, 422])
  }
})

test('a unit answers to the nearest body above it, wherever it is moved', async () => {
  const top = await makeUnit()
  const low = await makeUnit({ parent_id: top.id })
  assert.equal(low.body_id, 1)
  assert.equal((await put(top, { parent_id: 12 })).body.body_id, 2)
  assert.equal((await one(low.id)).body_id, 2)
})

test('a unit is closed when nothing hangs on it any more', async () => {
  const unit = await makeUnit()
  const child = await makeUnit({ parent_id: unit.id })
  const shut = await put(unit, { status: 'closed' })
  assert.deepEqual([shut.status, problem(shut)], [409, 'unit-has-children'])
  assert.match(shut.body.detail, /1 个/)
  assert.equal((await put(child, { status: 'closed' })).status, 200)
  const { person } = await makePerson({}, [post('department', unit.id)])
  const manned = await put(unit, { status: 'closed' })
  assert.deepEqual([manned.status, problem(manned)], [409, 'unit-has-people'])
  await sql(`UPDATE membership SET until_on = from_on WHERE person_id = ${person.id}`)
  const done = await put(unit, { status: 'closed' })
  assert.deepEqual([done.status, done.body.status], [200, 'closed'])
  const below = await admin.post('/api/units', { ...form(unit), status: undefined, code: unique('T'), name: '某某', parent_id: unit.id })
  assert.equal(below.body.errors[0].pointer, '#/parent_id')
  assert.equal((await put(done.body, { status: 'active' })).status, 200)
})

test('a unit with work under way is neither closed nor moved to another body', async () => {
  const [[id, n]] = await sql(`SELECT a.unit_id, COUNT(*) FROM assignment a JOIN matter m ON m.id = a.matter_id JOIN unit u ON u.id = a.unit_id
    LEFT JOIN body b ON b.unit_id = u.id WHERE a.status NOT IN ('accepted', 'withdrawn') AND m.status NOT IN ('concluded', 'archived', 'cancelled')
    AND u.body_id = 1 AND b.id IS NULL GROUP BY a.unit_id ORDER BY 2 DESC LIMIT 1`)
  const busy = await one(Number(id))
  const shut = await put(busy, { status: 'closed' })
  assert.deepEqual([shut.status, problem(shut)], [409, 'unit-busy'])
  assert.ok(shut.body.detail.includes(` ${n} 项`), shut.body.detail)
  const moved = await put(busy, { parent_id: 12 })
  assert.deepEqual([moved.status, problem(moved)], [409, 'unit-busy'])
  assert.equal((await one(busy.id)).version, busy.version)
})

test('R17: each change is audited with the names of what changed', async () => {
  const unit = await makeUnit()
  await put(unit, { phone: '0556-7', sort: 5 })
  const rows = await sql(`SELECT action, detail FROM audit_log WHERE object_kind = 'unit' AND object_id = ${unit.id} ORDER BY id`)
  assert.deepEqual(rows.map((r) => r[0]), ['unit.create', 'unit.update'])
  assert.deepEqual(JSON.parse(rows[1][1]).changed.sort(), ['phone', 'sort'])
})

test('R13: the same request twice makes one unit', async () => {
  const body = { parent_id: 1, kind: 'section', code: unique('T'), name: unique('某'), short_name: '某科' }
  const key = randomUUID()
  const [first, second] = [await admin.post('/api/units', body, { key }), await admin.post('/api/units', body, { key })]
  assert.deepEqual([first.status, second.status, second.body.id], [201, 201, first.body.id])
  assert.equal((await admin.post('/api/units', { ...body, name: '另一个' }, { key })).status, 422)
})

test('[R7] a body that is seated later sees what its unit was given before', async () => {
  const seat = await makeUnit({ kind: 'hospital' })
  const { matter } = await issueMatter({ units: [{ unit_id: seat.id, kind: 'lead' }] })
  await admin.post('/api/bodies', { unit_id: seat.id, name: `${seat.name}督办组`, letterhead: seat.name, notice_word: '院督' })
  const office = await enter(await makePerson({}, [post('office', seat.id)]))
  assert.equal((await office.get(`/api/matters/${matter.id}`)).status, 200)
})

test('a body is seated at a unit, and those below answer to it', async () => {
  const seat = await makeUnit({ kind: 'hospital' })
  const ward = await makeUnit({ parent_id: seat.id, kind: 'department' })
  const body = { unit_id: seat.id, name: `${seat.name}督办组`, letterhead: seat.name, notice_word: '院督' }
  const made = await admin.post('/api/bodies', body)
  assert.equal(made.status, 201)
  assert.deepEqual([(await one(seat.id)).own_body_id, (await one(seat.id)).body_id, (await one(ward.id)).body_id], [made.body.id, 1, made.body.id])
  assert.equal((await admin.post('/api/bodies', body)).body.errors[0].pointer, '#/unit_id')
  assert.equal((await admin.post('/api/bodies', { ...body, unit_id: 99999999 })).status, 422)
  assert.equal((await admin.post('/api/bodies', { ...body, name: '' })).status, 422)
  for (const notice_word of ['DB', 'da', '院1督']) {
    assert.equal((await admin.put(`/api/bodies/${made.body.id}`, { ...body, unit_id: undefined, notice_word }, { version: 1 })).body.errors[0].pointer, '#/notice_word')
  }
  const change = { name: '新的名称', letterhead: '某医院', notice_word: '某督' }
  const done = await admin.put(`/api/bodies/${made.body.id}`, change, { version: 1 })
  assert.deepEqual([done.status, done.body.notice_word, done.body.version], [200, '某督', 2])
  const stale = await admin.put(`/api/bodies/${made.body.id}`, change, { version: 1 })
  assert.deepEqual([stale.status, stale.body.current.version], [412, 2])
  assert.equal((await admin.put(`/api/bodies/${made.body.id}`, { ...change, unit_id: 1 }, { version: 2 })).status, 422)
  assert.equal((await admin.put('/api/bodies/99999999', change, { version: 1 })).status, 404)
  const office = await as('office')
  assert.ok((await office.get('/api/bodies')).body.items.some((b) => b.id === made.body.id))
  assert.equal((await office.post('/api/bodies', body)).status, 403)
  assert.equal((await office.put(`/api/bodies/${made.body.id}`, change, { version: 2 })).status, 403)
  assert.equal((await nobody.get('/api/bodies')).status, 401)
})
