// [C2.3] [A5.3] An undercover inspection is nowhere until it is published: every operation of the document is called as the
// visited units' people, as another body's, and as those who look after the system, and each answer, header and event
// is searched for its words and ids. The same search as the office finds them, so it can fail.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { as, call, signIn } from '../support/client.mjs'
import { contract } from '../support/contract.mjs'
import { makePng, upload } from '../support/files.mjs'
import { HOSPITAL, inspection, plan, published, record, signInOnce, teamMember, visitOf } from '../support/inspections.mjs'
import { act, issueMatter } from '../support/matters.mjs'
import { enter, makePerson, post, today, unique } from '../support/people.mjs'
import { sql, stack } from '../support/stack.mjs'

const SECTION = 3 // its head is also of the body's leader group
const FIRST_ID = 7_300_000_000 + Math.floor(Math.random() * 1e8) // as no other number in any answer
const mark = unique('秘'), KEY = unique('k')
const words = Object.fromEntries(['title', 'reason', 'item', 'note', 'other', 'place', 'feedback', 'expert', 'photo', 'report']
  .map((name) => [name, `${mark}${name}`]))
const office = await as('office')
const { operations } = await contract()
let secret // {inspection, visit, finding, file} ids, and those of the linked matter

/** The next rows get numbers that no other answer holds. */
async function startHigh() {
  const id = FIRST_ID
  await sql(`INSERT INTO inspection (id, body_id, kind, title, reason, from_on, until_on, created_by, created_name, created_at)
      VALUES (${id}, 1, 'open', '', '', '2026-01-01', '2026-01-01', 201, '', '2026-01-01');
    INSERT INTO inspection_visit (id, inspection_id, unit_id, unit_name) VALUES (${id + 200}, ${id}, 13, '');
    INSERT INTO inspection_finding (id, visit_id, note, severity) VALUES (${id + 300}, ${id + 200}, '', 'minor');
    INSERT INTO file (id, sha256, name, type, size, person_id, membership_id, created_at) VALUES (${id + 100}, '', '', '', 0, 201, 201, '2026-01-01');
    DELETE FROM inspection_finding WHERE id = ${id + 300}; DELETE FROM inspection_visit WHERE id = ${id + 200};
    DELETE FROM inspection WHERE id = ${id}; DELETE FROM file WHERE id = ${id + 100}`)
}

async function make() {
  const { matter, assignments } = await issueMatter({ units: [{ unit_id: HOSPITAL, kind: 'lead' }] })
  await startHigh()
  const { id } = await act(office, '/api/inspections', plan({ title: words.title, reason: words.reason, matter_ids: [matter.id],
    unit_ids: [HOSPITAL, SECTION], items: [{ item: words.item }], members: [...plan().members.slice(0, 2), { name: words.expert }] }))
  const x = await inspection(id)
  const member = await teamMember()
  const file = (await upload(member, `${words.photo}.png`, makePng({ width: 7 }))).body.id
  const finding = { item_id: x.items[0].id, result: 'not', note: words.note, severity: 'grave', answer_by: today(9), photos: [file] }
  for (const v of x.visits) {
    const own = v.unit_id === HOSPITAL
    const { body } = await member.put(`/api/inspection-visits/${v.id}`, { ...record(x), place: words.place, feedback: words.feedback,
      findings: [own ? finding : { ...finding, photos: [] }, { note: words.other, severity: 'minor' }], file_ids: own ? [file] : [] },
    { version: v.version, key: `${KEY}${v.id}` })
    await act(member, `/api/inspection-visits/${v.id}/finish`, { signers: [2] }, body.version)
  }
  const deputy = await signInOnce('deputy')
  await act(deputy, `/api/inspections/${id}/report`, { report: `一、基本情况：${words.report}，本次督查的情况如下。` }, (await inspection(id)).version)
  const done = await inspection(id)
  return { inspection: id, visit: visitOf(done).id, finding: visitOf(done).findings[0].id, file, matter: matter.id, part: assignments[0].id }
}

const listening = []
/** Everything that comes to the person's page from now on. */
async function listen(client) {
  const { url } = await stack()
  const stop = new AbortController()
  const stream = await fetch(`${url}/api/events`, { headers: { Accept: 'text/event-stream', Cookie: client.cookie }, signal: stop.signal })
  const heard = { text: '', stop }
  heard.done = (async () => {
    try {
      for await (const piece of stream.body) heard.text += Buffer.from(piece).toString()
    } catch { /* stopped */ }
  })()
  listening.push(heard)
}

const outsiders = {}
before(async () => {
  outsiders['the hospital’s head'] = await signIn('department')
  outsiders['the hospital’s liaison'] = await signIn('liaison')
  outsiders['a ward of the hospital'] = await signIn('luzhongliang')
  outsiders['the hospital’s own office'] = await enter(await makePerson({}, [post('office', HOSPITAL)]))
  outsiders['the hospital’s own leader group'] = await enter(await makePerson({}, [post('leader', HOSPITAL, { rank: 'member' })]))
  outsiders['another institution'] = await signIn('duanli')
  outsiders['the section’s liaison'] = await signIn('wujiaqi')
  outsiders['one of the body’s own leader group with a post in the section'] = await enter(
    await makePerson({}, [post('leader', 1, { rank: 'member' }), post('office', SECTION)]))
  for (const client of Object.values(outsiders)) await listen(client)
  secret = await make()
})

/** What of the secret is in a text. */
function traces(text, { withIds = true } = {}) {
  const ids = withIds ? ['inspection', 'visit', 'finding', 'file'].map((name) => [name, String(secret[name])]) : []
  const encoded = Object.entries(words).map(([name, word]) => [name, encodeURIComponent(word)])
  return [...Object.entries(words), ...encoded, ...ids].filter(([, word]) => text.includes(word)).map(([name]) => name)
}

/** The concrete addresses of an operation: each parameter is every one of these ids in turn. */
function addresses({ method, path }) {
  const ids = method === 'GET' ? Object.values(secret) : Object.values(secret).slice(0, 4)
  const first = path.search(/\{[^}]+\}/) < 0 ? [path] : ids.map((id) => path.replace(/\{[^}]+\}/, id))
  return first.map((p) => p.replace(/\{[^}]+\}/g, secret.file))
}

const apart = /^\/api\/(sessions|me\/password|events|openapi)|\/outbox\/|\/digests$|\/verify$/ // end the session, or work for the house
/** Every call there is to make: [name, method, address, body]; what is asked for in the address is no find. */
function* callsOf() {
  for (const one of operations.filter((o) => !apart.test(o.path))) {
    const { method, operation } = one
    if (operation.requestBody?.content['application/octet-stream']) continue
    const isText = (p) => p.in === 'query' && p.schema?.type === 'string' && !p.schema.enum && !p.schema.format
    for (const path of addresses(one)) {
      yield [`${method} ${one.path}`, method, path, method !== 'GET' && operation.requestBody ? {} : undefined]
      for (const { name } of method === 'GET' ? (operation.parameters ?? []).filter(isText) : []) {
        yield [`GET ${one.path}?${name}`, method, `${path}?${name}=${encodeURIComponent(words.title)}`, undefined]
      }
    }
  }
}

/** Makes them all, a few at once; answers the traces found: {"GET /api/…": [names]}. */
async function sweep(client, options) {
  const found = new Map(), waiting = callsOf()
  let calls = 0
  const work = async () => {
    for (const [name, method, path, body] of waiting) {
      const answer = await client.send(method, path, body, { version: method === 'GET' ? undefined : 1, check: false })
      const told = answer.bytes.toString('utf8') + JSON.stringify([...answer.headers])
      const names = traces(path.includes('?') ? told.replaceAll(words.title, '') : told, options)
      if (names.length) found.set(name, [...new Set([...(found.get(name) ?? []), ...names])])
      calls++
    }
  }
  await Promise.all(Array.from({ length: 6 }, work))
  return { found, calls }
}

test('the search can fail: as the office it finds every word and every id', async () => {
  const { found, calls } = await sweep(office)
  const all = new Set([...found.values()].flat())
  for (const name of [...Object.keys(words), 'inspection', 'visit', 'finding', 'file']) assert.ok(all.has(name), `${name} is not found`)
  assert.ok(found.has('GET /api/inspections') && found.has('GET /api/inspections/{id}') && found.has('GET /api/inspection-visits/{id}'))
  assert.ok(found.has('GET /api/matters/{id}/inspections'))
  assert.ok(calls > 150, `${calls}`)
  console.log(`# ${calls} calls as one person`)
})

for (const name of ['the hospital’s head', 'the hospital’s liaison', 'a ward of the hospital', 'the hospital’s own office',
  'the hospital’s own leader group', 'another institution', 'the section’s liaison', 'one of the body’s own leader group with a post in the section']) {
  test(`[C2.3] ${name} finds nothing of it anywhere`, async () => {
    assert.deepEqual([...(await sweep(outsiders[name])).found], [])
  })
  test(`${name}: what is hidden answers like what is not there`, async () => {
    const client = outsiders[name]
    for (const one of operations.filter((o) => /inspection/.test(o.path) && o.path.includes('{id}'))) {
      const ids = one.path.includes('visits') ? [secret.visit, secret.file] : one.path.includes('findings') ? [secret.finding] : [secret.inspection]
      const at = (...all) => one.path.replace(/\{[^}]+\}/g, () => all.length > 1 ? all.shift() : all[0])
      if (one.path.startsWith('/api/matters')) continue
      const ask = async (path) => {
        const { status, body, headers } = await client.send(one.method, path, one.operation.requestBody ? {} : undefined,
          { version: one.method === 'GET' ? undefined : 1 })
        return { status, body: { ...body, instance: '' }, etag: headers.get('etag') }
      }
      assert.deepEqual(await ask(at(...ids)), await ask(at(999_999_999, 999_999_998)), `${one.method} ${one.path}`)
    }
    assert.equal((await client.get(`/api/files/${secret.file}`)).status, 404)
  })
}

test('those who look after the system read none of its words', async () => {
  for (const login of ['admin', 'auditor']) {
    assert.deepEqual([...(await sweep(await signIn(login), { withIds: false })).found], [])
  }
})

test('a key that the team has used gives its answer to nobody else', async () => {
  const answer = await outsiders['the hospital’s liaison'].put(`/api/inspection-visits/${secret.visit}`, {}, { version: 1, key: `${KEY}${secret.visit}` })
  assert.equal(answer.status, 404)
})

test('nothing of it left by mail or to a group, nor is it in the linked matter’s history or the audit trail', async () => {
  const count = async (table, column) => Number((await sql(`SELECT COUNT(*) FROM ${table} WHERE ${column} LIKE '%${mark}%'`))[0][0])
  for (const [table, column] of [['outbox', 'payload'], ['history', 'note'], ['audit_log', 'detail'], ['notification', 'title'], ['notification', 'text'],
    ['directive', 'text'], ['document', 'content'], ['matter', 'title']]) {
    assert.equal(await count(table, column), 0, table)
  }
  const kept = await sql(`SELECT DISTINCT p.login FROM idempotency k JOIN person p ON p.id = k.person_id WHERE k.reply LIKE '%${mark}%'`)
  assert.deepEqual(kept, [['rentiecheng']]) // the uploader’s own answer: the name of the file
  assert.deepEqual(await sql(`SELECT action FROM history WHERE matter_id = ${secret.matter} AND action IN ('inspect', 'direct')`), [])
})

test('no page heard of it', async () => {
  await new Promise((done) => setTimeout(done, 2500))
  for (const heard of listening) {
    heard.stop.abort()
    await heard.done
    assert.deepEqual(traces(heard.text), [])
  }
  const told = await sql(`SELECT DISTINCT p.login FROM notification n JOIN person p ON p.id = n.person_id
    WHERE n.path = '/inspections/${secret.inspection}' AND p.login IN ('department', 'liaison', 'luzhongliang', 'duanli', 'wujiaqi', 'qinshaofeng')`)
  assert.deepEqual(told, [])
})

test('[A5.3] once published the unit finds its own visit, and only that', async () => {
  await published(await inspection(secret.inspection))
  const { found } = await sweep(outsiders['the hospital’s liaison'])
  const all = new Set([...found.values()].flat())
  for (const name of ['title', 'note', 'place', 'feedback', 'photo', 'inspection', 'visit', 'finding', 'file']) assert.ok(all.has(name), `${name} is not found`)
  assert.ok(found.has('GET /api/notifications') && !all.has('report'))
  assert.deepEqual([...(await sweep(outsiders['another institution'])).found], [])
  assert.equal((await call('GET', `/api/inspections/${secret.inspection}`, {})).status, 401)
})
