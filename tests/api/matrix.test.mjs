// R7: role × route, generated from the document. Nobody is 401 everywhere but in public; a role that a route does
// not name is 403; one that it names gets past both (what it then says of a row that is none is 404, 422 …).
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { call, nobody, roles, signIn } from '../support/client.mjs'
import { contract } from '../support/contract.mjs'

const nowhere = '999999999'
const { operations } = await contract()
const sessions = new Map()
let cells = 0

// A session for each role; routes that end or change the session get one of their own each time.
function session(role, path) {
  if (path.startsWith('/api/sessions')) return signIn(role)
  if (!sessions.has(role)) sessions.set(role, signIn(role))
  return sessions.get(role)
}

async function attempt({ method, path, operation }, token) {
  const upload = operation.requestBody?.content['application/octet-stream']
  const body = method === 'GET' ? undefined : upload ? Buffer.alloc(0) : operation.requestBody ? {} : undefined
  const query = upload ? '?name=x.bin' : ''
  cells++
  return call(method, path.replace(/\{[^}]+\}/g, nowhere) + query, {
    token, body, version: method === 'GET' ? undefined : 1,
    headers: upload ? { 'Content-Type': 'application/octet-stream' } : {},
  })
}

for (const one of operations) {
  const name = `${one.method} ${one.path}`
  const allowed = one.operation['x-roles']
  const isPublic = one.operation.security.length === 0

  test(`nobody: ${name}`, async () => {
    const answer = await attempt(one)
    if (isPublic) assert.notEqual(answer.body?.type, '/problems/sign-in-needed')
    else assert.deepEqual([answer.status, answer.body.type], [401, '/problems/sign-in-needed'])
  })
  test(`a token that is none: ${name}`, { skip: isPublic && 'public' }, async () => {
    assert.equal((await attempt(one, 'e30.e30.e30')).status, 401)
  })
  for (const role of isPublic ? [] : roles) {
    test(`${role} ${allowed.includes(role) ? 'may' : 'may not'}: ${name}`, async () => {
      const { token } = await session(role, one.path)
      const answer = await attempt(one, token)
      if (!allowed.includes(role)) {
        assert.deepEqual([answer.status, answer.body?.type], [403, '/problems/forbidden'])
        return
      }
      assert.notEqual(answer.status, 401)
      assert.notEqual(answer.body?.type, '/problems/forbidden')
      assert.ok(answer.status < 500, `${answer.status}`)
      if (one.path.includes('{')) assert.ok(answer.status >= 400, 'a row that is none was found')
    })
  }
}

test('every operation names its roles, or is said to be public', () => {
  for (const { method, path, operation } of operations) {
    if (operation.security.length) assert.ok(operation['x-roles'].length > 0, `${method} ${path}`)
    for (const role of operation['x-roles']) assert.ok(roles.includes(role), role)
  }
  const open = operations.filter((o) => !o.operation.security.length).map((o) => `${o.method} ${o.path}`).sort()
  assert.deepEqual(open, ['GET /api/events', 'GET /api/feeds/{secret}.ics', 'GET /api/health', 'GET /api/health/live', 'GET /api/openapi.json', 'POST /api/sessions',
    'POST /api/sessions/refresh'])
})

after(() => console.log(`# role × route: ${cells} cells over ${operations.length} operations`))
