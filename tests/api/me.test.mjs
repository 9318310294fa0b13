// Who I am, and my password.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as, nobody, signIn } from '../support/client.mjs'
import { enter, makePerson, post, secret, tooLate } from '../support/people.mjs'
import { sql } from '../support/stack.mjs'

test('A2.1.1: a deputy sees the units in own charge; each sees the post acted in', async () => {
  const deputy = (await (await as('deputy')).get('/api/me')).body
  assert.equal(deputy.membership.rank, 'deputy')
  assert.ok(deputy.charges.length > 0 && deputy.charges.every((c) => c.unit_name))
  const liaison = (await (await as('liaison')).get('/api/me')).body
  assert.deepEqual([liaison.membership.role, liaison.membership.rank, liaison.charges], ['liaison', null, []])
  const admin = (await (await as('admin')).get('/api/me')).body
  assert.equal(admin.membership.body_id, null, 'who keeps the system belongs to no body')
  assert.equal((await nobody.get('/api/me')).status, 401)
})

test('a first sign-in opens nothing but one’s own password, and then everything', async () => {
  const made = await makePerson({}, [post('office', 2)])
  const one = await signIn(made.person.login, made.initial_password)
  assert.equal(one.me.must_change_password, true)
  for (const path of ['/api/units', '/api/sessions', '/api/charges']) {
    const shut = await one.get(path)
    assert.deepEqual([shut.status, shut.body.type], [403, '/problems/password-change-needed'])
  }
  assert.equal((await one.get('/api/me')).status, 200)
  assert.equal((await one.put('/api/me/password', { current: made.initial_password, next: secret })).status, 204)
  assert.equal((await one.get('/api/units')).status, 200, 'with the very same token')
  assert.equal((await one.get('/api/me')).body.must_change_password, false)
})

test('a weak new password is refused with what to do', async () => {
  const made = await makePerson({ name: '欧阳明月' }, [post('office', 2)])
  const one = await enter(made)
  for (const next of ['short1A', 'alllowercase', 'P@ssw0rd123', 'Woaini520!', `${made.person.login}#A9`, '欧阳明月-9Aq', secret]) {
    const answer = await one.put('/api/me/password', { current: secret, next })
    assert.equal(answer.status, 422, next)
    assert.equal(answer.body.errors[0].pointer, '#/next')
    await sql(`DELETE FROM login_failure WHERE login_hash = UNHEX(SHA2('${made.person.login}', 256))`)
  }
  const long = 'Zq9-' + '很长的密码也不截断'.repeat(12)
  assert.equal((await one.put('/api/me/password', { current: secret, next: long })).status, 204)
  await assert.rejects(signIn(made.person.login, long.slice(0, -1)))
  await signIn(made.person.login, long)
})

test('one must know the current password, and cannot try without end', async () => {
  const made = await makePerson({}, [post('office', 2)])
  const one = await enter(made)
  for (let i = 0; i < 5; i++) {
    const wrong = await one.put('/api/me/password', { current: `wrong${i}`, next: 'Bvtr-4#qqzm' })
    assert.equal(wrong.status, 422)
    assert.equal(wrong.body.errors[0].pointer, '#/current')
  }
  assert.equal((await one.put('/api/me/password', { current: secret, next: 'Bvtr-4#qqzm' })).status, 429)
  assert.equal((await one.put('/api/me/password', { current: secret })).status, 422)
})

test('R5: a changed password ends the other sessions and keeps this one', async () => {
  const made = await makePerson({}, [post('office', 2)])
  const one = await enter(made)
  const other = await signIn(made.person.login, secret)
  assert.equal((await one.put('/api/me/password', { current: secret, next: 'Bvtr-4#qqzm' })).status, 204)
  await tooLate(1100)
  assert.equal((await other.get('/api/me')).status, 401)
  assert.equal((await one.get('/api/me')).status, 200)
  const rows = await sql(`SELECT COUNT(*) FROM audit_log WHERE action = 'password.change' AND person_id = ${made.person.id}`)
  assert.equal(rows[0][0], '2')
})

test('no answer and no stored reply holds a password', async () => {
  const made = await makePerson({}, [post('office', 2)])
  const admin = await as('admin')
  const { bytes } = await admin.get(`/api/people/${made.person.id}`)
  assert.doesNotMatch(bytes.toString(), /argon2|password_hash/)
  const [[kept]] = await sql(`SELECT COUNT(*) FROM idempotency WHERE reply LIKE '%${made.initial_password}%'`)
  assert.equal(kept, '0')
})
