// R19: the security headers stand on every answer, errors included; nothing tells of versions.
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { as, call, nobody } from '../support/client.mjs'
import { contract } from '../support/contract.mjs'
import { root, stack } from '../support/stack.mjs'

const policy = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; " +
  "connect-src 'self'; worker-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; " +
  "frame-ancestors 'none'"

function check(name, { headers }) {
  const once = {
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  }
  for (const [header, value] of Object.entries(once)) assert.equal(headers.get(header), value, `${name}: ${header}`)
  assert.doesNotMatch(headers.get('server') ?? '', /\d/, `${name}: server tells its version`)
  assert.equal(headers.get('x-powered-by'), null, name)
}

test('pages, assets, unknown pages and the error page', async () => {
  const asset = readdirSync(join(root, 'web/dist/assets')).find((f) => f.endsWith('.js'))
  const cases = {
    '/': [200, 'no-cache'],
    '/m/': [200, 'no-cache'],
    '/m/todo': [200, 'no-cache'],
    '/matters/7': [200, 'no-cache'],
    '/index.html': [200, 'no-cache'],
    '/error.html': [404, 'no-store'],
    [`/assets/${asset}`]: [200, 'public, max-age=31536000, immutable'],
    '/assets/none.js': [404, 'no-store'],
    '/protected/none': [404, 'no-store'],
  }
  for (const [path, [status, cache]] of Object.entries(cases)) {
    const answer = await call('GET', path, { check: false })
    assert.equal(answer.status, status, path)
    assert.equal(answer.headers.get('cache-control'), cache, path)
    check(path, answer)
  }
  check('POST /', await call('POST', '/', { body: 'x', check: false }))
  const [desk, phone] = [await call('GET', '/matters', { check: false }), await call('GET', '/m/todo', { check: false })]
  assert.notEqual(desk.bytes.toString(), phone.bytes.toString(), 'desk and phone are two entries')
})

test('every route of the API: without a token, and the errors of nginx', async () => {
  const { operations } = await contract()
  for (const { method, path } of operations) {
    const answer = await call(method, path.replace(/\{[^}]+\}/g, '999999999'), { check: false })
    check(`${method} ${path}`, answer)
    assert.equal(answer.headers.get('cache-control'), 'no-store', `${method} ${path}`)
  }
  for (const path of ['/api/none', '/api/', '/api/%00']) check(path, await call('GET', path, { check: false }))
  check('413', await call('POST', '/api/sessions', { body: 'x'.repeat(1100000), check: false }))
})

test('a file comes with a policy of its own that runs nothing', async () => {
  const office = await as('office')
  const sent = await office.send('POST', '/api/files?name=' + encodeURIComponent('说明.txt'), Buffer.from('检查说明'),
    { headers: { 'Content-Type': 'application/octet-stream' } })
  assert.equal(sent.status, 201, JSON.stringify(sent.body))
  const got = await office.get(`/api/files/${sent.body.id}`)
  assert.equal(got.status, 200)
  assert.equal(got.bytes.toString('utf8'), '检查说明')
  assert.match(got.headers.get('content-security-policy'), /sandbox/)
  assert.match(got.headers.get('content-disposition'), /^attachment; .*filename\*=UTF-8''%E8%AF%B4%E6%98%8E\.txt/)
  assert.equal(got.headers.get('x-content-type-options'), 'nosniff')
  assert.match(got.headers.get('cache-control'), /no-store/)
  assert.equal((await nobody.get(`/api/files/${sent.body.id}`)).status, 401)
})

test('large answers are compressed', async () => {
  const { url } = await stack()
  const answer = await fetch(`${url}/api/openapi.json`)
  assert.equal(answer.headers.get('content-encoding'), 'gzip')
})
