// A small client for tests: `const office = await as('office'); await office.get('/api/matters')`.
// Every answer is checked against the OpenAPI document (contract.mjs).
import { randomUUID } from 'node:crypto'
import { checkAnswer } from './contract.mjs'
import { stack } from './stack.mjs'

export const roles = ['leader', 'office', 'department', 'liaison', 'admin', 'auditor']
export const password = 'Duban-2026'

/** One request; options: body (object or raw), token, version (If-Match), key (Idempotency-Key), headers, check. */
export async function call(method, path, options = {}) {
  const { url } = await stack()
  const headers = { ...options.headers }
  let body = options.body
  if (body !== undefined && !isRaw(body)) {
    headers['Content-Type'] ??= 'application/json'
    body = JSON.stringify(body)
  }
  if (options.token) headers.Authorization = `Bearer ${options.token}`
  if (options.version !== undefined) headers['If-Match'] = `"${options.version}"`
  if (options.key) headers['Idempotency-Key'] = options.key
  const response = await fetch(url + path, { method, headers, body, redirect: 'manual' })
  const bytes = Buffer.from(await response.arrayBuffer())
  const type = response.headers.get('content-type') ?? ''
  const answer = {
    status: response.status,
    headers: response.headers,
    bytes,
    body: /json/.test(type) && bytes.length ? JSON.parse(bytes.toString('utf8')) : undefined,
  }
  if (options.check !== false) await checkAnswer(method, path, answer)
  return answer
}

function isRaw(body) {
  return typeof body === 'string' || Buffer.isBuffer(body) || body instanceof Uint8Array
}

class Client {
  constructor(session) {
    Object.assign(this, session)
  }
  get(path, options) {
    return this.send('GET', path, undefined, options)
  }
  post(path, body, options) {
    return this.send('POST', path, body, { key: randomUUID(), ...options })
  }
  put(path, body, options) {
    return this.send('PUT', path, body, options)
  }
  delete(path, options) {
    return this.send('DELETE', path, undefined, options)
  }
  send(method, path, body, options) {
    return call(method, path, { token: this.token, body, ...options })
  }
}

export const nobody = new Client({})

/** Signs in with a login; {token, cookie, me} beside the methods. */
export async function signIn(login, secret = password) {
  const { url } = await stack()
  let answer
  do { // a few sign in at once, the others come again
    if (answer) await new Promise((done) => setTimeout(done, 200))
    answer = await call('POST', '/api/sessions', { body: { login, password: secret }, headers: { Origin: url } })
  } while (answer.body.type === '/problems/login-busy')
  if (answer.status !== 201) throw new Error(`${login} cannot sign in: ${JSON.stringify(answer.body)}`)
  const cookie = answer.headers.getSetCookie().map((c) => c.split(';')[0]).join('; ')
  return new Client({ token: answer.body.access_token, cookie, me: answer.body.me })
}

const signedIn = new Map()

/** The demo account of that login, signed in once in this process. */
export function as(login) {
  if (!signedIn.has(login)) signedIn.set(login, signIn(login))
  return signedIn.get(login)
}
