// The schedule of a post, and the same as a calendar to subscribe to: [B1.1] [C2.3]
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { as, call, nobody } from '../support/client.mjs'
import { issueMatter } from '../support/matters.mjs'
import { callMeeting, step } from '../support/meetings.mjs'
import { enter, makePerson, post, today } from '../support/people.mjs'
import { sql, workerLog } from '../support/stack.mjs'

const [office, leader, liaison] = await Promise.all(['office', 'leader', 'liaison'].map(as))
const HOSPITAL = 12
const stranger = await enter(await makePerson({}, [post('department', 13)]))
const span = (from, to) => `/api/schedule?from_on=${today(from)}&to_on=${today(to)}`
const entries = async (who, from = -3, to = 40) => (await who.get(span(from, to))).body.items
const has = async (who, kind, id) => (await entries(who)).some((e) => e.kind === kind && e.id === id)
const subscribe = async (who) => (await who.post('/api/me/feed')).body.path
const read = (path) => call('GET', path)
const unfold = (bytes) => bytes.toString('utf8').replace(/\r\n /g, '')

/** An inspection of the hospital as the database holds it. */
async function inspection(kind) {
  const [[id]] = await sql(`INSERT INTO inspection (body_id, kind, title, reason, from_on, until_on, created_by, created_name, created_at)
    VALUES (1, '${kind}', '${kind} 试查', '核实', '${today(2)}', '${today(3)}', 201, '许静怡', UTC_TIMESTAMP(3));
    SELECT LAST_INSERT_ID()`)
  await sql(`INSERT INTO inspection_visit (inspection_id, unit_id, unit_name) VALUES (${id}, ${HOSPITAL}, '市立医院')`)
  return Number(id)
}

test('[B1.1] meetings for who is invited, limits for who owes them, in order of day and hour', async () => {
  const page = await callMeeting()
  const { matter } = await issueMatter({ units: [{ unit_id: HOSPITAL, kind: 'lead' }] })
  for (const [who, sees] of [[office, true], [leader, true], [liaison, true], [stranger, false]]) assert.equal(await has(who, 'meeting', page.meeting.id), sees)
  const dues = (await entries(liaison)).filter((e) => e.path === `/matters/${matter.id}`)
  assert.ok(dues.some((e) => e.title.startsWith('签收：')), JSON.stringify(dues))
  assert.ok((await entries(office)).some((e) => e.path === `/matters/${matter.id}` && e.kind === 'due'))
  assert.ok(!(await entries(stranger)).some((e) => e.path === `/matters/${matter.id}`))
  const days = (await entries(office)).map((e) => e.from_on)
  assert.deepEqual(days, [...days].sort())
  for (const wrong of [span(3, 1), span(0, 500), '/api/schedule']) assert.equal((await office.get(wrong)).status, 422)
  assert.equal((await nobody.get(span(0, 1))).status, 401)
})

test('[C2.3] an undercover visit stands in the schedule of its body alone, and in no calendar elsewhere', async () => {
  const [undercover, open] = [await inspection('undercover'), await inspection('open')]
  assert.deepEqual(await Promise.all([office, leader, liaison, stranger].map((who) => has(who, 'inspection', undercover))), [true, true, false, false])
  assert.deepEqual(await Promise.all([office, leader, liaison, stranger].map((who) => has(who, 'inspection', open))), [true, true, true, false])
  for (const who of [office, leader, liaison]) {
    const text = unfold((await read(await subscribe(who))).bytes)
    assert.ok(!text.includes(`UID:inspection-${undercover}@`) && !text.includes('undercover'), 'undercover')
    assert.ok(text.includes(`UID:inspection-${open}@`))
  }
})

test('[B1.1] a calendar: its secret is random, kept as a hash, renewed and revoked; it sees what the posts see today', async () => {
  const own = await enter(await makePerson({}, [post('department', HOSPITAL)]))
  assert.deepEqual((await own.get('/api/me/feed')).body, { active: false, made_at: null })
  const path = await subscribe(own)
  assert.match(path, /^\/api\/feeds\/[0-9a-f]{64}\.ics$/)
  assert.equal((await own.get('/api/me/feed')).body.active, true)
  const mine = await callMeeting({ title: '例会；研究 a,b 两项' }), gone = await callMeeting()
  await step(office, gone, 'cancel', { why: '不开了。' })
  const others = await callMeeting({ unit_ids: [13] })
  const answer = await read(path)
  assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, 'text/calendar; charset=utf-8'])
  const text = unfold(answer.bytes)
  const event = (id) => text.split('BEGIN:VEVENT').find((e) => e.includes(`UID:meeting-${id}@`))
  assert.match(event(mine.meeting.id), /SUMMARY:例会；研究 a\\,b 两项\r\n/)
  assert.match(event(mine.meeting.id), /DTSTART:\d{8}T\d{6}Z\r\n[^]*STATUS:CONFIRMED/)
  assert.match(event(gone.meeting.id), /STATUS:CANCELLED/)
  assert.equal(event(others.meeting.id), undefined)
  for (const line of answer.bytes.toString('utf8').split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line)
  const secret = path.match(/feeds\/(\w+)/)[1]
  const rows = await sql(`SELECT LOWER(HEX(hash)) = LOWER(SHA2('${secret}', 256)) FROM feed WHERE person_id = ${own.me.person.id}`)
  assert.deepEqual(rows, [['1']])
  const renewed = await subscribe(own)
  assert.deepEqual([(await read(path)).status, (await read(renewed)).status], [404, 200])
  await sql(`UPDATE membership SET until_on = '${today()}' WHERE person_id = ${own.me.person.id}`)
  assert.equal((await read(renewed)).status, 404) // no post, nothing to see
  await sql(`UPDATE membership SET until_on = NULL WHERE person_id = ${own.me.person.id}`)
  assert.equal((await own.delete('/api/me/feed')).status, 204)
  assert.equal((await read(renewed)).status, 404)
  assert.equal((await read(`/api/feeds/${randomBytes(32).toString('hex')}.ics`)).status, 404)
  const actions = await sql(`SELECT action, detail FROM audit_log WHERE object_kind = 'person' AND object_id = ${own.me.person.id} AND action LIKE 'feed%' ORDER BY id`)
  assert.deepEqual(actions.map((r) => r[0]), ['feed.renew', 'feed.renew', 'feed.revoke'])
  const log = await workerLog()
  assert.ok(!log.includes(secret) && log.includes('/api/feeds/{secret}.ics'))
  const kept = await sql(`SELECT COUNT(*) FROM idempotency WHERE reply LIKE '%/api/feeds/%'`)
  assert.deepEqual(kept, [['0']])
})
