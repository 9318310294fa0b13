// Suspending a matter stops its clocks, with approval; the intervals stay: [D5] [D3.1]
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { as, nobody } from '../support/client.mjs'
import { at as atInstant } from '../support/faketime.mjs'
import { act, issueMatter, partOf } from '../support/matters.mjs'
import { enter, makePerson, post, today } from '../support/people.mjs'
import { build, sql, stack } from '../support/stack.mjs'

const [leader, office, department, liaison] = await Promise.all(['leader', 'office', 'department', 'liaison'].map(as))
const [HOSPITAL, CDC] = [12, 16]
const on = (id, action = '') => `/api/matters/${id}${action && `/${action}`}`
const page = async (id) => (await office.get(on(id))).body
const requests = async (id, who = office) => (await who.get(on(id, 'suspensions'))).body.items
const names = (p) => p.actions.filter((a) => a.enabled).map((a) => a.name).sort()

async function issued() {
  const { matter, assignments } = await issueMatter({ units: [{ unit_id: HOSPITAL, kind: 'lead' }] })
  await act(liaison, `/api/assignments/${assignments[0].id}/receive`, {}, assignments[0].version)
  return matter.id
}
async function limitOf(id) {
  const { matter, assignments } = await page(id)
  return partOf({ assignments }, HOSPITAL).due_on ?? matter.due_on
}
async function ask(id, body = {}, version) {
  return office.post(on(id, 'suspend'), { reason: '等待上级出台配套政策。', ...body }, { version: version ?? (await page(id)).matter.version })
}
const decide = (who, x, action) => who.post(`/api/suspensions/${x.id}/${action}`, { opinion: '同意挂起。' }, { version: x.version })
const resume = async (id) => act(office, on(id, 'resume'), { reason: '配套政策已经出台。' }, (await page(id)).matter.version)

async function suspended() {
  const id = await issued()
  assert.equal((await ask(id)).status, 200)
  const [x] = await requests(id, leader)
  assert.equal((await decide(leader, x, 'approve')).status, 200)
  return id
}

/** Working days of [from, to), counted here by the published list. */
async function workdaysIn(from, to) {
  const special = new Map()
  for (const year of new Set([from.slice(0, 4), to.slice(0, 4)])) {
    for (const d of (await office.get(`/api/workdays?year=${year}`)).body.items) special.set(d.day, d.kind)
  }
  let n = 0
  for (const day = new Date(`${from}T00:00:00Z`); day.toISOString().slice(0, 10) < to; day.setUTCDate(day.getUTCDate() + 1)) {
    const kind = special.get(day.toISOString().slice(0, 10))
    if (kind ? kind === 'workday' : day.getUTCDay() % 6 !== 0) n++
  }
  return n
}
const nextDay = (day) => new Date(Date.parse(`${day}T00:00:00Z`) + 864e5).toISOString().slice(0, 10)

test('[D5] the office asks, a leader approves, the office resumes; the interval stays', async () => {
  const id = await issued()
  const asked = await ask(id, { until_on: today(10) })
  assert.equal(asked.body.message, '已报请挂起，等待组长或者分管的副组长批准；批准之前时限照常计算')
  assert.equal((await page(id)).matter.paused_since, null)
  let [x] = await requests(id, leader)
  assert.deepEqual([x.status, x.until_on, x.actions.map((a) => a.name)],
    ['asked', today(10), ['approve_suspension', 'refuse_suspension']])
  assert.deepEqual((await requests(id))[0].actions, [])
  const done = await decide(leader, x, 'approve')
  assert.equal(done.body.message, '已批准挂起，自今天起不计时，由督办办公室恢复办理')
  let { matter, actions } = await page(id)
  assert.deepEqual([matter.status, matter.paused_since, matter.light], ['issued', today(), 'none'])
  assert.ok(names({ actions }).includes('resume') && !names({ actions }).includes('suspend'))
  await resume(id)
  ;({ matter, actions } = await page(id))
  assert.equal(matter.paused_since, null)
  assert.ok(names({ actions }).includes('suspend'))
  ;[x] = await requests(id)
  assert.deepEqual([x.from_on, x.to_on, x.resumed_why], [today(), today(), '配套政策已经出台。'])
  assert.deepEqual((await page(id)).history.slice(-3).map((h) => h.action), ['suspend', 'approve_suspension', 'resume'])
})

// The plain build, as the sanitizers and libfaketime both want to be loaded first.
async function remindAt(instant) {
  const { dir } = await stack()
  const run = atInstant(instant, [join(build.replace(/\/san$/, ''), 'dubanctl'), '-c', join(dir, 'ctl.conf'), 'job', 'run', 'remind'])
  assert.equal(run.status, 0, run.stderr)
}

test('[D5][D3.2] the planned end is told a working day before and on the day; nothing resumes by itself', async () => {
  const id = await issued()
  await ask(id, { until_on: '2026-12-13' }) // a Sunday: Friday is the last working day before
  const [asked] = await requests(id, leader)
  await decide(leader, asked, 'approve')
  const told = async (login) => (await sql(`SELECT n.title FROM notification n JOIN person p ON p.id = n.person_id
    WHERE n.matter_id = ${id} AND p.login = '${login}' AND n.dedupe LIKE 'suspension/%/until/%' ORDER BY n.id`)).map(([t]) => t.split('：')[0])
  for (const [instant, n] of [['2026-12-09 09:00:00', 0], ['2026-12-10 08:00:00', 0], ['2026-12-10 09:00:00', 1], ['2026-12-10 15:00:00', 1],
    ['2026-12-11 09:00:00', 2], ['2026-12-14 09:00:00', 2]]) {
    await remindAt(instant)
    for (const login of ['office', 'department', 'liaison']) assert.equal((await told(login)).length, n, `${login} ${instant}`)
  }
  assert.deepEqual(await told('office'), ['将到计划恢复日', '已到计划恢复日，仍在挂起'])
  assert.deepEqual(await told('leader'), [])
  assert.equal((await requests(id))[0].end_has_come, false)
  await sql(`UPDATE suspension SET until_on = '${today()}' WHERE matter_id = ${id}`)
  assert.equal((await requests(id))[0].end_has_come, true)
  assert.ok((await page(id)).matter.paused_since, 'resuming is a person’s act')
  await resume(id)
  assert.equal((await requests(id))[0].end_has_come, false)
})

test('[D5] limits move by the working days of the pauses together, also of repeated and nested ones', async () => {
  const id = await suspended()
  const before = partOf(await page(id), HOSPITAL)
  const limit = await limitOf(id)
  await sql(`UPDATE assignment SET served_at = '${today(-30)}', limit_from = '${today(-30)}' WHERE id = ${before.id};
    UPDATE pause SET from_on = '${today(-9)}' WHERE matter_id = ${id};
    UPDATE suspension SET from_on = '${today(-9)}' WHERE matter_id = ${id};
    INSERT INTO pause (matter_id, from_on, to_on) VALUES (${id}, '${today(-7)}', '${today(-5)}'),
      (${id}, '${today(-20)}', '${today(-14)}'), (${id}, '${today(-12)}', '${today(-12)}')`)
  await resume(id)
  const paused = (await workdaysIn(today(-20), today(-14))) + (await workdaysIn(today(-9), today()))
  assert.equal(await workdaysIn(nextDay(limit), nextDay(await limitOf(id))), paused)
  assert.equal(partOf(await page(id), HOSPITAL).original_due_on, limit)
})

test('while it is paused there is no extension, no conclusion and no second pause', async () => {
  const id = await suspended()
  const part = partOf(await page(id), HOSPITAL)
  const more = await department.post(`/api/assignments/${part.id}/extensions`, { to_on: today(60), reason: '需要更多时间。',
    progress_so_far: '已完成一半。', measures: '增加人手。' })
  assert.deepEqual([more.status, more.body.detail], [409, '事项已挂起，请先由督办办公室恢复办理'])
  assert.equal((await ask(id)).status, 409)
  const end = await office.post(on(id, 'conclude'), { answer: '已办结。', answered_to: '委务会' }, { version: (await page(id)).matter.version })
  assert.equal(end.status, 409)
  const { version } = (await department.get(`/api/assignments/${part.id}`)).body.assignment
  assert.equal((await department.post(`/api/assignments/${part.id}/submit`, { result: '任务已经全部完成，材料齐全。' }, { version })).status, 200)
})

test('one request at a time; refused, nothing stops', async () => {
  const id = await issued()
  const past = await ask(id, { until_on: today() })
  assert.equal(past.body.errors[0].pointer, '#/until_on')
  assert.equal((await ask(id)).status, 200)
  assert.deepEqual([(await ask(id)).status, (await ask(id)).body.detail], [409, '已有一份挂起申请在等待批准'])
  const [x] = await requests(id, leader)
  assert.equal((await decide(leader, x, 'refuse')).body.status, 'refused')
  assert.equal((await page(id)).matter.paused_since, null)
  const again = await decide(leader, { ...x, version: x.version + 1 }, 'approve')
  assert.deepEqual([again.status, again.body.detail], [409, '这份申请已经审批过了'])
  assert.equal((await ask(id)).status, 200)
})

test('[R7] [R14] roles, visibility and versions', async () => {
  const id = await issued()
  const cdc = await enter(await makePerson({}, [post('department', CDC)]))
  assert.equal((await nobody.get(on(id, 'suspensions'))).status, 401)
  assert.equal((await cdc.get(on(id, 'suspensions'))).status, 404)
  assert.equal((await department.post(on(id, 'suspend'), { reason: '等待上级政策。' }, { version: 1 })).status, 403)
  assert.equal((await office.post(on(id, 'suspend'), { reason: '等待上级政策。' })).status, 428)
  assert.equal((await ask(id, {}, 99)).status, 412)
  await ask(id)
  const [x] = await requests(id)
  assert.equal((await decide(office, x, 'approve')).status, 403)
  const stale = await decide(leader, { ...x, version: 9 }, 'approve')
  assert.deepEqual([stale.status, stale.body.current.id], [412, x.id])
  assert.equal((await office.post(on(id, 'resume'), { reason: '恢复。' }, { version: (await page(id)).matter.version })).status, 409)
})
