// Limits that do not hold: extensions asked for in time, explanations owed afterwards: [D4.2] [D5] [A1.3]
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as, nobody } from '../support/client.mjs'
import { act, issueMatter, partOf } from '../support/matters.mjs'
import { enter, makePerson, post, today } from '../support/people.mjs'
import { sql } from '../support/stack.mjs'
import { workdayIn } from '../support/workdays.mjs'

const [leader, office, department, liaison] = await Promise.all(['leader', 'office', 'department', 'liaison'].map(as))
const [HOSPITAL, CDC] = [12, 16]
const [IN_40, IN_60] = await Promise.all([40, 60].map(workdayIn))
const why = { reason: '设备到货比计划晚两周。', progress_so_far: '已完成场地改造。', measures: '催促供货，先行培训。' }

/** A matter that the hospital has received: its id and the hospital's part. */
async function underway(fields = {}) {
  const { matter, assignments } = await issueMatter({ units: [{ unit_id: HOSPITAL, kind: 'lead' }], ...fields })
  const hospital = partOf({ assignments }, HOSPITAL)
  await act(liaison, `/api/assignments/${hospital.id}/receive`, {}, hospital.version)
  return { id: matter.id, part: hospital.id, due_on: matter.due_on }
}
const ask = (m, body, who = department) => who.post(`/api/assignments/${m.part}/extensions`, { ...why, ...body })
const page = async (m) => (await office.get(`/api/matters/${m.id}`)).body
/** The hospital's part; due_on is the matter's where it has none of its own. */
async function part(m) {
  const { matter, assignments } = await page(m)
  const at = partOf({ assignments }, HOSPITAL)
  return { ...at, due_on: at.due_on ?? matter.due_on }
}
const requests = async (m, who = office) => (await who.get(`/api/matters/${m.id}/extensions`)).body.items
const decide = (who, x, action, opinion = '同意，请抓紧。') =>
  who.post(`/api/extensions/${x.id}/${action}`, { opinion }, { version: x.version })

/** The n-th working day after a date, counted here by the published list. */
async function workdaysAfter(from, n) {
  const special = new Map()
  for (const year of [from.slice(0, 4), String(Number(from.slice(0, 4)) + 1)]) {
    for (const d of (await office.get(`/api/workdays?year=${year}`)).body.items) special.set(d.day, d.kind)
  }
  const day = new Date(`${from}T00:00:00Z`)
  while (n > 0) {
    day.setUTCDate(day.getUTCDate() + 1)
    const kind = special.get(day.toISOString().slice(0, 10))
    if (kind ? kind === 'workday' : day.getUTCDay() % 6 !== 0) n--
  }
  return day.toISOString().slice(0, 10)
}
/** As if its limit had been three days ago. */
const makeLate = (m) => sql(`UPDATE assignment SET due_on = '${today(-3)}', limit_on = '${today(-3)}',
  original_due_on = '${today(-3)}' WHERE id = ${m.part}`)

test('[D4.2] the first short extension is the office’s; original date and count stay visible', async () => {
  const m = await underway()
  const to_on = await workdaysAfter(m.due_on, 5)
  const asked = await ask(m, { to_on })
  assert.equal(asked.status, 201)
  assert.match(asked.body.message, /^延期申请已报送，等待督办办公室审批/)
  const [x] = await requests(m)
  assert.deepEqual([x.seq, x.from_on, x.to_on, x.workdays, x.decider, x.status], [1, m.due_on, to_on, 5, 'office', 'asked'])
  assert.deepEqual(x.actions.map((a) => [a.name, a.enabled]), [['approve_extension', true], ['refuse_extension', true]])
  assert.deepEqual((await requests(m, department))[0].actions, [])
  assert.equal((await part(m)).due_on, m.due_on) // nothing moves before the decision
  const done = await decide(office, x, 'approve')
  assert.equal(done.status, 200)
  assert.equal(done.body.status, 'approved')
  const after = await part(m)
  assert.deepEqual([after.due_on, after.original_due_on, after.extensions_n], [to_on, m.due_on, 1])
  const { history } = await page(m)
  const entry = history.find((h) => h.action === 'approve_extension')
  assert.deepEqual([entry.changes[0].from, entry.changes[0].to].map((s) => typeof s), ['string', 'string'])
  assert.match(history.find((h) => h.action === 'extend').note, /^第 1 次申请延期：由.+延至.+（5 个工作日），由督办办公室审批。事由：/)
  assert.equal((await decide(office, x, 'approve')).status, 412)
  assert.equal((await decide(office, { ...x, version: done.body.version }, 'refuse')).status, 409)
})

test('[D3.1] more than five days, or a second time, is a leader’s', async () => {
  const m = await underway()
  await ask(m, { to_on: await workdaysAfter(m.due_on, 6) })
  let [x] = await requests(m)
  assert.equal(x.decider, 'leader')
  assert.deepEqual(x.actions.map((a) => a.enabled), [false, false])
  const no = await decide(office, x, 'approve')
  assert.equal(no.status, 403)
  assert.equal(no.body.detail, '第 1 次延期、6 个工作日，由组长或者分管的副组长审批')
  const refused = await decide(leader, x, 'refuse', '不同意，请按期完成。')
  assert.equal(refused.body.message, '不同意延期，仍按原定时限办理')
  assert.deepEqual([(await part(m)).extensions_n, (await requests(m))[0].opinion], [0, '不同意，请按期完成。'])
  for (const decider of ['office', 'leader']) {
    assert.equal((await ask(m, { to_on: await workdaysAfter((await part(m)).due_on, 1) })).status, 201)
    x = (await requests(m)).at(-1)
    assert.equal(x.decider, decider)
    assert.equal((await decide(leader, x, 'approve')).status, 200)
  }
  assert.deepEqual([(await part(m)).extensions_n, (await part(m)).original_due_on], [2, m.due_on])
})

test('[D4.2] one request at a time, to a later day, by the head', async () => {
  const m = await underway()
  const early = await ask(m, { to_on: m.due_on })
  assert.equal(early.status, 422)
  assert.equal(early.body.errors[0].pointer, '#/to_on')
  assert.equal((await ask(m, { to_on: IN_60, reason: '' })).status, 422)
  assert.equal((await ask(m, { to_on: IN_60 }, liaison)).status, 403)
  assert.equal((await ask(m, { to_on: IN_60 })).status, 201)
  const again = await ask(m, { to_on: IN_60 })
  assert.deepEqual([again.status, again.body.type], [409, '/problems/already-asked'])
  const extend = (at) => at.actions.find((one) => one.name === 'extend')
  const shut = extend((await department.get(`/api/assignments/${m.part}`)).body.assignment)
  assert.equal(shut.enabled, false)
  assert.match(shut.reason, new RegExp(`^${department.me.person.name}\\d+月\\d+日（周.）已申请延期，正在等待审批$`))
  assert.equal(again.body.detail, shut.reason)
  await decide(leader, (await requests(m))[0], 'refuse', '请按期完成。')
  assert.equal(extend((await department.get(`/api/assignments/${m.part}`)).body.assignment).enabled, true)
})

test('[D4.2] a day off is no limit: the nearest working day is named', async () => {
  const m = await underway()
  const sunday = new Date(`${m.due_on}T00:00:00Z`)
  do sunday.setUTCDate(sunday.getUTCDate() + 1); while (sunday.getUTCDay() !== 0)
  const answer = await ask(m, { to_on: sunday.toISOString().slice(0, 10) })
  assert.equal(answer.status, 422)
  assert.deepEqual(answer.body.errors.map((one) => one.pointer), ['#/to_on'])
  assert.match(answer.body.errors[0].detail, /^拟办结时间应是工作日，最近的工作日是\d+月\d+日（周.）$/)
  assert.deepEqual(await requests(m), [])
})

test('an extension is of one unit: the others keep their limit, the matter ends with the last', async () => {
  const m = await underway({ units: [{ unit_id: HOSPITAL, kind: 'lead' }, { unit_id: CDC, kind: 'assist' }] })
  const to_on = await workdaysAfter(m.due_on, 3)
  await ask(m, { to_on })
  await decide(office, (await requests(m))[0], 'approve')
  const { matter, assignments } = await page(m)
  assert.deepEqual([matter.due_on, (await part(m)).due_on], [to_on, to_on])
  assert.equal(partOf({ assignments }, CDC).due_on, m.due_on)
})

test('a request lapses when the result is in', async () => {
  const m = await underway()
  await ask(m, { to_on: IN_40 })
  const { version } = await part(m)
  await act(department, `/api/assignments/${m.part}/submit`, { result: '任务已经全部完成，材料齐全。' }, version)
  const [x] = await requests(m)
  assert.deepEqual([x.status, x.actions], ['lapsed', []])
  assert.equal((await decide(leader, x, 'approve')).status, 409)
})

test('[D4.2] the limit of a rectification is extended by the same request, the limit of the result stays', async () => {
  const m = await underway()
  const submit = async () => act(department, `/api/assignments/${m.part}/submit`, { result: '任务已经全部完成，材料齐全。' }, (await part(m)).version)
  const sendBack = async () => act(office, `/api/assignments/${m.part}/return`, { verdict: '缺少照片。' }, (await part(m)).version)
  const rectify = async () => (await office.get(`/api/assignments/${m.part}/deadlines`)).body.items.filter((d) => d.kind === 'rectify').at(-1)
  await submit()
  await sendBack()
  const first = await rectify()
  assert.equal((await ask(m, { to_on: first.due_on })).body.errors[0].pointer, '#/to_on')
  const to_on = await workdaysAfter(first.due_on, 3)
  assert.equal((await ask(m, { to_on }, liaison)).status, 403)
  assert.equal((await ask(m, { to_on })).status, 201)
  let [x] = await requests(m)
  assert.deepEqual([x.of_kind, x.seq, x.from_on, x.to_on, x.decider], ['rectify', 1, first.due_on, to_on, 'office'])
  assert.match((await page(m)).history.at(-1).note, /^第 1 次申请延期：整改时限由.+延至/)
  const done = await decide(office, x, 'approve')
  assert.match(done.body.message, /^已批准延期，现整改时限为/)
  const moved = await rectify()
  assert.deepEqual([moved.due_on, moved.original_on, moved.extensions_n], [to_on, first.original_on, 1])
  assert.match(moved.explanation, /^经批准延期后的整改时限，为/)
  assert.deepEqual([(await part(m)).due_on, (await part(m)).extensions_n], [m.due_on, 0])
  assert.deepEqual((await page(m)).history.at(-1).changes, [{ field: 'rectify_on', label: '整改时限', from: first.due_on, to: to_on }])

  const later = await workdaysAfter(to_on, 1)
  await ask(m, { to_on: later })
  x = (await requests(m)).at(-1)
  assert.deepEqual([x.seq, x.decider], [2, 'leader'], 'a second time is a leader’s')
  const { todos } = (await leader.get('/api/home')).body
  assert.ok(todos.some((t) => t.matter_id === m.id && t.kind === 'approve'))
  await submit()
  assert.equal((await requests(m)).at(-1).status, 'lapsed')
  await sendBack()
  assert.equal((await requests(m)).at(-1).status, 'lapsed', 'what was asked of an earlier return')
  assert.equal((await decide(leader, x, 'approve')).status, 409)
  await sql(`UPDATE due_item SET due_on = '${today(-2)}' WHERE assignment_id = ${m.part} AND kind = 'rectify' AND closed_at IS NULL`)
  const late = await ask(m, { to_on: later })
  assert.deepEqual([late.status, late.body.detail], [409, '已超期，不能再申请延期，只能说明原因和下一步措施'])
})

test('[D4.2] [D5] after the limit there is no extension, only an explanation, and it settles what is owed', async () => {
  const m = await underway()
  const early = await liaison.post(`/api/assignments/${m.part}/explanation`, {
    reason: '供货商延误。', next_step: '更换供货商。', new_plan_on: today(5) })
  assert.deepEqual([early.status, early.body.detail], [409, '没有超过时限，不需要说明'])
  await makeLate(m)
  const late = await ask(m, { to_on: today(10) })
  assert.deepEqual([late.status, late.body.detail], [409, '已超期，不能再申请延期，只能说明原因和下一步措施'])
  const shown = (await department.get(`/api/assignments/${m.part}`)).body.assignment.actions
  assert.ok(shown.some((a) => a.name === 'explain' && a.enabled))
  assert.ok(shown.some((a) => a.name === 'extend' && !a.enabled && /只能说明原因/.test(a.reason)))
  const past = await liaison.post(`/api/assignments/${m.part}/explanation`, {
    reason: '供货商延误。', next_step: '更换供货商。', new_plan_on: today(-1) })
  assert.equal(past.body.errors[0].pointer, '#/new_plan_on')
  await act(liaison, `/api/assignments/${m.part}/explanation`, {
    reason: '供货商延误。', next_step: '更换供货商。', new_plan_on: today(5) })
  const { history } = await page(m)
  assert.match(history.at(-1).note, /^原因：供货商延误。\n下一步措施：更换供货商。\n计划于.+前办结$/)
  const owed = await sql(`SELECT kind, due_on, outcome FROM due_item WHERE assignment_id = ${m.part}
    AND kind IN ('explanation', 'result') ORDER BY kind`)
  assert.deepEqual(owed.map(([kind, , outcome]) => [kind, outcome]), [['explanation', 'done'], ['result', 'NULL']])
  assert.equal(owed[1][1], today(-3)) // the limit stays as it was
})

test('[R7] who may not see it gets 404, who may not do it 403; [R14] versions', async () => {
  const m = await underway()
  const cdc = await enter(await makePerson({}, [post('department', CDC)]))
  assert.equal((await ask(m, { to_on: IN_60 }, cdc)).status, 404)
  await ask(m, { to_on: IN_60 })
  const [x] = await requests(m)
  assert.equal((await nobody.get(`/api/matters/${m.id}/extensions`)).status, 401)
  assert.equal((await cdc.get(`/api/matters/${m.id}/extensions`)).status, 404)
  assert.equal((await decide(department, x, 'approve')).status, 403)
  const second = await enter(await makePerson({}, [post('office', HOSPITAL)]))
  assert.equal((await decide(second, x, 'refuse')).status, 403) // the hospital's own office
  assert.equal((await leader.post(`/api/extensions/${x.id}/approve`, { opinion: '同意。' })).status, 428)
  const stale = await decide(leader, { ...x, version: 99 }, 'approve')
  assert.deepEqual([stale.status, stale.body.current.id], [412, x.id])
})

test('[A1.3] nobody decides on what they asked for', async () => {
  const both = await enter(await makePerson({}, [post('department', CDC), post('office', 1)]))
  const { assignments } = await issueMatter({ units: [{ unit_id: CDC, kind: 'lead' }] })
  const m = { id: assignments[0].matter_id, part: assignments[0].id }
  await act(both, `/api/assignments/${m.part}/receive`, {}, assignments[0].version)
  assert.equal((await ask(m, { to_on: await workdaysAfter((await page(m)).matter.due_on, 2) }, both)).status, 201)
  const { memberships } = (await both.get('/api/me')).body
  const { id } = memberships.find((x) => x.role === 'office')
  both.token = (await both.post('/api/sessions/current/switch', { membership_id: id },
    { headers: { Cookie: both.cookie } })).body.access_token
  const [x] = await requests(m)
  const own = await decide(both, x, 'approve')
  assert.deepEqual([own.status, own.body.detail], [403, '申请由您本人提出，须由他人审批'])
  assert.equal((await decide(office, x, 'approve')).status, 200)
})

test('[R17] asking and deciding leave an audit row each, and tell whom they concern', async () => {
  const m = await underway()
  await ask(m, { to_on: IN_60 })
  const [x] = await requests(m)
  await decide(leader, x, 'approve')
  const rows = await sql(`SELECT action FROM audit_log WHERE object_kind = 'assignment' AND object_id = ${m.part} ORDER BY id`)
  assert.deepEqual(rows.flat(), ['assignment.receive', 'assignment.extend', 'assignment.approve_extension'])
  const told = await sql(`SELECT DISTINCT p.login FROM notification n JOIN person p ON p.id = n.person_id
    WHERE n.matter_id = ${m.id} AND n.kind = 'extension'`)
  for (const login of ['leader', 'office', 'department', 'liaison']) assert.ok(told.flat().includes(login), login)
})
