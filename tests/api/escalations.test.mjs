// What a unit cannot solve: asked, answered, met upon, taken to the leader group, whose orders are followed: [D4.2] [A4.4.2]
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as, nobody, signIn } from '../support/client.mjs'
import { act, issueMatter, partOf } from '../support/matters.mjs'
import { callMeeting } from '../support/meetings.mjs'
import { today } from '../support/people.mjs'

const [leader, deputy, office, department, liaison] = await Promise.all(
  ['leader', 'deputy', 'office', 'department', 'liaison'].map(as))
const cdc = await signIn('qianweidong')
const other = await signIn('heyaqin') // the deputy in charge of the centre
const [HOSPITAL, CDC] = [12, 16]
const need = { what: '设备进场需要后勤部门让出通道。', from_whom: '后勤保障部', by_on: today(5) }

async function issued() {
  const page = await issueMatter({ units: [{ unit_id: HOSPITAL, kind: 'lead' }, { unit_id: CDC, kind: 'assist' }] })
  return { id: page.matter.id, part: partOf(page, HOSPITAL).id, cdc: partOf(page, CDC).id }
}
const list = async (who, m) => (await who.get(`/api/matters/${m.id}/escalations`)).body.items
const ask = (who, m, fields = {}) => who.post(`/api/assignments/${m.part}/escalations`, { ...need, ...fields })
async function asked() {
  const m = await issued()
  return { ...m, escalation: (await act(liaison, `/api/assignments/${m.part}/escalations`, need)).id }
}
const move = async (who, m, action, body) => {
  const x = (await list(office, m)).at(-1)
  return who.post(`/api/escalations/${x.id}/${action}`, body, { version: x.version })
}
const waits = async (who, m, kind) => (await who.get('/api/home')).body.todos.some((t) => t.kind === kind && t.matter_id === m.id)

test('[D4.2] a unit asks; the leader in charge and the office see it; the answer goes back to the unit', async () => {
  const m = await asked()
  const [x] = await list(liaison, m)
  assert.deepEqual([x.status, x.unit_name, x.what, x.from_whom, x.by_on], ['asked', '市立医院', need.what, need.from_whom, need.by_on])
  assert.deepEqual(x.actions.map((a) => a.name), ['withdraw'])
  assert.deepEqual([await waits(deputy, m, 'coordinate'), await waits(office, m, 'coordinate'), await waits(leader, m, 'coordinate'),
    await waits(other, m, 'coordinate')], [true, true, false, false])
  const no = await move(other, m, 'solve', { answer: '已经说好。' })
  assert.deepEqual([no.status, no.body.detail], [403, '市立医院不在您的分管范围，由组长或者分管的副组长处理'])
  const solved = await move(deputy, m, 'solve', { answer: '已与后勤商定，周三上午让出通道。' })
  assert.deepEqual([solved.status, solved.body.status], [200, 'solved'])
  const [end] = await list(liaison, m)
  assert.deepEqual([end.status, end.answer, end.answered_name, end.actions], ['solved', '已与后勤商定，周三上午让出通道。', '沈国栋', []])
  const told = (await liaison.get('/api/notifications')).body.items.find((n) => n.kind === 'escalation' && n.matter_id === m.id)
  assert.match(told.title, /^协调已有结果/)
  assert.equal(await waits(deputy, m, 'coordinate'), false)
})

test('[A4.4.2] a meeting that solved nothing, the leader group, its decision, and every order followed to the end', async () => {
  const m = await asked()
  const { meeting } = await callMeeting()
  const met = await move(office, m, 'meet', { note: '周四下午三点，三楼会议室，后勤、医务参加。', meeting_id: meeting.id })
  assert.equal(met.body.status, 'meeting')
  const [held] = await list(liaison, m)
  assert.deepEqual([held.meeting_id, held.meeting_title], [meeting.id, meeting.title])
  const unknown = await move(office, m, 'meet', { note: '又一次。' })
  assert.equal(unknown.status, 409)
  const raised = await move(office, m, 'escalate', { way: 'on_site', reason: '会上没有谈拢。' })
  assert.equal(raised.body.status, 'escalated')
  assert.deepEqual([await waits(leader, m, 'decide'), await waits(deputy, m, 'decide'), await waits(office, m, 'coordinate')], [true, true, false])
  assert.equal((await move(office, m, 'decide', { decision: '现场定下。', orders: [] })).status, 403)
  const decision = { decision: '现场办公定下：通道本周让出。', orders: [
    { assignment_id: m.part, text: '周三前进场。', due_on: today(3) }, { text: '办公室督促后勤。', due_on: today(2) }] }
  const decided = await move(leader, m, 'decide', decision)
  assert.deepEqual([decided.status, decided.body.message], [200, '已决定并交办 2 项，由督办办公室跟踪到全部落实'])
  const [x] = await list(office, m)
  assert.deepEqual([x.status, x.directives.map((d) => [d.unit_name, d.source, d.due_on])],
    ['decided', [['市立医院', 'escalation', today(3)], [null, 'escalation', today(2)]]])
  assert.equal((await list(liaison, m))[0].directives.length, 1) // its own order only
  const [mine, own] = x.directives
  await act(liaison, `/api/directives/${mine.id}/answer`, { text: '已按时进场。' }, mine.version)
  await act(office, `/api/directives/${mine.id}/close`, { reason: '属实。' }, mine.version + 1)
  assert.equal((await list(office, m))[0].status, 'decided')
  await act(office, `/api/directives/${own.id}/answer`, { text: '后勤已让出通道。' }, own.version)
  await act(leader, `/api/directives/${own.id}/close`, { reason: '好。' }, own.version + 1)
  assert.equal((await list(office, m))[0].status, 'closed')
})

test('[A4.4.2] the office takes something up by itself; a deputy orders only the own units', async () => {
  const m = await issued()
  const raised = await office.post(`/api/matters/${m.id}/escalations`, {
    what: '两家单位对分工有争议。', reason: '协调会两次未果。', way: 'study' })
  assert.equal(raised.status, 201)
  assert.equal(await waits(leader, m, 'decide'), true)
  assert.deepEqual(await list(liaison, m), []) // asked by nobody of theirs
  const orders = [{ assignment_id: m.cdc, text: '承担采样。', due_on: today(4) }]
  const no = await move(deputy, m, 'decide', { decision: '按此办理。', orders })
  assert.equal(no.status, 403)
  for (const [wrong, pointer] of [[[], '#/orders'], [[{ ...orders[0], due_on: today(-1) }], '#/orders/0/due_on'],
    [[{ ...orders[0], assignment_id: 999999999 }], '#/orders/0/assignment_id']]) {
    const bad = await move(leader, m, 'decide', { decision: '按此办理。', orders: wrong })
    assert.deepEqual([bad.status, bad.body.errors?.[0].pointer], [422, pointer])
  }
  assert.equal((await move(leader, m, 'decide', { decision: '按此办理。', orders })).status, 200)
  assert.equal((await list(cdc, m)).length, 0)
  assert.equal((await cdc.get(`/api/matters/${m.id}/directives`)).body.items.length, 1)
  const second = await asked()
  await move(office, second, 'escalate', { way: 'study', reason: '需要领导定。' })
  const outside = await move(deputy, second, 'decide', {
    decision: '由疾控采样。', orders: [{ assignment_id: second.cdc, text: '承担采样。', due_on: today(4) }] })
  assert.deepEqual([outside.status, outside.body.errors[0].detail], [422, '市疾病预防控制中心不在您的分管范围，请由组长决定'])
})

test('a unit takes its request back; others of the matter read none of it', async () => {
  const m = await asked()
  assert.deepEqual(await list(cdc, m), [])
  assert.equal((await cdc.post(`/api/escalations/${m.escalation}/withdraw`, { answer: '撤回。' }, { version: 1 })).status, 404)
  const gone = await move(department, m, 'withdraw', { answer: '已自行解决。' })
  assert.equal(gone.body.status, 'withdrawn')
  assert.equal((await move(office, m, 'solve', { answer: '可以。' })).status, 409)
})

test('who asks, of what, by when; stale and malformed', async () => {
  const m = await issued()
  assert.equal((await ask(nobody, m)).status, 401)
  assert.equal((await ask(office, m)).status, 403)
  assert.equal((await ask(cdc, m)).status, 403)
  assert.equal((await ask(liaison, { part: 999999999 })).status, 404)
  for (const [fields, pointer] of [[{ what: '难' }, '#/what'], [{ by_on: today(-1) }, '#/by_on']]) {
    const bad = await ask(liaison, m, fields)
    assert.deepEqual([bad.status, bad.body.errors[0].pointer], [422, pointer])
  }
  await ask(liaison, m)
  const [x] = await list(office, m)
  assert.equal((await office.post(`/api/escalations/${x.id}/meet`, { note: '周五。' })).status, 428)
  const none = await move(office, m, 'meet', { note: '周五。', meeting_id: 999999999 })
  assert.deepEqual([none.status, none.body.errors[0].pointer], [422, '#/meeting_id'])
  await move(office, m, 'meet', { note: '周五。' })
  const stale = await office.post(`/api/escalations/${x.id}/solve`, { answer: '好了。' }, { version: x.version })
  assert.deepEqual([stale.status, stale.body.current.status], [412, 'meeting'])
})
