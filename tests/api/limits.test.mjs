// R20 with the real limits, over an instance of its own: a burst is 429 with Retry-After, others do not feel it.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { root, startStack } from '../support/stack.mjs'

let own, tokens

before(async () => {
  own = await startStack({ env: { RATES: join(root, 'deploy/nginx/rates.conf') } })
  tokens = {}
  for (const login of ['office', 'liaison']) tokens[login] = await signIn(login)
})
after(() => own.stop())

async function signIn(login) {
  const answer = await send('POST', '/api/sessions', undefined, { login, password: 'Duban-2026' })
  assert.equal(answer.status, 201)
  return (await answer.json()).access_token
}

function send(method, path, token, body) {
  return fetch(own.url + path, {
    method,
    headers: { ...(token && { Authorization: `Bearer ${token}` }), ...(body && { 'Content-Type': 'application/json' }) },
    body: body && JSON.stringify(body),
  })
}

async function burst(n, one) {
  const answers = await Promise.all(Array.from({ length: n }, one))
  const refused = answers.filter((a) => a.status === 429)
  for (const answer of refused) {
    assert.match(answer.headers.get('content-type'), /problem\+json/)
    assert.ok(Number(answer.headers.get('retry-after')) >= 1)
    assert.equal(answer.headers.get('cache-control'), 'no-store')
    assert.equal((await answer.json()).type, '/problems/too-many')
  }
  assert.ok(answers.every((a) => a.status < 500), 'no 5xx under the burst')
  return refused.length
}

test('a person at work is not limited: a page of twelve requests at once, several times', async () => {
  for (let page = 0; page < 4; page++) {
    assert.equal(await burst(12, () => send('GET', '/api/me', tokens.liaison)), 0)
    await new Promise((done) => setTimeout(done, 500))
  }
})

test('reads over 20/s are refused for one, not for another', async () => {
  assert.ok((await burst(200, () => send('GET', '/api/me', tokens.office))) > 50)
  assert.equal((await send('GET', '/api/me', tokens.liaison)).status, 200)
})

test('writes over 5/s are refused', async () => {
  assert.ok((await burst(80, () => send('POST', '/api/views', tokens.office, {}))) > 30)
})

test('[R6] sign-ins over 5/s are refused, whatever token each of them claims', async () => {
  let n = 0
  const attempt = () => send('POST', '/api/sessions', `made-up-${n++}`, {})
  assert.ok((await burst(120, attempt)) > 50)
  assert.equal((await send('GET', '/api/me', tokens.liaison)).status, 200)
})

test('exports over 6 a minute are refused', async () => {
  assert.ok((await burst(10, () => send('GET', '/api/matters/export', tokens.office))) >= 5)
})

test('health is not limited as a person is', async () => {
  assert.equal(await burst(150, () => send('GET', '/api/health')), 0)
})

test('a client that sends its header or body slowly is cut within 12 s', async () => {
  const cuts = ['GET /api/health HTTP/1.1\r\nHost: x\r\n', 'POST /api/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{']
  await Promise.all(cuts.map((text) => new Promise((done, fail) => {
    const begun = Date.now()
    connect(own.port, '127.0.0.1', function () { this.write(text) })
      .on('error', () => {})
      .on('close', () => (Date.now() - begun < 12000 ? done() : fail(new Error(`cut after ${Date.now() - begun} ms`))))
      .resume()
  })))
})

test('[B1.1] whoever guesses at calendars is slowed, and no log names what they tried', async () => {
  const secret = 'f0'.repeat(32)
  const refused = await burst(90, () => send('GET', `/api/feeds/${secret}.ics`))
  assert.ok(refused >= 20, `${refused} refused`)
  assert.equal(await burst(5, () => send('GET', '/api/me', tokens.liaison)), 0)
  for (const log of ['nginx.log', 'worker.log']) assert.ok(!readFileSync(join(own.dir, 'log', log), 'utf8').includes(secret), log)
})
