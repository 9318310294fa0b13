// Accounts and posts (等保: one person one account, three-member separation).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as, nobody, signIn } from '../support/client.mjs'
import { enter, makePerson, makeUnit, post, today, unique } from '../support/people.mjs'
import { sql } from '../support/stack.mjs'

const admin = await as('admin')
const problem = (answer) => answer.body.type.replace('/problems/', '')
const create = (fields, memberships = []) =>
  admin.post('/api/people', { login: unique('p'), name: '张三', class: 'business', ...fields, memberships })
const pointers = (answer) => (answer.body.errors ?? []).map((e) => e.pointer)
const fresh = async (id) => (await admin.get(`/api/people/${id}`)).body
const end = (id, until_on, version = 1) => admin.post(`/api/memberships/${id}/end`, { until_on }, { version })

test('an account is made with its posts and a password that is told once', async () => {
  const made = await create({ login: ' Zhang.San-' + unique() + ' ', mobile: '13900000002', email: 'z@example.com' }, [post('liaison', (await makeUnit()).id), post('department', 13)])
  assert.equal(made.status, 201)
  assert.match(made.body.initial_password, /^\w{4}-\w{4}-\w{4}$/)
  assert.match(made.body.person.login, /^zhang\.san-/)
  assert.equal(made.body.person.must_change, true)
  assert.equal(made.body.person.memberships.length, 2)
  const read = await admin.get(`/api/people/${made.body.person.id}`)
  assert.deepEqual(read.body, made.body.person)
  assert.equal(read.headers.get('etag'), '"1"')
  await signIn(made.body.person.login, made.body.initial_password)
})

test('R13: a repeated request makes no second account and tells no password again', async () => {
  const key = crypto.randomUUID()
  const body = { login: unique('p'), name: '李四', class: 'business', memberships: [] }
  assert.equal((await admin.post('/api/people', body, { key })).status, 201)
  const again = await admin.post('/api/people', body, { key })
  assert.deepEqual([again.status, problem(again)], [409, 'idempotency-secret'])
})

test('R8: wrong fields are named', async () => {
  const cases = [
    [{ login: 'a' }, '#/login'], [{ login: '张三' }, '#/login'], [{ login: 'leader' }, '#/login'], [{ name: ' ' }, '#/name'],
    [{ name: '@张' }, '#/name'], [{ class: 'root' }, '#/class'], [{ mobile: '12' }, '#/mobile'], [{ email: 'x' }, '#/email'],
    [{ status: 'disabled' }, '#/status'], [{ must_change: false }, '#/must_change'], [{ password_hash: 'x' }, '#/password_hash'],
  ]
  for (const [fields, pointer] of cases) {
    const answer = await create(fields)
    assert.equal(answer.status, 422, pointer)
    assert.deepEqual(pointers(answer), [pointer])
  }
})

test('等保 8: the three classes exclude one another, in the rules and in the database', async () => {
  const roles = { business: ['leader', 'office', 'department', 'liaison'], admin: ['admin'], auditor: ['auditor'] }
  for (const [cls, own] of Object.entries(roles))
    for (const role of Object.values(roles).flat()) {
      const unit = await makeUnit()
      const answer = await create({ class: cls }, [post(role, unit.id, role === 'leader' ? { rank: 'member' } : {})])
      if (own.includes(role)) assert.equal(answer.status, 201, `${cls} ${role}`)
      else assert.deepEqual([answer.status, pointers(answer)], [422, ['#/memberships/0/role']], `${cls} ${role}`)
    }
  const { body } = await create({})
  for (const [cls, role] of [['admin', 'admin'], ['business', 'admin'], ['auditor', 'auditor']])
    await assert.rejects(sql(`INSERT INTO membership (person_id, class, unit_id, role, post, from_on) VALUES (${body.person.id}, '${cls}', 1, '${role}', 'x', CURDATE())`))
})

test('when one post cannot be, nothing is made', async () => {
  const login = unique('p')
  const answer = await create({ login }, [post('department', 13), post('office', 99999999)])
  assert.deepEqual([answer.status, pointers(answer)], [422, ['#/memberships/1/unit_id']])
  assert.deepEqual((await admin.get(`/api/people?q=${login}`)).body.items, [])
})

test('A2.1.1: one head a body; A2.3.3: one liaison a unit', async () => {
  const head = await create({}, [post('leader', 1, { rank: 'head' })])
  assert.deepEqual([head.status, pointers(head)], [422, ['#/memberships/0/rank']])
  const member = await create({}, [post('leader', 1, { rank: 'member' })])
  assert.equal(member.status, 201)
  const unit = await makeUnit()
  await makePerson({}, [post('liaison', unit.id)])
  const second = await create({}, [post('liaison', unit.id)])
  assert.deepEqual(pointers(second), ['#/memberships/0/role'])
  const rankless = await create({}, [post('leader', 1)])
  assert.deepEqual(pointers(rankless), ['#/memberships/0/rank'])
  const ranked = await create({}, [post('office', 2, { rank: 'head' })])
  assert.deepEqual(pointers(ranked), ['#/memberships/0/rank'])
})

test('people are found by name, login, mobile, unit and status, page by page', async () => {
  const unit = await makeUnit()
  const name = `寻${unique()}`
  const made = []
  for (let i = 0; i < 3; i++) made.push((await makePerson({ name: `${name}${i}` }, [post('department', unit.id)])).person)
  const ids = async (query) => (await admin.get(`/api/people?${query}`)).body.items.map((p) => p.id)
  const all = made.map((p) => p.id)
  assert.deepEqual(await ids(`q=${encodeURIComponent(name)}`), all)
  assert.deepEqual(await ids(`q=${made[1].login}`), [all[1]])
  assert.deepEqual(await ids(`unit_id=${unit.id}`), all)
  assert.deepEqual(await ids(`unit_id=${unit.id}&status=disabled`), [])
  assert.deepEqual(await ids(`q=${encodeURIComponent('%')}&unit_id=${unit.id}`), [], 'a sign is a sign, no pattern')
  const first = await admin.get(`/api/people?unit_id=${unit.id}&limit=2`)
  assert.deepEqual([first.body.items.length, first.body.next], [2, String(all[1])])
  const rest = await admin.get(`/api/people?unit_id=${unit.id}&limit=2&after=${first.body.next}`)
  assert.deepEqual([rest.body.items.map((p) => p.id), rest.body.next], [[all[2]], null])
  assert.equal((await admin.get('/api/people?role=admin')).status, 422)
})

test('only an administrator keeps accounts', async () => {
  const { person } = await makePerson()
  for (const who of [nobody, await as('office'), await as('leader'), await as('auditor')]) {
    const status = who === nobody ? 401 : 403
    assert.equal((await who.get('/api/people')).status, status)
    assert.equal((await who.get(`/api/people/${person.id}`)).status, status)
    assert.equal((await who.post('/api/people', {})).status, status)
    assert.equal((await who.put(`/api/people/${person.id}`, {}, { version: 1 })).status, status)
    assert.equal((await who.post(`/api/people/${person.id}/reset-password`, undefined, { version: 1 })).status, status)
    assert.equal((await who.post(`/api/people/${person.id}/unlock`)).status, status)
    assert.equal((await who.post('/api/memberships', {})).status, status)
    assert.equal((await who.post(`/api/memberships/1/end`, {}, { version: 1 })).status, status)
  }
})

test('等保 8: an administrator sees no matter', async () => {
  for (const path of ['/api/matters', '/api/matters/1', '/api/matters/export', '/api/documents'])
    assert.ok([403, 404].includes((await admin.get(path)).status), path)
})

test('R14 R17: a person is changed from a known version, and what changed is audited', async () => {
  const { person } = await makePerson()
  const path = `/api/people/${person.id}`
  const body = { name: '新名', mobile: '13900000003', email: null, status: 'active' }
  assert.equal((await admin.put(path, body)).status, 428)
  const done = await admin.put(path, body, { version: 1 })
  assert.deepEqual([done.status, done.body.name, done.body.version], [200, '新名', 2])
  const stale = await admin.put(path, body, { version: 1 })
  assert.deepEqual([stale.status, stale.body.current.name], [412, '新名'])
  assert.equal((await admin.put('/api/people/99999999', body, { version: 1 })).status, 404)
  assert.deepEqual(pointers(await admin.put(path, { ...body, mobile: 'x' }, { version: 2 })), ['#/mobile'])
  for (const member of ['login', 'class', 'password_hash', 'must_change', 'memberships', 'version'])
    assert.deepEqual(pointers(await admin.put(path, { ...body, [member]: 'x' }, { version: 2 })), [`#/${member}`])
  const [[detail]] = await sql(`SELECT detail FROM audit_log WHERE action = 'person.update' AND object_id = ${person.id}`)
  assert.deepEqual(JSON.parse(detail).changed.sort(), ['mobile', 'name'])
  assert.doesNotMatch(detail, /1390/)
})

test('nobody shuts out oneself or the last administrator', async () => {
  const me = await fresh(admin.me.person.id)
  const own = await admin.put(`/api/people/${me.id}`, { name: me.name, status: 'disabled' }, { version: me.version })
  assert.deepEqual([own.status, problem(own)], [409, 'person-self'])
  const rows = await sql(`SELECT m.id FROM membership m JOIN person p ON p.id = m.person_id WHERE m.role = 'admin' AND p.status = 'active'
    AND m.until_on IS NULL AND p.id <> ${me.id}`)
  await sql(`UPDATE membership SET until_on = '2999-01-01' WHERE id IN (${[0, ...rows.flat()].join()})`)
  const last = await end(me.memberships[0].id, today(), me.memberships[0].version)
  assert.deepEqual([last.status, problem(last)], [409, 'person-last-admin'])
  await sql(`UPDATE membership SET until_on = NULL WHERE id IN (${[0, ...rows.flat()].join()})`)
})

test('a password is reset for others, never by an administrator for an auditor or oneself', async () => {
  const { person } = await makePerson({}, [post('office', 2)])
  const path = `/api/people/${person.id}/reset-password`
  assert.equal((await admin.post(path)).status, 428)
  const done = await admin.post(path, undefined, { version: 1 })
  assert.equal(done.status, 200)
  assert.equal((await signIn(person.login, done.body.initial_password)).me.must_change_password, true)
  assert.equal((await admin.post(path, undefined, { version: 1 })).status, 412)
  assert.equal((await admin.post('/api/people/99999999/reset-password', undefined, { version: 1 })).status, 404)
  const auditor = (await admin.get('/api/people?q=auditor')).body.items.find((p) => p.class === 'auditor')
  const walled = await admin.post(`/api/people/${auditor.id}/reset-password`, undefined, { version: auditor.version })
  assert.deepEqual([walled.status, problem(walled)], [409, 'person-separate'])
  const own = await admin.post(`/api/people/${admin.me.person.id}/reset-password`, undefined, { version: 1 })
  assert.deepEqual([own.status, problem(own)], [409, 'person-self'])
})

test('unlocking one who is not locked, or not there', async () => {
  const { person } = await makePerson()
  assert.equal((await admin.post(`/api/people/${person.id}/unlock`)).status, 204)
  assert.equal((await admin.post('/api/people/99999999/unlock')).status, 404)
})

test('A2.1.1: posts have terms', async () => {
  const unit = await makeUnit()
  const { person } = await makePerson()
  const made = await admin.post('/api/memberships', { person_id: person.id, ...post('department', unit.id, { from_on: today(-10) }) })
  assert.deepEqual([made.status, made.body.until_on, made.body.unit_name], [201, null, unit.name])
  const id = made.body.id
  assert.equal((await admin.post(`/api/memberships/${id}/end`, { until_on: today() })).status, 428)
  assert.deepEqual(pointers(await end(id, today(-11))), ['#/until_on'])
  assert.equal((await end(id, 'soon')).status, 422)
  const done = await end(id, today())
  assert.deepEqual([done.status, done.body.until_on, done.body.version], [200, today(), 2])
  assert.equal((await end(id, today())).status, 412)
  const twice = await end(id, today(), 2)
  assert.deepEqual([twice.status, problem(twice)], [409, 'membership-ended'])
  assert.equal((await end(99999999, today())).status, 404)
  assert.equal((await admin.get('/api/units')).body.items.find((u) => u.id === unit.id).first_person, null, 'the day of leaving no longer counts')
})

test('a post is given to someone who can hold it', async () => {
  const { person } = await makePerson()
  const give = (change) => admin.post('/api/memberships', { person_id: person.id, ...post('department', 13), ...change })
  assert.deepEqual(pointers(await give({ person_id: 99999999 })), ['#/person_id'])
  assert.deepEqual(pointers(await give({ unit_id: 99999999 })), ['#/unit_id'])
  assert.deepEqual(pointers(await give({ role: 'admin' })), ['#/role'])
  assert.deepEqual(pointers(await give({ post: '' })), ['#/post'])
  assert.deepEqual(pointers(await give({ from_on: '2026-02-30' })), ['#/from_on'])
  assert.equal((await give({})).status, 201)
  assert.deepEqual(pointers(await give({})), ['#/unit_id'], 'twice the same')
})

test('A2.3.3: heads and liaisons are in the directory with their numbers, others within their own body', async () => {
  const unit = await makeUnit({ parent_id: 12, kind: 'department' })
  await makePerson({ name: '科主任', mobile: '13900000011' }, [post('department', unit.id)])
  await makePerson({ name: '科干事', mobile: '13900000012' }, [post('office', unit.id)])
  const outside = await as('leader')
  const all = (await outside.get(`/api/memberships?unit_id=${unit.id}`)).body.items
  assert.deepEqual(all.map((m) => [m.name, m.mobile]), [['科主任', '13900000011'], ['科干事', null]])
  const inside = await enter(await makePerson({}, [post('office', 12)]))
  const seen = (await inside.get(`/api/memberships?unit_id=${unit.id}&role=office`)).body.items
  assert.deepEqual(seen.map((m) => m.mobile), ['13900000012'])
  assert.equal((await (await as('auditor')).get('/api/memberships')).status, 403)
  assert.equal((await nobody.get('/api/memberships')).status, 401)
  const page = await outside.get('/api/memberships?limit=3')
  assert.equal(page.body.items.length, 3)
  assert.ok((await outside.get('/api/memberships?limit=200')).body.items.every((m) => !['admin', 'auditor'].includes(m.role)))
})
