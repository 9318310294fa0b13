// 分级负责: the hospital breaks down what the bureau gave it; progress goes up, changes go down, the inside stays inside.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as, signIn } from '../support/client.mjs'
import { brokenDown, given, HOSPITAL, hospitalDeputy, hospitalOffice, INFORMATION, issuedPart, outpatient, reported } from '../support/levels.mjs'
import { act, draft } from '../support/matters.mjs'
import { today } from '../support/people.mjs'
import { sql } from '../support/stack.mjs'
import { workdayIn } from '../support/workdays.mjs'

const [office, leader, department, liaison] = await Promise.all(['office', 'leader', 'department', 'liaison'].map(as))
const below = await hospitalOffice()
const pointers = (answer) => (answer.body.errors ?? []).map((e) => e.pointer)
const problem = (answer) => answer.body.type.replace('/problems/', '')
const levels = async (who, id) => (await who.get(`/api/matters/${id}/levels`)).body
const versionOf = async (who, id) => (await who.get(`/api/matters/${id}`)).body.matter.version
const assignmentOf = async (who, id) => (await who.get(`/api/assignments/${id}`)).body.assignment
const notices = async (who) => (await who.get('/api/notifications?limit=50')).body.items
const todos = async (who, kind) => (await who.get('/api/home')).body.todos.filter((t) => t.kind === kind).map((t) => t.matter_id)

/** 0 to 100 by the weights of its parts. */
async function twoParts() {
  const whole = await given()
  const one = await issuedPart(whole, { title: `门诊分段预约 ${whole.id}`, parent_weight: 3 })
  const two = await issuedPart(whole, { title: `预约系统改造 ${whole.id}`, parent_weight: 1, units: [{ unit_id: INFORMATION, kind: 'lead' }] })
  return { whole, one, two }
}

test('[D1.2] parts roll up by their weights; the hospital gets a report put together from theirs', async () => {
  const { whole, one, two } = await twoParts()
  await reported(one)
  const { groups: [group] } = await levels(department, whole.id)
  assert.deepEqual([group.unit_name, group.progress, group.suggested_progress], ['市立医院', 0, 45])
  assert.deepEqual(group.parts.map((p) => [p.id, p.weight, p.progress, p.status]), [[one.id, 3, 60, 'issued'], [two.id, 1, 0, 'issued']])
  assert.equal(group.draft.done, `1. ${one.title}（门诊部）：已开放预约号源。`)
  assert.deepEqual([group.draft.problem, group.draft.progress], ['无', 45])
  for (const who of [liaison, below, await hospitalDeputy()]) assert.ok((await levels(who, whole.id)).groups[0].draft)
})

test('[D1.2] a lower body’s inside leaks nowhere upward: pages, lists, search, reports, files, counts', async () => {
  const { whole, one } = await twoParts()
  const draftOne = await brokenDown(whole, { title: `还在拟办的分解 ${whole.id}` })
  await reported(one, { done: '院内秘密措施已经落实。' })
  for (const who of [office, leader]) {
    const { groups: [group] } = await levels(who, whole.id)
    assert.deepEqual(group.parts.map((p) => p.id).includes(draftOne.id), false, 'a draft is inside')
    assert.equal(group.draft, null)
    assert.deepEqual(Object.keys(group.parts[0]).sort(), ['assignment_id', 'concluded_at', 'due_on', 'id', 'light', 'light_reason', 'overdue_days',
      'paused_since', 'progress', 'red_on', 'status', 'title', 'unit', 'weight', 'yellow_on'])
    const page = await who.get(`/api/matters/${whole.id}`)
    for (const text of ['院内秘密措施', '还在拟办的分解']) {
      assert.ok(!JSON.stringify(page.body).includes(text))
      assert.ok(!JSON.stringify(group).includes(text))
      assert.deepEqual((await who.get(`/api/matters?q=${encodeURIComponent(text)}`)).body.items, [])
    }
    for (const path of [`/api/matters/${one.id}`, `/api/matters/${one.id}/levels`, `/api/assignments/${one.part}`, `/api/matters/${one.id}/deadlines`]) {
      assert.equal((await who.get(path)).status, 404, path)
    }
    assert.ok(!(await who.get('/api/matters?limit=200')).body.items.some((m) => m.id === one.id))
    assert.ok(!(await who.get('/api/home')).body.recent.some((r) => r.matter_id === one.id))
  }
  const others = await signIn('qianweidong') // another unit of the bureau
  assert.equal((await others.get(`/api/matters/${whole.id}/levels`)).status, 404)
})

test('[D1.2] only the office seated at the unit breaks down, within the limit of what was given', async () => {
  const whole = await given()
  const fields = { parent_assignment_id: whole.part, units: [{ unit_id: 35, kind: 'lead' }] }
  assert.deepEqual(pointers(await below.post('/api/matters', draft({ ...fields, due_on: today(40) }))), ['#/due_on'])
  assert.equal((await department.post('/api/matters', draft({ ...fields, due_on: today(9) }))).status, 403)
  assert.ok((await office.post('/api/matters', draft({ ...fields, units: [{ unit_id: HOSPITAL, kind: 'lead' }] }))).status >= 404)
  for (const parent_weight of [0, 101]) assert.deepEqual(pointers(await below.post('/api/matters', draft({ ...fields, due_on: today(9), parent_weight }))), ['#/parent_weight'])
})

test('[D1.2] the limit moved above is told below, stays on the desk until it is dealt with, and is in the history', async () => {
  const whole = await given()
  const one = await issuedPart(whole)
  const to_on = await workdayIn(27)
  await sql(`UPDATE matter SET due_on = '${today(60)}' WHERE id = ${one.id}`)
  await act(department, `/api/assignments/${whole.part}/extensions`, { to_on, reason: '设备到货比计划晚。', progress_so_far: '已完成改造。', measures: '催促供货。' })
  const [asked] = (await office.get(`/api/matters/${whole.id}/extensions`)).body.items
  await act(asked.decider === 'office' ? office : leader, `/api/extensions/${asked.id}/approve`, { opinion: '同意。' }, asked.version)
  const { changes } = await levels(below, one.id)
  assert.deepEqual(changes.map((c) => [c.kind, c.seen_at]), [['limit', null]])
  assert.match(changes[0].text, /^上级交办的时限有变动：由.*改为.*：本事项的时限晚于上级，请改定$/)
  assert.ok((await notices(below)).some((n) => n.matter_id === one.id && n.title.startsWith('上级交办有变动')))
  assert.ok((await todos(below, 'heed')).includes(one.id))
  assert.ok((await below.get('/api/matters?mine=true&limit=200')).body.items.some((m) => m.id === one.id))
  assert.equal((await below.get(`/api/matters/${one.id}`)).body.history.at(-1).action, 'parent_change')
  const done = await act(below, `/api/matters/${one.id}/heed`, { note: '本事项时限不变，提前完成。' }, await versionOf(below, one.id))
  assert.match(done.message, /已记下/)
  assert.ok(!(await todos(below, 'heed')).includes(one.id))
  assert.deepEqual((await levels(below, one.id)).changes.map((c) => [c.seen_name, c.note]), [['葛淑琴', '本事项时限不变，提前完成。']])
})

test('[D1.2] withdrawn, suspended, resumed, cancelled, returned: each reaches the office below', async () => {
  const kinds = async (one) => (await levels(below, one.id)).changes.map((c) => c.kind).reverse()
  const head = leader
  const gone = await given()
  const goneOne = await issuedPart(gone)
  await act(office, `/api/assignments/${gone.part}/withdraw`, { reason: '另行安排' }, (await assignmentOf(office, gone.part)).version)
  assert.deepEqual(await kinds(goneOne), ['withdrawn'])
  assert.equal((await below.get(`/api/matters/${gone.id}`)).status, 404)
  assert.match((await levels(below, goneOne.id)).changes[0].text, /另行安排$/)

  const stopped = await given()
  const stoppedOne = await issuedPart(stopped)
  await act(head, `/api/matters/${stopped.id}/cancel`, { reason: '停'.repeat(1000) }, await versionOf(head, stopped.id))
  assert.deepEqual(await kinds(stoppedOne), ['cancelled'])

  const back = await given()
  const backOne = await brokenDown(back)
  await act(department, `/api/assignments/${back.part}/submit`, { result: '任务已经全部完成，材料齐全。' }, (await assignmentOf(department, back.part)).version)
  await act(office, `/api/assignments/${back.part}/return`, { verdict: '数据对不上' }, (await assignmentOf(office, back.part)).version)
  assert.deepEqual(await kinds(backOne), ['rectify'])

  const paused = await given()
  const pausedOne = await issuedPart(paused)
  await act(office, `/api/matters/${paused.id}/suspend`, { reason: '等待上级文件出台。' }, await versionOf(office, paused.id))
  const [asked] = (await leader.get(`/api/matters/${paused.id}/suspensions`)).body.items
  await act(leader, `/api/suspensions/${asked.id}/approve`, { opinion: '同意。' }, asked.version)
  assert.deepEqual(await kinds(pausedOne), ['suspended'])
  await act(office, `/api/matters/${paused.id}/resume`, { reason: '文件已经出台。' }, await versionOf(office, paused.id))
  assert.deepEqual(await kinds(pausedOne), ['suspended', 'resumed'])
})

test('[D1.2] heeding: nothing to heed 409, stale 412, another body 404, a department 403, no words 422', async () => {
  const whole = await given()
  const one = await issuedPart(whole)
  const path = `/api/matters/${one.id}/heed`
  const version = await versionOf(below, one.id)
  assert.equal(problem(await below.post(path, { note: '知悉' }, { version })), 'nothing-to-heed')
  assert.equal((await below.post(path, { note: '知悉' }, { version: version - 1 })).status, 412)
  assert.deepEqual(pointers(await below.post(path, {}, { version })), ['#/note'])
  assert.equal((await office.post(path, { note: '知悉' }, { version })).status, 404)
  assert.equal((await (await outpatient()).post(path, { note: '知悉' }, { version })).status, 403)
})

test('[D1.2] a part that ended late shows upward', async () => {
  const whole = await given()
  const one = await issuedPart(whole)
  await sql(`UPDATE matter SET status = 'concluded', due_on = '${today(-5)}', concluded_at = UTC_TIMESTAMP(), progress = 100 WHERE id = ${one.id}`)
  const { groups: [group] } = await levels(office, whole.id)
  assert.deepEqual([group.parts[0].status, group.parts[0].light, group.parts[0].overdue_days, group.suggested_progress], ['concluded', 'red', 5, 100])
})

test('[A2.2.2] the ledger is filtered by who gave it: own, from above, parts of that', async () => {
  const whole = await given()
  const one = await issuedPart(whole)
  const ids = async (level) => (await below.get(`/api/matters?level=${level}&limit=200`)).body.items.map((m) => m.id)
  const [own, above, part] = await Promise.all(['own', 'above', 'part'].map(ids))
  assert.deepEqual([above.includes(whole.id), part.includes(one.id), own.includes(whole.id) || own.includes(one.id)], [true, true, false])
  assert.ok(own.length > 0)
  assert.equal((await below.get('/api/matters?level=all')).status, 422)
})
