// The liaison register and hand-over (A2.3.3).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as, nobody, signIn } from '../support/client.mjs'
import { makePerson, makeUnit, post, refresh, enter, today, tooLate, unique } from '../support/people.mjs'
import { sql } from '../support/stack.mjs'

const admin = await as('admin')
const pointers = (answer) => (answer.body.errors ?? []).map((e) => e.pointer)
const problem = (answer) => answer.body.type.replace('/problems/', '')
const hand = (who, unit, form) => who.post(`/api/liaisons/${unit.id}/handover`, { post: '干事', on_date: today(), ...form })
const entry = async (unit) => (await admin.get('/api/liaisons')).body.items.find((l) => l.unit_id === unit.id)

test('A2.3.3: who is liaison of each unit is public inside', async () => {
  const unit = await makeUnit()
  assert.deepEqual([(await entry(unit)).membership_id, (await entry(unit)).handovers], [null, []])
  await makePerson({ name: '联络甲', mobile: '13900000021' }, [post('liaison', unit.id)])
  for (const login of ['leader', 'office', 'department', 'liaison']) {
    const { body } = await (await as(login)).get('/api/liaisons')
    const found = body.items.find((l) => l.unit_id === unit.id)
    assert.deepEqual([found.name, found.mobile, found.unit_name], ['联络甲', '13900000021', unit.name])
  }
  assert.equal((await (await as('auditor')).get('/api/liaisons')).status, 403)
  assert.equal((await nobody.get('/api/liaisons')).status, 401)
})

test('A2.3.3: hand-over ends one post, begins the other, and is on record', async () => {
  const unit = await makeUnit()
  const old = await makePerson({ name: '联络甲' }, [post('liaison', unit.id, { from_on: today(-30) })])
  const leaving = await enter(old)
  const next = await makePerson({ name: '联络乙' })
  const done = await hand(await as('office'), unit, { to_person_id: next.person.id, note: '岗位调整' })
  assert.equal(done.status, 201)
  assert.deepEqual([done.body.from_name, done.body.to_name, done.body.initial_password], ['联络甲', '联络乙', null])
  const now = await entry(unit)
  assert.deepEqual([now.name, now.from_on, now.membership_id], ['联络乙', today(), done.body.membership_id])
  assert.deepEqual([now.handovers.length, now.handovers[0].from_name, now.handovers[0].note], [1, '联络甲', '岗位调整'])
  assert.equal((await signIn(next.person.login, next.initial_password)).me.membership.role, 'liaison')
  await tooLate(1100)
  assert.equal((await leaving.get('/api/me')).status, 401, 'who left is out')
  assert.equal((await refresh(leaving.cookie)).status, 401)
  const rows = await sql(`SELECT COUNT(*) FROM audit_log WHERE action = 'liaison.handover' AND object_id = ${unit.id}`)
  assert.equal(rows[0][0], '1')
})

test('A2.3.3: the new liaison may get the account with the hand-over', async () => {
  const unit = await makeUnit()
  const login = unique('p')
  const done = await hand(await as('office'), unit, { name: '联络丙', login, mobile: '13900000022' })
  assert.equal(done.status, 201)
  assert.equal(done.body.from_name, null)
  const one = await signIn(login, done.body.initial_password)
  assert.deepEqual([one.me.membership.unit_id, one.me.must_change_password], [unit.id, true])
})

test('a hand-over in the future leaves the present one in post', async () => {
  const unit = await makeUnit()
  await makePerson({ name: '联络甲' }, [post('liaison', unit.id, { from_on: today(-1) })])
  const next = await makePerson({ name: '联络乙' })
  assert.equal((await hand(admin, unit, { to_person_id: next.person.id, on_date: today(3) })).status, 201)
  assert.equal((await entry(unit)).name, '联络甲')
})

test('what cannot be handed over is said', async () => {
  const unit = await makeUnit()
  const old = await makePerson({}, [post('liaison', unit.id)])
  const next = await makePerson()
  const cases = [
    [{}, ['#/to_person_id']],
    [{ name: '某某' }, ['#/to_person_id']],
    [{ to_person_id: next.person.id, login: 'x1' }, ['#/to_person_id']],
    [{ to_person_id: 99999999, on_date: today(1) }, ['#/to_person_id']],
    [{ to_person_id: old.person.id, on_date: today(1) }, ['#/to_person_id']],
    [{ to_person_id: admin.me.person.id, on_date: today(1) }, ['#/to_person_id']],
    [{ to_person_id: next.person.id }, ['#/on_date']],
    [{ name: '某某', login: 'leader', on_date: today(1) }, ['#/login']],
    [{ name: '某某', login: '某', on_date: today(1) }, ['#/login']],
    [{ to_person_id: next.person.id, on_date: null }, ['#/on_date']],
    [{ to_person_id: next.person.id, on_date: today(1), note: '=1' }, ['#/note']],
  ]
  for (const [form, wanted] of cases) {
    const answer = await hand(admin, unit, form)
    assert.deepEqual([answer.status, pointers(answer)], [422, wanted], JSON.stringify(form))
  }
  assert.equal((await entry(unit)).membership_id, old.person.memberships[0].id)
})

test('the office hands over within its own body alone', async () => {
  const foreign = await makeUnit({ parent_id: 12 })
  const form = { name: '某某', login: unique('p') }
  assert.equal((await hand(await as('office'), foreign, form)).status, 404)
  assert.equal((await hand(admin, { id: 99999999 }, form)).status, 404)
  assert.equal((await hand(nobody, foreign, form)).status, 401)
  for (const login of ['leader', 'department', 'liaison', 'auditor']) assert.equal((await hand(await as(login), foreign, form)).status, 403)
  assert.equal((await hand(admin, foreign, form)).status, 201)
})

test('a closed unit has no liaison', async () => {
  const unit = await makeUnit()
  await sql(`UPDATE unit SET status = 'closed' WHERE id = ${unit.id}`)
  const answer = await hand(admin, unit, { name: '某某', login: unique('p') })
  assert.deepEqual([answer.status, problem(answer)], [409, 'unit-closed'])
})

test('two hand-overs at once leave one liaison', async () => {
  const unit = await makeUnit()
  const people = await Promise.all([makePerson(), makePerson()])
  const answers = await Promise.all(people.map((p) => hand(admin, unit, { to_person_id: p.person.id })))
  assert.equal(answers.filter((a) => a.status === 201).length, 1, answers.map((a) => a.status).join())
  const rows = await sql(`SELECT COUNT(*) FROM membership WHERE unit_id = ${unit.id} AND role = 'liaison' AND until_on IS NULL`)
  assert.equal(rows[0][0], '1')
})
