// R10, R21: whatever is wrong with a request, the answer is a problem with a Chinese sentence, and never a 5xx.
// (client.mjs checks the shape of every answer of 400 and above.)
import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import { as, nobody } from '../support/client.mjs'
import { stack } from '../support/stack.mjs'

const json = { 'Content-Type': 'application/json' }
const raw = (text) => nobody.send('POST', '/api/sessions', text, { headers: json })

test('a body that is not JSON, or not whole, is 400', async () => {
  for (const text of ['', '{', 'nonsense', '{"login":}', '[1,2]', '"text"', '{"login":"a"} x', "{'login':'a'}"]) {
    assert.equal((await raw(text)).status, 400, text)
  }
})

test('duplicate keys, NUL, invalid UTF-8, too large integers and too deep nesting are 400', async () => {
  const bad = {
    duplicate: '{"login":"a","login":"b"}',
    nul: '{"login":"a\\u0000b"}',
    surrogate: '{"login":"\\ud800"}',
    number: '{"login":9007199254740993}',
    depth: `{"login":${'['.repeat(40)}${']'.repeat(40)}}`,
    tokens: `{"login":[${'1,'.repeat(20001)}1]}`,
    utf8: Buffer.concat([Buffer.from('{"login":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]),
  }
  for (const [name, body] of Object.entries(bad)) assert.equal((await raw(body)).status, 400, name)
})

test('a wrong field is 422 with its pointer, an unknown one too', async () => {
  const missing = await raw('{"login":"office"}')
  assert.equal(missing.status, 422)
  assert.ok(missing.body.errors.some((e) => e.pointer === '#/password'))
  const unknown = await raw('{"login":"office","password":"x","role":"admin"}')
  assert.equal(unknown.status, 422)
  assert.ok(unknown.body.errors.some((e) => e.pointer === '#/role'))
})

test('another content type is 415', async () => {
  const answer = await nobody.send('POST', '/api/sessions', 'login=a', { headers: { 'Content-Type': 'application/x-www-form-urlencoded' } })
  assert.equal(answer.status, 415)
})

test('an address that is none is 404, another method 405 with Allow', async () => {
  assert.equal((await nobody.get('/api/nothing')).status, 404)
  assert.equal((await nobody.get('/api/matters/abc')).status, 404)
  const answer = await nobody.send('DELETE', '/api/health')
  assert.equal(answer.status, 405)
  assert.match(answer.headers.get('allow'), /GET/)
})

test('a body over 1 MiB is 413 and says the limit', async () => {
  const answer = await raw(JSON.stringify({ login: 'a'.repeat(1100000), password: 'b' }))
  assert.equal(answer.status, 413)
})

test('a broken query is 400 or 422, never 5xx', async () => {
  const office = await as('office')
  for (const query of ['limit=0', 'limit=201', 'limit=x', 'after=%zz', 'after=%00', 'after=%ff', 'status=nonsense', 'unknown=1',
    'due_from=2026-02-30', 'q=' + '长'.repeat(3000)]) {
    const answer = await office.get(`/api/matters?${query}`)
    assert.ok([400, 404, 414, 422].includes(answer.status), `${query}: ${answer.status}`)
  }
})

test('what is not HTTP is answered with a problem and cut', async () => {
  const { url } = await stack()
  const port = Number(new URL(url).port)
  for (const text of ['GET / HTTP/1.1\r\nHost: a b\r\n\r\n', 'G\x01T / HTTP/1.1\r\n\r\n',
    `GET /api/health HTTP/1.1\r\nHost: x\r\nX-A: ${'a'.repeat(40000)}\r\n\r\n`, 'GET /api/health HTTP/9.9\r\nHost: x\r\n\r\n',
    'TRACE /api/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n']) {
    const answer = await exchange(port, text)
    assert.match(answer, /^HTTP\/1\.1 4\d\d /)
    assert.match(answer, /application\/problem\+json/)
    assert.doesNotMatch(answer, /nginx\/|nginx</)
  }
})

function exchange(port, text) {
  return new Promise((done, fail) => {
    let answer = ''
    connect(port, '127.0.0.1', function () { this.write(text, 'latin1') })
      .setEncoding('utf8')
      .on('data', (chunk) => (answer += chunk))
      .on('end', () => done(answer))
      .on('error', (error) => (answer ? done(answer) : fail(error)))
      .setTimeout(15000, function () { this.destroy(new Error('not cut within 15 s')) })
  })
}
