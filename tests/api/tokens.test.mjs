// Tokens signed with the real key but not as we sign them, and at other times than now (R1, R2).
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { as, call, signIn } from '../support/client.mjs'
import { stack } from '../support/stack.mjs'

const { token } = await signIn('liaison')
const [header, payload] = token.split('.')
const claims = JSON.parse(Buffer.from(payload, 'base64url'))
const { dir } = await stack()
const key = Buffer.from(readFileSync(join(dir, 'keys/token'), 'utf8').split('\n')[0].split(' ')[1], 'hex')

const encode = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
function sign(body, head = header, hash = 'sha256') {
  const text = `${head}.${encode(body)}`
  return `${text}.${createHmac(hash, key).update(text).digest('base64url')}`
}
const ask = async (bearer) => (await call('GET', '/api/me', { headers: { Authorization: `Bearer ${bearer}` } })).status
const now = () => Math.floor(Date.now() / 1000)
const issued = (ago, life = 600) => ({ ...claims, iat: now() - ago, exp: now() - ago + life })

test('[R1] the key is the right one: what is signed with it alike is taken', async () => {
  assert.equal(await ask(sign(claims)), 200)
})

test('[R2] a token counts for ten minutes, with half a minute for clocks that differ', async () => {
  for (const [ago, status] of [[540, 200], [620, 200], [640, 401], [660, 401], [7200, 401], [-20, 200], [-40, 401], [-7200, 401]]) {
    assert.equal(await ask(sign(issued(ago))), status, `issued ${ago} s ago`)
  }
  for (const life of [601, 3600, 0, -600, 2 ** 52]) assert.equal(await ask(sign(issued(0, life))), 401, `living ${life} s`)
})

test('[R2] one that was taken is refused once its time is over, though it is remembered', async () => {
  const ending = sign(issued(628))
  assert.equal(await ask(ending), 200)
  await sleep(4000)
  for (let n = 0; n < 16; n++) assert.equal(await ask(ending), 401) // whichever thread answers
})

test('[R2] every claim is asked for, and none other is taken', async () => {
  for (const name of ['iss', 'aud', 'typ', 'jti', 'iat', 'exp', 'sub', 'sid', 'mid', 'role', 'scope', 'epoch']) {
    const { [name]: gone, ...rest } = claims
    assert.notEqual(gone, undefined, name)
    assert.equal(await ask(sign(rest)), 401, `without ${name}`)
    assert.equal(await ask(sign({ ...claims, [name]: null })), 401, `${name} null`)
  }
  for (const change of [{ iss: 'other' }, { aud: 'other' }, { typ: 'refresh' }, { jti: 'short' }, { sub: '1' }, { exp: claims.exp + 0.5 },
    { exp: 1e300 }, { admin: true }, { role: 64 }]) assert.equal(await ask(sign({ ...claims, ...change })), 401, JSON.stringify(change))
  assert.equal(await ask(sign(JSON.stringify(claims).replace('{', '{"exp":9999999999,'))), 401, 'a claim twice')
})

test('[R1] a header that is not ours byte for byte is refused, whatever signs it', async () => {
  const ours = JSON.parse(Buffer.from(header, 'base64url'))
  for (const head of [{ ...ours, alg: 'none' }, { ...ours, alg: 'HS512' }, { ...ours, alg: 'hs256' }, { alg: 'HS256', typ: 'JWT' }, { ...ours, kid: '../k1' },
    { ...ours, jwk: {} }, Object.fromEntries(Object.entries(ours).reverse()), ` ${JSON.stringify(ours)}`]) {
    assert.equal(await ask(sign(claims, encode(head))), 401, JSON.stringify(head))
  }
  assert.equal(await ask(sign(claims, header, 'sha512')), 401)
  assert.equal(await ask(`${header}.${payload}.`), 401)
  assert.equal(await ask(`${token}=`), 401)
  assert.equal(await ask(`${token}.x`), 401)
})

test('[R5] a claim of another role is worth nothing: the session says who one is', async () => {
  const role = 16 // admin
  const bearer = sign({ ...claims, role, epoch: 0 }) // a forged epoch makes it be looked at
  assert.equal((await call('GET', '/api/people', { headers: { Authorization: `Bearer ${bearer}` } })).status, 401)
  assert.equal((await (await as('liaison')).get('/api/people')).status, 403)
})
