// Sign-in, refresh, revocation (R4, R5, R6).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as, call, nobody, password, signIn } from '../support/client.mjs'
import { cookieOf, enter, makePerson, makeUnit, post, refresh, secret, today, tooLate, unique } from '../support/people.mjs'
import { draft } from '../support/matters.mjs'
import { sql, stack } from '../support/stack.mjs'

const attempt = (login, word, headers) => call('POST', '/api/sessions', { body: { login, password: word }, headers })
const problem = (answer) => answer.body.type.replace('/problems/', '')
const forgive = (login) => sql(`DELETE FROM login_failure WHERE login_hash = UNHEX(SHA2('${login}', 256))`)

test('R4: signing in gives a short token, the person, and a cookie that scripts cannot read', async () => {
  const answer = await attempt('liaison', password)
  assert.equal(answer.status, 201)
  assert.equal(answer.body.expires_in, 600)
  assert.equal(answer.body.me.person.login, 'liaison')
  assert.equal(answer.body.me.membership.role, 'liaison')
  assert.match(answer.headers.get('set-cookie'),
    /^__Host-duban=\d+\.[0-9a-f]{64}\.[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Strict; Secure$/)
  assert.equal(answer.headers.get('cache-control'), 'no-store')
  assert.equal((await call('GET', '/api/me', { token: answer.body.access_token })).status, 200)
})

test('logins are found however they are capitalised, with blanks around', async () => {
  assert.equal((await attempt(' Auditor ', password)).status, 201)
})

test('R6: a login has one spelling: none that only the database takes for it opens the account or has a count of its own', async () => {
  for (const login of ['áuditor', 'auditōr', 'ａuditor', 'auditor\u0301']) {
    const answer = await attempt(login, password)
    assert.equal(answer.status, 401, login)
    assert.equal(problem(answer), 'login-failed')
  }
})

test('R6: unknown, wrong, disabled and without a post are answered alike', async () => {
  const idle = await makePerson()
  const gone = await makePerson({}, [post('office', 2)])
  const admin = await as('admin')
  const { login, name, version, id } = gone.person
  assert.equal((await admin.put(`/api/people/${id}`, { name, status: 'disabled' }, { version })).status, 200)
  const answers = await Promise.all([attempt(unique('none'), 'x'), attempt(login, 'x')])
  answers.push(await attempt(login, gone.initial_password), await attempt(idle.person.login, idle.initial_password))
  const bodies = answers.map((a) => ({ ...a.body, instance: '' }))
  for (const [i, body] of bodies.entries()) {
    assert.deepEqual(body, bodies[0])
    assert.equal(answers[i].status, 401)
    assert.equal(answers[i].headers.get('set-cookie'), null)
  }
  assert.equal(problem(answers[0]), 'login-failed')
})

// A missing hash would differ by nine tenths; noise of a busy machine passes in one round of five.
test('R6: an unknown login takes as long as a known one', { timeout: 300000 }, async () => {
  const { person } = await makePerson()
  const median = (list) => list.sort((a, b) => a - b)[list.length >> 1]
  const round = async () => {
    const times = { known: [], unknown: [] }
    for (let i = 0; i < 40; i++) {
      if (i % 4 === 0) await forgive(person.login)
      for (const kind of i % 2 ? ['known', 'unknown'] : ['unknown', 'known']) {
        const began = performance.now()
        const answer = await attempt(kind === 'known' ? person.login : unique('none'), 'wrong')
        times[kind].push(performance.now() - began)
        assert.equal(answer.status, 401)
      }
    }
    const [known, unknown] = [median(times.known), median(times.unknown)]
    console.log(`# median known ${known.toFixed(1)} ms, unknown ${unknown.toFixed(1)} ms`)
    return Math.abs(known - unknown) / Math.max(known, unknown)
  }
  let difference = 1
  for (let n = 0; n < 5 && difference >= 0.05; n++) difference = await round()
  assert.ok(difference < 0.05, `${(difference * 100).toFixed(1)} % apart in each of five rounds`)
})

test('R6: after five failures one waits, whoever one is; an administrator unlocks; success clears', async () => {
  const made = await makePerson({}, [post('office', 2)])
  const { login, id } = made.person
  for (let i = 0; i < 5; i++) assert.equal((await attempt(login, 'wrong')).status, 401)
  const late = await attempt(login, made.initial_password)
  assert.equal(late.status, 429)
  assert.equal(problem(late), 'login-delayed')
  const wait = Number(late.headers.get('retry-after'))
  assert.ok(wait > 20 && wait <= 30, `${wait}`)
  assert.match(late.body.detail, new RegExp(`${wait} 秒`))
  assert.equal((await attempt('auditor', password)).status, 201, 'another login is not held up')
  assert.equal((await (await as('admin')).post(`/api/people/${id}/unlock`)).status, 204)
  for (let i = 0; i < 4; i++) assert.equal((await attempt(login, 'wrong')).status, 401)
  assert.equal((await attempt(login, made.initial_password)).status, 201)
  assert.equal((await attempt(login, 'wrong')).status, 401)
  assert.deepEqual(await sql(`SELECT n FROM login_failure WHERE login_hash = UNHEX(SHA2('${login}', 256))`), [['1']])
})

test('R6: the wait grows, and a day later all is forgotten', async () => {
  const { person } = await makePerson()
  const at = (n, ago) => sql(`REPLACE INTO login_failure VALUES (UNHEX(SHA2('${person.login}', 256)), '127.0.0.1', ${n},
    UTC_TIMESTAMP(3) - INTERVAL ${ago} SECOND)`)
  const waits = []
  for (const n of [5, 6, 7, 8, 9, 500]) {
    await at(n, 0)
    waits.push(Number((await attempt(person.login, 'wrong')).headers.get('retry-after')))
  }
  assert.ok(waits.every((w, i) => i === 0 || w >= waits[i - 1]) && waits.at(-1) <= 900, `${waits}`)
  await at(500, 901)
  assert.equal((await attempt(person.login, 'wrong')).status, 401, 'no outsider locks an account for good')
  await at(500, 86500)
  assert.equal((await attempt(person.login, 'wrong')).status, 401)
  assert.deepEqual(await sql(`SELECT n FROM login_failure WHERE login_hash = UNHEX(SHA2('${person.login}', 256))`), [['1']])
})

test('R6: tries in parallel cannot outrun the count', async () => {
  const { person } = await makePerson()
  const answers = await Promise.all(Array.from({ length: 20 }, () => attempt(person.login, 'wrong')))
  const checked = answers.filter((a) => a.status === 401).length
  assert.ok(checked <= 5, `${checked} were checked`)
  assert.ok(answers.every((a) => a.status === 401 || (a.status === 429 && Number(a.headers.get('retry-after')) > 0)))
})

test('R6: a try that was counted just before by a clock a moment ahead is no reason to wait', async () => {
  await sql(`REPLACE INTO login_failure VALUES (UNHEX(SHA2('auditor', 256)), '127.0.0.1', 1, UTC_TIMESTAMP(3) + INTERVAL 5 SECOND)`)
  assert.equal((await attempt('auditor', password)).status, 201)
})

test('R17: sign-in is audited both ways, and what was typed is nowhere', async () => {
  const typed = unique('secretword')
  assert.equal((await attempt(typed, 'y')).status, 401)
  await attempt('auditor', password)
  const rows = await sql("SELECT result, IFNULL(person_id, 0), detail FROM audit_log WHERE action = 'session.create' ORDER BY id DESC LIMIT 20")
  assert.ok(rows.some(([result, , detail]) => result === 'failed' && /"login_hash": ?"[0-9a-f]{8}"/.test(detail)))
  assert.ok(rows.some(([result, person]) => result === 'ok' && person !== '0'))
  assert.equal((await sql(`SELECT COUNT(*) FROM audit_log WHERE detail LIKE '%${typed}%' OR actor_name LIKE '%${typed}%'`))[0][0], '0')
})

test('bad bodies are refused field by field', async () => {
  for (const [body, pointer] of [[{}, '#/login'], [{ login: 'a' }, '#/password'], [{ login: 'a', password: 'b', role: 'admin' }, '#/role'],
    [{ login: 'a'.repeat(65), password: 'b' }, '#/login'], [{ login: 'a', password: 'b'.repeat(201) }, '#/password']]) {
    const answer = await call('POST', '/api/sessions', { body })
    assert.equal(answer.status, 422)
    assert.ok(answer.body.errors.some((e) => e.pointer === pointer), JSON.stringify(answer.body.errors))
  }
})

test('R4: only our own pages sign in and refresh', async () => {
  const { url } = await stack()
  for (const origin of ['https://evil.example', 'null', `${url}.evil.example`, 'http://localhost:1']) {
    const answer = await attempt('liaison', password, { Origin: origin })
    assert.deepEqual([answer.status, problem(answer)], [403, 'origin-refused'], origin)
  }
  const { cookie } = await signIn('liaison')
  assert.equal((await refresh(cookie, { Origin: 'https://evil.example' })).status, 403)
  assert.equal((await refresh(cookie, { Origin: url })).status, 200)
})

test('R4: a refresh rotates the ticket', async () => {
  const first = await signIn('liaison')
  const next = await refresh(first.cookie)
  assert.equal(next.status, 200)
  assert.equal(next.body.me.person.login, 'liaison')
  assert.notEqual(cookieOf(next), first.cookie)
  assert.equal((await refresh(cookieOf(next))).status, 200)
})

test('R4: using a ticket again ends the family at once, and is audited', async () => {
  const first = await signIn('liaison')
  const next = await refresh(first.cookie)
  await tooLate(2100)
  const again = await refresh(first.cookie)
  assert.deepEqual([again.status, problem(again)], [401, 'session-ended'])
  assert.match(again.headers.get('set-cookie'), /Max-Age=0/)
  assert.equal((await refresh(cookieOf(next))).status, 401, 'the newest ticket of the family is dead too')
  await tooLate(1100)
  assert.equal((await call('GET', '/api/me', { token: next.body.access_token })).status, 401)
  const id = first.cookie.match(/=(\d+)\./)[1]
  assert.deepEqual(await sql(`SELECT revoked_why FROM session WHERE id = ${id}`), [['reuse']])
  assert.equal((await sql(`SELECT COUNT(*) FROM audit_log WHERE action = 'session.reuse' AND object_id = ${id}`))[0][0], '1')
})

test('R4: a ticket older than the last is never taken for a race', async () => {
  const first = await signIn('liaison')
  const second = await refresh(first.cookie)
  const third = await refresh(cookieOf(second))
  assert.equal((await refresh(first.cookie)).status, 401)
  assert.equal((await refresh(cookieOf(third))).status, 401)
})

test('R4: of two pages that refresh together exactly one wins, and neither is signed out', async () => {
  for (let round = 0; round < 5; round++) {
    const { cookie } = await signIn('liaison')
    const answers = await Promise.all(Array.from({ length: 4 }, () => refresh(cookie)))
    const won = answers.filter((a) => a.status === 200)
    assert.equal(won.length, 1, answers.map((a) => a.status).join())
    for (const lost of answers.filter((a) => a.status !== 200)) {
      assert.deepEqual([lost.status, problem(lost)], [409, 'refresh-raced'])
      assert.equal(lost.headers.get('set-cookie'), null)
    }
    assert.equal((await refresh(cookieOf(won[0]))).status, 200)
  }
})

test('R4: from another browser it is no race', async () => {
  const { cookie } = await signIn('liaison')
  const next = await refresh(cookie)
  assert.equal((await refresh(cookie, { 'User-Agent': 'another' })).status, 401)
  assert.equal((await refresh(cookieOf(next))).status, 401)
})

test('R4: what is no ticket is none', async () => {
  assert.equal((await call('POST', '/api/sessions/refresh')).status, 401)
  const { cookie } = await signIn('liaison')
  const [name, id, family, rest] = cookie.match(/^(.+)=(\d+)\.(\w+)\.(\w+)$/).slice(1)
  for (const bad of ['', `${name}=`, `${name}=1`, `${name}=${id}.${family}`, `${name}=${Number(id) + 100000}.${family}.${rest}`,
    `${name}=${id}.${rest}.${rest}`, `other=${id}.${family}.${rest}`]) {
    const answer = await refresh(bad)
    assert.deepEqual([answer.status, problem(answer)], [401, 'session-ended'], bad)
  }
  assert.equal((await refresh(cookie)).status, 200, 'guessing at a session does not end it')
})

test('idle for half an hour, or twelve hours old: the session is over', async () => {
  for (const change of ['rotated_at = rotated_at - INTERVAL 31 MINUTE', 'expires_at = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND']) {
    const { cookie } = await signIn('liaison')
    await sql(`UPDATE session SET ${change} WHERE id = ${cookie.match(/=(\d+)\./)[1]}`)
    assert.equal((await refresh(cookie)).status, 401)
  }
  const { cookie } = await signIn('liaison')
  const id = cookie.match(/=(\d+)\./)[1]
  const [[hours]] = await sql(`SELECT TIMESTAMPDIFF(HOUR, created_at, expires_at) FROM session WHERE id = ${id}`)
  assert.equal(hours, '12')
})

test('no secret of a session is kept in the clear', async () => {
  const { cookie } = await signIn('liaison')
  const [id, , hash] = cookie.match(/=(\d+)\.(\w+)\.(\w+)$/).slice(1)
  assert.deepEqual(await sql(`SELECT refresh_hash = UNHEX(SHA2(UNHEX('${hash}'), 256)), HEX(refresh_hash) = '${hash}' FROM session WHERE id = ${id}`),
    [['1', '0']])
})

test('R5: signing out ends the session for reads within a second and for writes at once', async () => {
  const one = await signIn('office')
  const gone = await one.delete('/api/sessions/current')
  assert.equal(gone.status, 204)
  assert.match(gone.headers.get('set-cookie'), /Max-Age=0/)
  assert.equal((await one.put('/api/me/password', { current: password, next: secret })).status, 401)
  await tooLate(1100)
  assert.equal((await one.get('/api/me')).status, 401)
  assert.equal((await refresh(one.cookie)).status, 401)
})

test('one sees one’s own sessions alone, and may end them', async () => {
  const made = await makePerson({}, [post('office', 2)])
  const first = await enter(made)
  const second = await signIn(made.person.login, secret)
  const { body } = await first.get('/api/sessions')
  assert.equal(body.items.length, 2)
  assert.equal(body.items.filter((s) => s.current).length, 1)
  const other = body.items.find((s) => !s.current)
  assert.equal((await (await as('liaison')).delete(`/api/sessions/${other.id}`)).status, 404)
  assert.equal((await nobody.delete(`/api/sessions/${other.id}`)).status, 401)
  assert.equal((await first.delete(`/api/sessions/${other.id}`)).status, 204)
  assert.equal((await first.delete(`/api/sessions/${other.id}`)).status, 404)
  await tooLate(1100)
  assert.equal((await second.get('/api/me')).status, 401)
  assert.equal((await first.get('/api/me')).status, 200)
  const page = await first.get('/api/sessions?limit=1')
  assert.equal(page.body.items.length, 1)
})

test('A2.3.3: a person with two posts acts in one at a time and may change over', async () => {
  const made = await makePerson({}, [post('department', 13), post('office', 2)])
  const one = await enter(made)
  assert.equal(one.me.memberships.length, 2)
  assert.equal(one.me.membership.role, 'department')
  const office = one.me.memberships.find((m) => m.role === 'office')
  const over = await one.post('/api/sessions/current/switch', { membership_id: office.id })
  assert.equal(over.status, 200)
  assert.equal(over.body.me.membership.id, office.id)
  const token = over.body.access_token
  assert.equal((await call('GET', '/api/charges', { token })).status, 200)
  await tooLate(1100)
  assert.equal((await one.get('/api/me')).status, 401, 'the token of the post that was left no longer counts')
  const foreign = await call('POST', '/api/sessions/current/switch', { token, body: { membership_id: 101 } })
  assert.deepEqual([foreign.status, problem(foreign)], [404, 'membership-not-found'])
  assert.equal((await call('POST', '/api/sessions/current/switch', { token, body: {} })).status, 422)
  assert.equal((await refresh(one.cookie)).body.me.membership.id, office.id)
  assert.equal((await signIn(made.person.login, secret)).me.membership.id, office.id, 'the next time begins where one was')
})

test('R5: a write acts for the body that the unit answers to now, not a second ago', async () => {
  const unit = await makeUnit()
  const office = await enter(await makePerson({}, [post('office', unit.id)]))
  assert.equal((await office.get('/api/me')).body.membership.body_id, 1)
  await sql(`UPDATE unit SET body_id = 2 WHERE id = ${unit.id}`) // as another process does, before this one looks again
  const { body } = await office.post('/api/matters', draft({ units: [] }))
  assert.deepEqual(await sql(`SELECT body_id FROM matter WHERE id = ${body.id}`), [['2']])
})

test('R5: a disabled account is out: writes at once, reads within a second', async () => {
  const made = await makePerson({}, [post('office', 2)])
  const one = await enter(made)
  const admin = await as('admin')
  const { version } = (await admin.get(`/api/people/${made.person.id}`)).body
  const off = await admin.put(`/api/people/${made.person.id}`, { name: made.person.name, status: 'disabled' }, { version })
  assert.equal(off.status, 200)
  const write = await one.put('/api/me/password', { current: secret, next: 'Another-9x#qq' })
  assert.ok([401, 422].includes(write.status))
  assert.equal((await one.post('/api/sessions/current/switch', { membership_id: one.me.membership.id })).status, 401)
  await tooLate(1100)
  assert.deepEqual([(await one.get('/api/me')).status, (await refresh(one.cookie)).status], [401, 401])
})

test('R5: a post that ends takes its sessions with it', async () => {
  const made = await makePerson({}, [post('office', 2)])
  const one = await enter(made)
  const admin = await as('admin')
  const { id, version } = (await admin.get(`/api/people/${made.person.id}`)).body.memberships[0]
  assert.equal((await admin.post(`/api/memberships/${id}/end`, { until_on: today() }, { version })).status, 200)
  assert.equal((await one.post('/api/sessions/current/switch', { membership_id: id })).status, 401)
  await tooLate(1100)
  assert.equal((await one.get('/api/me')).status, 401)
  assert.equal((await attempt(made.person.login, secret)).status, 401)
})

test('R5: a password reset ends every session of the person', async () => {
  const made = await makePerson({}, [post('office', 2)])
  const one = await enter(made)
  const admin = await as('admin')
  const { version } = (await admin.get(`/api/people/${made.person.id}`)).body
  const reset = await admin.post(`/api/people/${made.person.id}/reset-password`, undefined, { version })
  assert.equal(reset.status, 200)
  await tooLate(1100)
  assert.equal((await one.get('/api/me')).status, 401)
  assert.equal((await attempt(made.person.login, secret)).status, 401)
  assert.equal((await attempt(made.person.login, reset.body.initial_password)).status, 201)
})
