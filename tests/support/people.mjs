// People made for one test: an account with posts, signed in with a password of its own.
import { randomInt } from 'node:crypto'
import { as, call, signIn } from './client.mjs'

let n = 0
export const unique = (stem = 'x') => `${stem}${process.pid.toString(36)}${(n++).toString(36)}${randomInt(36 ** 4).toString(36)}`.toLowerCase()
export const secret = 'Kvbd-7#mwqt'

export function today(days = 0) {
  return new Date(Date.now() + 8 * 3600e3 + days * 864e5).toISOString().slice(0, 10)
}

/** A post as the forms take it. */
export function post(role, unit_id = 13, more = {}) {
  return { unit_id, role, post: '职员', from_on: today(), ...more }
}

/** POST /api/people: {person, initial_password}. */
export async function makePerson(fields = {}, memberships = []) {
  const admin = await as('admin')
  const answer = await admin.post('/api/people', {
    login: unique('p'), name: '试用人员', class: 'business', ...fields, memberships })
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body))
  return answer.body
}

/** Signs in for the first time and changes the password, as a person must. */
export async function enter({ person, initial_password }) {
  const client = await signIn(person.login, initial_password)
  const changed = await client.put('/api/me/password', { current: initial_password, next: secret })
  if (changed.status !== 204) throw new Error(JSON.stringify(changed.body))
  return client
}

/** A unit of its own below the bureau. */
export async function makeUnit(fields = {}) {
  const admin = await as('admin')
  const name = unique('单位')
  const answer = await admin.post('/api/units', {
    parent_id: 1, kind: 'section', code: unique('T'), name, short_name: name.slice(0, 30), sort: 900, ...fields })
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body))
  return answer.body
}

export const tooLate = (ms) => new Promise((done) => setTimeout(done, ms))

/** POST /api/sessions/refresh with a cookie. */
export function refresh(cookie, headers = {}) {
  return call('POST', '/api/sessions/refresh', { headers: { ...(cookie ? { Cookie: cookie } : {}), ...headers } })
}
export const cookieOf = (answer) => answer.headers.getSetCookie().map((c) => c.split(';')[0]).join('; ')
