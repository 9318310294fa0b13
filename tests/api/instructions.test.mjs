// 批示: from a leader to units, through the head, or into a new matter, and its answer back: [A3] [D3.1] [D1.2] [D2]
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as, nobody, signIn } from '../support/client.mjs'
import { act, issueMatter, partOf } from '../support/matters.mjs'
import { today, unique } from '../support/people.mjs'

const [leader, deputy, office, department, liaison] = await Promise.all(
  ['leader', 'deputy', 'office', 'department', 'liaison'].map(as))
const cdc = await signIn('qianweidong')
const [HOSPITAL, CDC] = [12, 16] // the deputy has the hospital in charge, not the centre
const words = () => `请查清发热门诊夜间无人值守的原因，并报整改措施。${unique()}`

const instruct = (who, fields) => who.post('/api/instructions', { text: words(), ...fields })
const show = async (who, id) => (await who.get(`/api/instructions/${id}`)).body
const move = async (who, id, action, body = { opinion: '同意。' }) => {
  const { instruction } = await show(leader, id)
  return who.post(`/api/instructions/${id}/${action}`, body, { version: instruction.version })
}
const todos = async (who, kind, id) =>
  (await who.get('/api/home')).body.todos.filter((t) => t.kind === kind && t.path === `/instructions/${id}`)
async function issued() {
  const page = await issueMatter({ units: [{ unit_id: HOSPITAL, kind: 'lead' }, { unit_id: CDC, kind: 'assist' }] })
  return { id: page.matter.id, part: partOf(page, HOSPITAL) }
}
const directives = async (who, m) => (await who.get(`/api/matters/${m.id}/directives`)).body.items
const answer = (who, d, text = '已经查清，整改措施附后。') => act(who, `/api/directives/${d.id}/answer`, { text }, d.version)

/** Takes a matter that the office made of an instruction to its end. */
async function bringToEnd(id) {
  const step = async (who, action, body = {}) => {
    const { matter } = (await office.get(`/api/matters/${id}`)).body
    return act(who, `/api/matters/${id}/${action}`, body, matter.version)
  }
  await step(office, 'propose', { proposal: '拟请市立医院办理。' })
  await step(leader, 'approve', { opinion: '同意。' })
  await step(office, 'issue')
  const part = async () => partOf((await office.get(`/api/matters/${id}`)).body, HOSPITAL)
  const at = await part()
  await act(department, `/api/assignments/${at.id}/receive`, {}, at.version)
  await act(department, `/api/assignments/${at.id}/submit`, { result: '值守制度已落实，排班上墙公示。' }, (await part()).version)
  await act(office, `/api/assignments/${at.id}/accept`, { verdict: '通过。' }, (await part()).version)
  await step(office, 'conclude', { answer: '夜间值守已落实，责任到人。', answered_to: '周明远' })
}

test('[A3] [D1.2] from nothing: the office makes it a matter with one click, the answer is back at the leader, who closes it', async () => {
  const text = words()
  const made = await instruct(leader, { text, due_on: today(15), unit_ids: [HOSPITAL] })
  assert.deepEqual([made.status, made.body.status, made.body.message],
    [201, 'open', '已送督办办公室登记，办结后结果送回您的首页'])
  const { id } = made.body
  assert.equal((await todos(office, 'file', id)).length, 1)
  const filed = (await move(office, id, 'file', {})).body
  assert.equal(filed.status, 'underway')
  const { matter, assignments, history } = (await office.get(`/api/matters/${filed.matter_id}`)).body
  assert.deepEqual([matter.source, matter.origin_ref, matter.origin_ref_id, matter.origin_person, matter.content, matter.due_on, matter.leader_feedback_on, matter.report_cycle],
    ['leader', 'instruction', id, '周明远', text, today(15), null, 'half_monthly'])
  assert.match(matter.proposal, /^根据周明远批示办理：/)
  assert.equal(matter.title, '请查清发热门诊夜间无人值守的原因')
  assert.deepEqual(assignments.map((a) => [a.unit_id, a.kind]), [[HOSPITAL, 'lead']])
  assert.ok(history.some((h) => h.action === 'instruct' && h.note.includes(text)))
  assert.equal((await move(office, id, 'file', {})).status, 409)
  assert.deepEqual(await todos(leader, 'heard', id), [])
  await bringToEnd(filed.matter_id)
  assert.equal((await todos(leader, 'heard', id)).length, 1)
  const told = (await leader.get('/api/notifications')).body.items.find((n) => n.path === `/instructions/${id}`)
  assert.match(told.title, /^您的批示已有结果/)
  const { instruction } = await show(leader, id)
  assert.deepEqual([instruction.status, instruction.answer], ['answered', '夜间值守已落实，责任到人。'])
  assert.deepEqual(instruction.actions.map((a) => a.name), ['close', 'follow'])
  const closed = await move(leader, id, 'close', { opinion: '很好。' })
  assert.equal(closed.body.status, 'closed')
  assert.deepEqual(await todos(leader, 'heard', id), [])
})

test('[D1.2] not content: instructs again; the chain is seen from either end', async () => {
  const first = (await instruct(leader, { due_on: today(15), unit_ids: [HOSPITAL] })).body.id
  const { matter_id } = (await move(office, first, 'file', {})).body
  const early = await move(leader, first, 'follow', { text: words() })
  assert.deepEqual([early.status, early.body.detail], [409, '这件批示现在是“办理中”，不能办理“再作批示”'])
  await bringToEnd(matter_id)
  const again = await move(leader, first, 'follow', { text: words(), due_on: today(20), unit_ids: [HOSPITAL] })
  assert.equal(again.body.status, 'open')
  const next = await show(office, again.body.id)
  assert.deepEqual(next.chain.map((i) => [i.id, i.status]), [[first, 'closed'], [again.body.id, 'open']])
  assert.deepEqual((await show(leader, first)).chain.map((i) => i.id), [first, again.body.id])
  assert.equal(next.instruction.follows_id, first)
})

test('[D3.1] on a matter: units answer in writing, the same leader is content, and only then it is closed', async () => {
  const m = await issued()
  const made = await instruct(leader, { matter_id: m.id, due_on: today(6), unit_ids: [HOSPITAL, CDC] })
  assert.deepEqual([made.status, made.body.status], [201, 'underway'])
  const { id } = made.body
  assert.deepEqual((await directives(leader, m)).map((d) => [d.unit_name, d.source, d.made_name]),
    [['市立医院', 'instruction', '周明远'], ['市疾病预防控制中心', 'instruction', '周明远']])
  const [mine] = await directives(liaison, m)
  assert.equal((await directives(liaison, m)).length, 1)
  await answer(liaison, mine)
  assert.equal((await todos(leader, 'judge', id)).length, 1)
  assert.equal((await office.post(`/api/directives/${mine.id}/close`, { reason: '好的。' }, { version: 2 })).status, 403)
  assert.equal((await show(leader, id)).instruction.status, 'underway') // the other has not answered
  await answer(cdc, (await directives(cdc, m))[0])
  assert.equal((await show(leader, id)).instruction.status, 'answered')
  await move(leader, id, 'close', { opinion: '都清楚了。' })
  assert.deepEqual((await directives(office, m)).map((d) => [d.status, d.verdict]), [['closed', '都清楚了。'], ['closed', '都清楚了。']])
  assert.equal((await show(leader, id)).instruction.status, 'closed')
})

test('to the office on a matter: it answers to the leader', async () => {
  const m = await issued()
  const { id } = (await instruct(deputy, { matter_id: m.id, due_on: today(3) })).body
  const [d] = await directives(office, m)
  assert.deepEqual([d.unit_name, d.assignment_id, d.closer_name], [null, null, '沈国栋'])
  assert.deepEqual(await directives(liaison, m), [])
  await answer(office, d)
  const [waiting] = await directives(deputy, m)
  assert.equal((await todos(deputy, 'judge', id)).length, 1)
  assert.equal((await deputy.post(`/api/directives/${d.id}/close`, { reason: '可以。' }, { version: waiting.version })).status, 200)
  assert.equal((await show(deputy, id)).instruction.status, 'closed')
})

test('[D3.1] a deputy’s instruction outside the charge is refused with the reason, offered to the head, who confirms it under both names', async () => {
  const m = await issued()
  const fields = { matter_id: m.id, due_on: today(6), unit_ids: [HOSPITAL, CDC] }
  const no = await instruct(deputy, fields)
  assert.deepEqual([no.status, no.body.type, no.body.detail], [403, '/problems/not-in-charge',
    '市疾病预防控制中心不在您的分管范围，不能直接批示；可以提请组长确认后下发'])
  assert.equal((await instruct(deputy, { ...fields, unit_ids: [HOSPITAL] })).status, 201)
  const asked = await instruct(deputy, { ...fields, to_head: true })
  assert.deepEqual([asked.status, asked.body.status], [201, 'proposed'])
  const { id } = asked.body
  assert.equal((await directives(cdc, m)).length, 0) // nothing goes out before
  assert.equal((await todos(leader, 'confirm', id)).length, 1)
  assert.equal((await move(deputy, id, 'confirm')).status, 403)
  const confirmed = await move(leader, id, 'confirm')
  assert.deepEqual([confirmed.status, confirmed.body.status], [200, 'underway'])
  const [d] = await directives(cdc, m)
  assert.deepEqual([d.made_name, d.closer_name], ['沈国栋、周明远', '沈国栋'])
  await answer(cdc, d)
  assert.equal((await todos(deputy, 'judge', id)).length, 1) // back to whoever instructed
})

test('[D3.1] the head declines with a reason; from nothing outside the charge goes the same way', async () => {
  const { id } = (await instruct(deputy, { unit_ids: [CDC], to_head: true })).body
  assert.equal((await todos(office, 'file', id)).length, 0)
  const declined = await move(leader, id, 'decline', { opinion: '由何主任处理。' })
  assert.equal(declined.body.status, 'declined')
  const { instruction } = await show(deputy, id)
  assert.deepEqual([instruction.head_opinion, instruction.actions], ['由何主任处理。', []])
  const other = (await instruct(deputy, { unit_ids: [CDC], to_head: true })).body.id
  await move(leader, other, 'confirm')
  assert.equal((await todos(office, 'file', other)).length, 1)
  const member = await signIn('qinshaofeng') // a section's head, in the leader group as a member
  await member.post('/api/sessions/current/switch', { membership_id: 106 }).then(async ({ body }) => {
    const asMember = Object.assign(Object.create(Object.getPrototypeOf(member)), { token: body.access_token })
    assert.equal((await instruct(asMember, { unit_ids: [HOSPITAL] })).status, 403)
    assert.equal((await instruct(asMember, {})).status, 201)
  })
})

test('an instruction may be thought better of while nobody has begun', async () => {
  const { id } = (await instruct(leader, {})).body
  const gone = await move(leader, id, 'withdraw', { opinion: '已经口头说过。' })
  assert.equal(gone.body.status, 'withdrawn')
  assert.equal((await move(office, id, 'file', {})).status, 409)
})

test('who reads and who writes: leaders and the office of the body; units only what is theirs', async () => {
  const m = await issued()
  const { id } = (await instruct(leader, { matter_id: m.id, due_on: today(6), unit_ids: [HOSPITAL] })).body
  assert.equal((await instruct(nobody, {})).status, 401)
  for (const who of [office, department, liaison]) assert.equal((await instruct(who, {})).status, 403)
  for (const who of [department, liaison, cdc]) assert.equal((await who.get(`/api/instructions/${id}`)).status, 403)
  assert.deepEqual(await directives(cdc, m), [])
  const hospitalOffice = await signIn('nieyongjun')
  assert.equal((await hospitalOffice.get(`/api/instructions/${id}`)).status, 404)
  assert.ok((await office.get(`/api/instructions?matter_id=${m.id}`)).body.items.some((i) => i.id === id))
  assert.ok((await deputy.get('/api/instructions?limit=200')).body.items.some((i) => i.id === id))
  assert.ok(!(await deputy.get('/api/instructions?limit=200&mine=true')).body.items.some((i) => i.id === id))
  assert.ok((await leader.get('/api/instructions?limit=200&mine=true&status=underway')).body.items.some((i) => i.id === id))
})

test('what is missing or past is said; a version is needed, an old one refused', async () => {
  const m = await issued()
  for (const [fields, pointer] of [
    [{ text: '' }, '#/text'], [{ due_on: today(-1) }, '#/due_on'], [{ unit_ids: [999999] }, '#/unit_ids/0'],
    [{ matter_id: m.id, due_on: today(5), unit_ids: [HOSPITAL, HOSPITAL] }, '#/unit_ids/1'],
    [{ matter_id: m.id, unit_ids: [HOSPITAL] }, '#/due_on'],
  ]) {
    const bad = await instruct(leader, fields)
    assert.deepEqual([bad.status, bad.body.errors?.[0].pointer], [422, pointer])
  }
  const apart = await instruct(leader, { matter_id: m.id, due_on: today(5), unit_ids: [13] })
  assert.deepEqual([apart.status, apart.body.type], [409, '/problems/not-on-matter'])
  const { id } = (await instruct(leader, {})).body
  assert.equal((await office.post(`/api/instructions/${id}/file`, undefined)).status, 428)
  await move(leader, id, 'withdraw', { opinion: '不用了。' })
  const stale = await leader.post(`/api/instructions/${id}/withdraw`, { opinion: '不用了。' }, { version: 1 })
  assert.deepEqual([stale.status, stale.body.current.status], [412, 'withdrawn'])
  assert.equal((await leader.get('/api/instructions/999999999')).status, 404)
})

test('[D1.2] what a matter left open when it was ended comes back to the leader; what was settled one by one stays closed', async () => {
  const m = await issued()
  const [open, settled] = [(await instruct(leader, { matter_id: m.id, due_on: today(6), unit_ids: [HOSPITAL] })).body.id,
    (await instruct(leader, { matter_id: m.id, due_on: today(6), unit_ids: [CDC] })).body.id]
  await answer(cdc, (await directives(cdc, m))[0])
  const [d] = (await directives(leader, m)).filter((x) => x.status === 'answered')
  await act(leader, `/api/directives/${d.id}/close`, { reason: '清楚。' }, d.version)
  assert.equal((await show(leader, settled)).instruction.status, 'closed')
  const { matter } = (await office.get(`/api/matters/${m.id}`)).body
  await act(leader, `/api/matters/${m.id}/cancel`, { reason: '并入另一事项办理。' }, matter.version)
  assert.deepEqual([(await show(leader, open)).instruction.status, (await show(leader, settled)).instruction.status], ['answered', 'closed'])
  assert.deepEqual([(await todos(leader, 'heard', open)).length, (await todos(leader, 'heard', settled)).length], [1, 0])
  assert.equal((await move(leader, open, 'close', { opinion: '知道了。' })).body.status, 'closed')
})
