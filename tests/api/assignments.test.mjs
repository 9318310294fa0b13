// A unit's part: receipt, refusal, result, acceptance: [A2.2.2] [A4.1.2] [A1.3] [C3.1]
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as, nobody } from '../support/client.mjs'
import { act, draft, issueMatter, partOf } from '../support/matters.mjs'
import { enter, makePerson, post } from '../support/people.mjs'
import { sql } from '../support/stack.mjs'

const [office, department, liaison] = await Promise.all(['office', 'department', 'liaison'].map(as))
const [HOSPITAL, CDC] = [12, 16]
const cdc = await enter(await makePerson({ name: '疾控负责人' }, [post('department', CDC)]))
const two = { units: [{ unit_id: HOSPITAL, kind: 'lead' }, { unit_id: CDC, kind: 'assist' }] }
const result = { result: '任务已经全部完成，材料齐全。' }

async function issued(fields = two) {
  const page = await issueMatter(fields)
  const parts = Object.fromEntries(page.assignments.map((a) => [a.unit_id, a]))
  return { id: page.matter.id, hospital: parts[HOSPITAL], cdc: parts[CDC] }
}
const on = (part, action = '') => `/api/assignments/${part.id}${action && `/${action}`}`
const pageOf = async (id) => (await office.get(`/api/matters/${id}`)).body
const names = (part) => part.actions.filter((a) => a.enabled).map((a) => a.name).sort()

/** Taken to `submitted`: the assignment's version. */
async function submitted(part) {
  const { version } = await act(liaison, on(part, 'receive'), {}, part.version)
  return (await act(department, on(part, 'submit'), result, version)).version
}

test('[C3.1] who will answer for a part shows before it is issued, on its page and in the ledger', async () => {
  const { id, reg_no } = await act(office, '/api/matters', draft({ units: [{ unit_id: CDC, kind: 'lead' }] }))
  assert.equal(partOf(await pageOf(id), CDC).first_person, '钱卫东')
  const [row] = (await office.get(`/api/matters?q=${reg_no}`)).body.items
  assert.deepEqual([row.id, row.first_person], [id, '钱卫东'])
})

test('[A4.1.2] the receipt is signed by a person at a time, head or liaison, once', async () => {
  const { id, hospital } = await issued()
  assert.deepEqual(names((await liaison.get(on(hospital))).body.assignment), ['receive'])
  const answer = await act(liaison, on(hospital, 'receive'), {}, hospital.version)
  assert.match(answer.message, /^已签收，请于 \d+月\d+日（周.）前作首次反馈，\d+月\d+日（周.）前办结$/)
  const part = partOf(await pageOf(id), HOSPITAL)
  assert.deepEqual([part.status, part.received_name, part.first_person], ['received', '林晓', '章立新'])
  assert.ok(part.received_at)
  const again = await department.post(on(hospital, 'receive'), {}, { version: answer.version })
  assert.equal(again.status, 409)
  assert.equal(again.body.detail, '现在是“已签收”，不能办理“签收”')
})

test('[R14] a stale or missing version is told, with the present state', async () => {
  const { hospital } = await issued()
  assert.equal((await liaison.post(on(hospital, 'receive'), {})).status, 428)
  await act(liaison, on(hospital, 'receive'), {}, hospital.version)
  const stale = await department.post(on(hospital, 'submit'), result, { version: hospital.version })
  assert.equal(stale.status, 412)
  assert.deepEqual([stale.body.current.id, stale.body.current.status], [hospital.id, 'received'])
})

test('refusing is the head’s, with a reason; the office insists or withdraws', async () => {
  const { id, cdc: part } = await issued()
  assert.equal((await liaison.post(on(part, 'refuse'), { reason: '不归我们' }, { version: part.version })).status, 403)
  const silent = await cdc.post(on(part, 'refuse'), {}, { version: part.version })
  assert.equal(silent.body.errors[0].pointer, '#/reason')
  let { version } = await act(cdc, on(part, 'refuse'), { reason: '职责不在我中心' }, part.version)
  assert.equal(partOf(await pageOf(id), CDC).refused_why, '职责不在我中心')
  ;({ version } = await act(office, on(part, 'insist'), { reason: '请配合' }, version))
  assert.equal(partOf(await pageOf(id), CDC).status, 'pending')
  ;({ version } = await act(cdc, on(part, 'refuse'), { reason: '确实无力承担' }, version))
  const done = await act(office, on(part, 'withdraw'), { reason: '另行安排' }, version)
  assert.equal(done.message, '已撤回对市疾病预防控制中心的交办，该单位不再看到此事项')
  assert.equal((await cdc.get(`/api/matters/${id}`)).status, 404)
  assert.equal((await cdc.get(on(part))).status, 404)
  assert.ok(!(await cdc.get('/api/matters?limit=200')).body.items.some((m) => m.id === id))
  const { matter } = await pageOf(id)
  await act(office, `/api/matters/${id}/assign`, { units: [{ unit_id: CDC, kind: 'assist' }] }, matter.version)
  assert.equal((await cdc.get(`/api/matters/${id}`)).status, 200)
})

test('[A2.2.2] lead and assist each have their own receipt, and see one joint page', async () => {
  const { id, hospital, cdc: part } = await issued()
  await act(cdc, on(part, 'receive'), {}, part.version)
  const page = (await cdc.get(`/api/matters/${id}`)).body
  assert.deepEqual(page.assignments.map((a) => [a.kind, a.status]), [['lead', 'pending'], ['assist', 'received']])
  assert.deepEqual(names(partOf(page, HOSPITAL)), [])
  assert.deepEqual(names(partOf(page, CDC)), ['extend', 'plan', 'report', 'submit'])
  const foreign = await cdc.post(on(hospital, 'receive'), {}, { version: hospital.version })
  assert.equal(foreign.status, 403)
})

test('[D4.4] the head submits a written result; the liaison cannot', async () => {
  const { id, hospital } = await issued()
  const { version } = await act(liaison, on(hospital, 'receive'), {}, hospital.version)
  assert.equal((await liaison.post(on(hospital, 'submit'), result, { version })).status, 403)
  const short = await department.post(on(hospital, 'submit'), { result: '已办' }, { version })
  assert.equal(short.body.errors[0].pointer, '#/result')
  await act(department, on(hospital, 'submit'), result, version)
  const part = partOf(await pageOf(id), HOSPITAL)
  assert.deepEqual([part.status, part.result, part.submitted_name], ['submitted', result.result, department.me.person.name])
})

test('[A1.3] a result is accepted by the office that gave the task, or returned to be mended', async () => {
  const { id, hospital } = await issued()
  let version = await submitted(hospital)
  const own = await enter(await makePerson({}, [post('office', HOSPITAL)]))
  assert.equal((await own.post(on(hospital, 'accept'), { verdict: '通过' }, { version })).status, 403)
  ;({ version } = await act(office, on(hospital, 'return'), { verdict: '缺少复查记录' }, version))
  let part = partOf(await pageOf(id), HOSPITAL)
  assert.deepEqual([part.status, part.returned_n, part.verdict], ['rectifying', 1, '缺少复查记录'])
  ;({ version } = await act(department, on(hospital, 'submit'), { result: '已补充复查记录，材料齐全。' }, version))
  const done = await act(office, on(hospital, 'accept'), { verdict: '达到要求' }, version)
  assert.equal(done.message, '市立医院验收通过，主办、分办单位均已通过，可以办结并答复来源')
  const page = await pageOf(id)
  part = partOf(page, HOSPITAL)
  assert.deepEqual([part.status, part.progress, part.light], ['accepted', 100, 'blue'])
  assert.deepEqual(page.history.filter((h) => h.action === 'submit').map((h) => h.note),
    [result.result, '已补充复查记录，材料齐全。']) // nothing filed is lost
})

test('[A1.3] who submitted a result cannot accept it under another post', async () => {
  const both = await enter(await makePerson({}, [post('department', CDC), post('office', 1)]))
  const { cdc: part } = await issued()
  const switchTo = async (role) => {
    const { memberships } = (await both.get('/api/me')).body
    const { id } = memberships.find((m) => m.role === role)
    both.token = (await both.post('/api/sessions/current/switch', { membership_id: id },
      { headers: { Cookie: both.cookie } })).body.access_token
  }
  await switchTo('department')
  let { version } = await act(both, on(part, 'receive'), {}, part.version)
  ;({ version } = await act(both, on(part, 'submit'), result, version))
  await switchTo('office')
  const answer = await both.post(on(part, 'accept'), { verdict: '通过' }, { version })
  assert.equal(answer.status, 403)
  assert.equal(answer.body.detail, '结果由您本人报送，须由他人验收')
  await act(office, on(part, 'accept'), { verdict: '通过' }, version)
})

test('[R7] no token 401, another role 403, another unit’s part 404', async () => {
  const { hospital } = await issued({ units: [{ unit_id: HOSPITAL, kind: 'lead' }] })
  assert.equal((await nobody.get(on(hospital))).status, 401)
  assert.equal((await (await as('auditor')).get(on(hospital))).status, 403)
  assert.equal((await cdc.get(on(hospital))).status, 404)
  assert.equal((await cdc.post(on(hospital, 'receive'), {}, { version: hospital.version })).status, 404)
  assert.equal((await office.get('/api/assignments/999999999')).status, 404)
})

test('[R13] a receipt sent twice with one key is signed once', async () => {
  const { id, hospital } = await issued()
  const send = () => liaison.post(on(hospital, 'receive'), {}, { version: hospital.version, key: `receipt-${hospital.id}` })
  const [first, again] = [await send(), await send()]
  assert.equal(first.status, 200)
  assert.deepEqual(again.body, first.body)
  assert.equal((await pageOf(id)).history.filter((h) => h.action === 'receive').length, 1)
})

test('[R17] each move leaves one audit row, and none when it fails', async () => {
  const { hospital } = await issued()
  const rows = async () => (await sql(`SELECT action FROM audit_log WHERE object_kind = 'assignment' AND object_id = ${hospital.id}`)).flat()
  await department.post(on(hospital, 'submit'), result, { version: hospital.version })
  assert.deepEqual(await rows(), [])
  await act(department, on(hospital, 'receive'), {}, hospital.version)
  assert.deepEqual(await rows(), ['assignment.receive'])
})
