// 交办要求: what must be answered in writing, raised by a call here: [A5.4] [A4.3.2] [D4.3]
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { test } from 'node:test'
import { as, nobody, signIn } from '../support/client.mjs'
import { act, issueMatter, partOf } from '../support/matters.mjs'
import { today } from '../support/people.mjs'
import { sql, stack } from '../support/stack.mjs'

const [leader, deputy, office, department, liaison] = await Promise.all(
  ['leader', 'deputy', 'office', 'department', 'liaison'].map(as))
const cdc = await signIn('qianweidong') // head of the other unit on the matter
const hospitalOffice = await signIn('nieyongjun') // office of the body seated at the hospital
const [HOSPITAL, CDC] = [12, 16]
const call = {
  method: 'call', counterpart: '章立新', points: '询问采购进度，对方称合同已签。', demand: '请书面说明到货日期。' }

/** A matter of two units, a call to the hospital that demands an answer by a day. */
async function demanded(fields = {}) {
  const page = await issueMatter({ units: [{ unit_id: HOSPITAL, kind: 'lead' }, { unit_id: CDC, kind: 'assist' }] })
  const part = partOf(page, HOSPITAL).id
  const made = await act(office, `/api/assignments/${part}/contacts`, { ...call, answer_by: today(5), ...fields })
  return { id: page.matter.id, part, other: partOf(page, CDC).id, contact: made.id }
}
const list = async (who, m) => (await who.get(`/api/matters/${m.id}/directives`)).body.items
const one = async (m) => (await list(office, m))[0]
const move = (who, d, action, body) => who.post(`/api/directives/${d.id}/${action}`, body, { version: d.version })
const text = '预计本月二十八日到货，附供货商函。'

test('[A5.4] a call that demands an answer: the liaison answers, the office is content', async () => {
  const m = await demanded()
  const [d] = await list(liaison, m)
  assert.deepEqual([d.source, d.status, d.due_on, d.unit_name, d.text], ['contact', 'open', today(5), '市立医院', call.demand])
  assert.deepEqual(d.actions.map((a) => a.name), ['answer'])
  const [due] = await sql(`SELECT owes, due_on, outcome FROM due_item WHERE matter_id = ${m.id} AND kind = 'directive'`)
  assert.deepEqual(due, ['unit', today(5), 'NULL'])
  const todo = (await liaison.get('/api/home')).body.todos.find((t) => t.kind === 'answer' && t.matter_id === m.id)
  assert.equal(todo.due_on, today(5))
  const answered = await move(liaison, d, 'answer', { text })
  assert.deepEqual([answered.status, answered.body.status], [200, 'answered'])
  assert.equal(answered.body.message, '已书面答复，等待督办办公室认可')
  const waiting = await one(m)
  assert.deepEqual(waiting.answers.map((a) => [a.text, a.by_name]), [[text, '林晓']])
  assert.deepEqual(waiting.actions.map((a) => a.name), ['close_directive', 'return_answer'])
  assert.ok((await office.get('/api/home')).body.todos.some((t) => t.kind === 'judge' && t.matter_id === m.id))
  assert.ok((await office.get('/api/matters?mine=true&limit=200')).body.items.some((row) => row.id === m.id))
  const closed = await move(office, waiting, 'close', { reason: '情况清楚。' })
  assert.equal(closed.body.status, 'closed')
  assert.deepEqual((await list(liaison, m))[0].actions, [])
  const actions = (await office.get(`/api/matters/${m.id}`)).body.history.map((h) => h.action)
  for (const action of ['contact', 'direct', 'answer', 'close_directive']) assert.ok(actions.includes(action), action)
  const [done] = await sql(`SELECT outcome FROM due_item WHERE matter_id = ${m.id} AND kind = 'directive'`)
  assert.deepEqual(done, ['done'])
})

test('[D4.3] an answer that is returned is owed anew by another day; the first one stays to be read', async () => {
  const m = await demanded()
  await move(department, await one(m), 'answer', { text })
  const early = await move(office, await one(m), 'return', { reason: '没有写明责任人。', due_on: today(-1) })
  assert.deepEqual([early.status, early.body.errors[0].pointer], [422, '#/due_on'])
  const returned = await move(office, await one(m), 'return', { reason: '没有写明责任人。', due_on: today(8) })
  assert.equal(returned.body.status, 'open')
  const d = await one(m)
  assert.deepEqual([d.due_on, d.returned_n, d.answers[0].verdict], [today(8), 1, '没有写明责任人。'])
  const rounds = await sql(`SELECT due_on, COALESCE(outcome, '') FROM due_item WHERE matter_id = ${m.id} AND kind = 'directive' ORDER BY id`)
  assert.deepEqual(rounds, [[today(5), 'done'], [today(8), '']])
  await move(liaison, d, 'answer', { text: `${text}责任人：胡主任。` })
  await move(office, await one(m), 'close', { reason: '同意。' })
  const end = await one(m)
  assert.deepEqual([end.status, end.answers.map((a) => a.verdict)], ['closed', ['没有写明责任人。', '同意。']])
})

test('[D4.3] what is withdrawn is owed no more', async () => {
  const m = await demanded()
  const gone = await move(office, await one(m), 'withdraw', { reason: '已在会上说明。' })
  assert.equal(gone.body.status, 'withdrawn')
  assert.deepEqual(await sql(`SELECT outcome FROM due_item WHERE matter_id = ${m.id} AND kind = 'directive'`), [['void']])
  const again = await move(liaison, await one(m), 'answer', { text })
  assert.deepEqual([again.status, again.body.detail], [409, '这项要求现在是“已撤回”，不能办理“答复要求”'])
})

test('[A4.3.2] another unit of the same matter reads nothing of it: not the list, not the row, not the file, not the words', async () => {
  const file = (await office.send('POST', '/api/files?name=call.txt', Buffer.from('通话记录'), {
    headers: { 'Content-Type': 'application/octet-stream' } })).body
  const m = await demanded({ file_ids: [file.id] })
  const d = await one(m)
  assert.deepEqual(await list(cdc, m), [])
  assert.equal((await move(cdc, d, 'answer', { text })).status, 404)
  assert.deepEqual((await cdc.get(`/api/matters/${m.id}/contacts`)).body.items, [])
  assert.equal((await cdc.get(`/api/files/${file.id}`)).status, 404)
  const page = JSON.stringify((await cdc.get(`/api/matters/${m.id}`)).body)
  assert.ok(!page.includes(call.demand) && !page.includes(call.points))
  assert.equal((await liaison.get(`/api/files/${file.id}`)).status, 200)
  for (const reader of [leader, deputy, hospitalOffice]) assert.equal((await list(reader, m)).length, 1)
  assert.deepEqual((await list(hospitalOffice, m))[0].actions, [])
})

test('who may do what: the unit answers, who asked judges; stale and malformed are refused', async () => {
  const m = await demanded()
  const d = await one(m)
  assert.equal((await move(nobody, d, 'answer', { text })).status, 401)
  assert.equal((await move(leader, d, 'answer', { text })).status, 403)
  assert.equal((await move(office, d, 'answer', { text })).status, 403)
  assert.equal((await move(department, d, 'close', { reason: '好。' })).status, 403)
  const bad = await move(liaison, d, 'answer', { text: '好' })
  assert.deepEqual([bad.status, bad.body.errors[0].pointer], [422, '#/text'])
  assert.equal((await liaison.post(`/api/directives/${d.id}/answer`, { text })).status, 428)
  const early = await move(office, d, 'close', { reason: '可以。' })
  assert.deepEqual([early.status, early.body.detail], [409, '这项要求现在是“待答复”，不能办理“认可答复”'])
  await move(liaison, d, 'answer', { text })
  const stale = await move(department, d, 'answer', { text })
  assert.deepEqual([stale.status, stale.body.current.status], [412, 'answered'])
  assert.equal((await move(leader, await one(m), 'close', { reason: '可以。' })).status, 403) // the office asked
})

test('[D1.2] no matter ends while an answer in writing is open', async () => {
  const m = await demanded()
  await act(office, `/api/assignments/${m.other}/contacts`, { ...call, answer_by: today(5) })
  const page = async () => (await office.get(`/api/matters/${m.id}`)).body
  const mine = async () => partOf(await page(), HOSPITAL)
  await act(liaison, `/api/assignments/${m.part}/receive`, {}, (await mine()).version)
  await act(department, `/api/assignments/${m.part}/submit`, { result: '设备到货并已开诊，材料齐全。' }, (await mine()).version)
  await act(office, `/api/assignments/${m.part}/accept`, { verdict: '通过。' }, (await mine()).version)
  const conclude = async () => office.post(`/api/matters/${m.id}/conclude`,
    { answer: '已办好。', answered_to: '委务会' }, { version: (await page()).matter.version })
  const no = await conclude()
  assert.deepEqual([no.status, no.body.detail], [409, '还有 2 项书面答复或者协调没有了结，见“交办要求”和“协调”'])
  await move(liaison, await one(m), 'answer', { text })
  for (const [who, action, body] of [[office, 'close', { reason: '清楚。' }], [office, 'withdraw', { reason: '不必了。' }]]) {
    const d = (await list(office, m)).find((x) => x.status === (action === 'close' ? 'answered' : 'open'))
    assert.equal((await move(who, d, action, body)).status, 200)
  }
  assert.equal((await conclude()).status, 200)
})

/** A clerk whose ending of the matter takes two seconds. */
async function endingSlowly(id) {
  const { dir } = await stack()
  const client = spawn('mariadb', ['--no-defaults', '-S', join(dir, 'run/db.sock'), '-nNB', 'duban'])
  client.stdin.end(`START TRANSACTION; UPDATE matter SET status = 'cancelled' WHERE id = ${id}; SELECT 'held'; SELECT SLEEP(2); COMMIT;`)
  await once(client.stdout, 'data')
}

test('what is asked while a matter ends is not left open on it', async () => {
  const asks = [
    (m) => office.post(`/api/assignments/${m.part}/contacts`, { ...call, answer_by: today(5) }),
    (m) => liaison.post(`/api/assignments/${m.part}/escalations`, { what: '请协调解决设备经费缺口。' }),
    (m) => office.post(`/api/matters/${m.id}/escalations`, { what: '请协调解决设备经费缺口。', reason: '单位之间协调不成。', way: 'study' }),
  ]
  for (const ask of asks) {
    const m = await demanded()
    await endingSlowly(m.id)
    assert.equal((await ask(m)).status, 409)
  }
})
