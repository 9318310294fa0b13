// A matter from registration to archive: [A2.1.2b] [A3] [A4.1.1] [A4.1.2] [D1.2] [D3.1] [D4.1] [D5]
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as, nobody } from '../support/client.mjs'
import { act, draft, issueMatter, partOf } from '../support/matters.mjs'
import { enter, makePerson, post, today, unique } from '../support/people.mjs'
import { sql } from '../support/stack.mjs'

const [office, leader, deputy, department, liaison] =
  await Promise.all(['office', 'leader', 'deputy', 'department', 'liaison'].map(as))
const HOSPITAL = 12 // of the deputy's charge; has a body of its own
const SECOND = 13 // of the deputy's charge
const CDC = 16 // of another deputy's

const register = async (fields) => act(office, '/api/matters', draft(fields))
const pageOf = async (id, who = office) => (await who.get(`/api/matters/${id}`)).body
const on = (id, action) => `/api/matters/${id}/${action}`
const button = (actions, name) => actions.find((a) => a.name === name)
const pointers = (answer) => (answer.body.errors ?? []).map((e) => e.pointer).sort()

/** Sends again what the rate limit turned away: here the order at the database is what counts. */
async function arrive(send) {
  for (;;) {
    const answer = await send()
    if (answer.status !== 429) return answer
  }
}

/** A proposed matter: {id, version}. */
async function proposed(fields) {
  const { id, version } = await register(fields)
  return { id, version: (await act(office, on(id, 'propose'), {}, version)).version }
}

/** Issued, received, reported and accepted by the lead: the page. */
async function done(fields) {
  const page = await issueMatter(fields)
  const at = `/api/assignments/${partOf(page, HOSPITAL).id}`
  let { version } = await act(department, `${at}/receive`, {}, 1)
  ;({ version } = await act(department, `${at}/submit`, { result: '任务已经全部完成，材料齐全。' }, version))
  await act(office, `${at}/accept`, { verdict: '达到要求。' }, version)
  return pageOf(page.matter.id)
}

// ---- registering

test('[A3] each of the six sources registers, and no other', async () => {
  for (const source of ['superior', 'plan', 'meeting', 'public', 'leader', 'other']) {
    const { id, reg_no } = await register({ source })
    assert.match(reg_no, /^DB-20\d\d-\d{4,}$/)
    assert.equal((await pageOf(id)).matter.source, source)
  }
  const answer = await office.post('/api/matters', draft({ source: 'rumour' }))
  assert.equal(answer.status, 422)
  assert.deepEqual(pointers(answer), ['#/source'])
})

test('[A2.1.2b] a draft needs no more than title and source', async () => {
  const bare = await office.post('/api/matters', { source: 'plan', title: `只有名称 ${unique()}` })
  assert.equal(bare.status, 201)
  assert.equal(bare.headers.get('etag'), '"1"')
  const empty = await office.post('/api/matters', {})
  assert.equal(empty.status, 422)
  assert.deepEqual(pointers(empty), ['#/source', '#/title'])
})

test('[A2.1.2b] what cannot be is refused at its field', async () => {
  const cases = [
    [{ due_on: today(-1) }, '#/due_on'],
    [{ leader_feedback_on: today(21) }, '#/leader_feedback_on'],
    [{ origin_on: today(1) }, '#/origin_on'],
    [{ units: [{ unit_id: 31, kind: 'lead' }] }, '#/units/0/unit_id'], // the hospital's own section
    [{ units: [{ unit_id: 999999, kind: 'lead' }] }, '#/units/0/unit_id'],
    [{ units: [{ unit_id: HOSPITAL, kind: 'lead' }, { unit_id: HOSPITAL, kind: 'assist' }] }, '#/units/1/unit_id'],
    [{ units: [{ unit_id: HOSPITAL, kind: 'lead' }, { unit_id: CDC, kind: 'lead' }] }, '#/units/1/kind'],
    [{ units: [{ unit_id: HOSPITAL, kind: 'lead' }, { unit_id: CDC, kind: 'parallel' }] }, '#/units/1/kind'],
    [{ units: [{ unit_id: HOSPITAL, kind: 'lead', due_on: today(21) }] }, '#/units/0/due_on'],
    [{ file_ids: [999999] }, '#/file_ids/0'],
    [{ parent_assignment_id: 999999 }, '#/parent_assignment_id'],
    [{ title: '短' }, '#/title'],
  ]
  for (const [fields, pointer] of cases) {
    const answer = await office.post('/api/matters', draft(fields))
    assert.equal(answer.status, 422, JSON.stringify(fields))
    assert.deepEqual(pointers(answer), [pointer], JSON.stringify(fields))
  }
})

test('[R8] members that the form does not have change nothing', async () => {
  for (const name of ['status', 'reg_no', 'doc_no', 'version', 'body_id', 'progress', 'approver_name', 'opinion', 'issued_at',
    'feedback_on', 'light', 'created_name', 'archive_no', 'answer']) {
    const answer = await office.post('/api/matters', { ...draft(), [name]: 'x' })
    assert.equal(answer.status, 422, name)
    assert.deepEqual(pointers(answer), [`#/${name}`])
  }
})

test('[A1.3] an edit notes what it changed, by label, old and new', async () => {
  const { id, version } = await register({ title: `改前 ${unique()}` })
  const { title } = (await pageOf(id)).matter
  const fields = draft({ title: `改后 ${title}`, urgency: 'urgent', units: [{ unit_id: CDC, kind: 'lead', task: '配合' }] })
  const answer = await office.put(`/api/matters/${id}`, fields, { version })
  assert.equal(answer.status, 200)
  const page = await pageOf(id)
  assert.equal(page.matter.lead_unit_name, '市疾病预防控制中心')
  const { action, changes, actor_name } = page.history.at(-1)
  assert.deepEqual([action, actor_name], ['edit', office.me.person.name])
  assert.deepEqual(changes.map((c) => [c.label, c.from, c.to]), [
    ['事项名称', title, `改后 ${title}`],
    ['紧急程度', '平件', '加急'],
    ['承办单位', '主办 市立医院', '主办 市疾病预防控制中心：配合'],
  ])
})

test('[R14] a change needs the version it was made from; 412 carries the present state', async () => {
  const { id, version } = await register()
  assert.equal((await office.put(`/api/matters/${id}`, draft())).status, 428)
  await act(office, on(id, 'propose'), {}, version)
  const stale = await office.post(on(id, 'cancel'), { reason: '不再需要' }, { version })
  assert.equal(stale.status, 412)
  assert.deepEqual([stale.body.current.id, stale.body.current.status, stale.body.current.version], [id, 'proposed', version + 1])
})

test('[R14] of fifty editors at once exactly one wins', async () => {
  const { id, version } = await register()
  const answers = await Promise.all(Array.from({ length: 50 }, (_, i) =>
    arrive(() => office.put(`/api/matters/${id}`, draft({ title: `第 ${i} 人改` }), { version }))))
  assert.equal(answers.filter((a) => a.status === 200).length, 1)
  assert.equal(answers.filter((a) => a.status === 412).length, 49)
  assert.equal((await pageOf(id)).matter.version, version + 1)
})

// ---- deciding

test('[A4.1.1] a proposal needs content, unit, limit and requirement, and says which is missing', async () => {
  const { id, version } = await register({ content: null, requirement: null, due_on: null, units: [] })
  const refused = await office.post(on(id, 'propose'), {}, { version })
  assert.equal(refused.status, 409)
  assert.equal(refused.body.detail, '缺少督办内容、工作要求、办理时限、主办或分办单位，补全后可报请审批')
  const { actions } = await pageOf(id)
  assert.deepEqual(button(actions, 'propose').enabled, false)
  assert.equal(button(actions, 'propose').reason, refused.body.detail)
})

test('[D4.1] a proposal needs its text, which may come with the move', async () => {
  const { id, version } = await register({ proposal: null })
  const bare = await office.post(on(id, 'propose'), {}, { version })
  assert.equal(bare.body.detail, '缺少拟办意见，补全后可报请审批')
  const { version: next } = await act(office, on(id, 'propose'), { proposal: '拟同意' }, version)
  assert.equal((await pageOf(id)).matter.proposal, '拟同意')
  await act(leader, on(id, 'return'), { opinion: '补充依据' }, next)
  assert.equal((await pageOf(id)).matter.status, 'draft')
})

test('[D3.1] a deputy approves what concerns own units alone, the head everything, a member nothing', async () => {
  const own = await proposed({ units: [{ unit_id: HOSPITAL, kind: 'lead' }, { unit_id: SECOND, kind: 'assist' }] })
  assert.equal((await act(deputy, on(own.id, 'approve'), { opinion: '同意' }, own.version)).status, 'approved')

  const mixed = await proposed({ units: [{ unit_id: HOSPITAL, kind: 'lead' }, { unit_id: CDC, kind: 'assist' }] })
  for (const action of ['approve', 'return']) {
    const answer = await deputy.post(on(mixed.id, action), { opinion: '同意' }, { version: mixed.version })
    assert.equal(answer.status, 403)
    assert.equal(answer.body.detail, '市疾病预防控制中心不在您的分管范围，请由组长审批')
  }
  assert.equal(button((await pageOf(mixed.id, deputy)).actions, 'approve').reason, '市疾病预防控制中心不在您的分管范围，请由组长审批')
  const member = await enter(await makePerson({}, [post('leader', 1, { rank: 'member' })]))
  assert.equal((await member.post(on(mixed.id, 'approve'), { opinion: '同意' }, { version: mixed.version })).status, 403)
  assert.equal((await act(leader, on(mixed.id, 'approve'), { opinion: '同意' }, mixed.version)).status, 'approved')
})

test('the approver may set another limit, and units keep within it', async () => {
  const { id, version } = await proposed({ units: [{ unit_id: HOSPITAL, kind: 'lead', due_on: today(18) }] })
  await act(leader, on(id, 'approve'), { opinion: '提前', due_on: today(10) }, version)
  const { matter, assignments, history } = await pageOf(id)
  assert.deepEqual([matter.due_on, assignments[0].due_on, matter.approver_name], [today(10), null, leader.me.person.name])
  assert.deepEqual(history.at(-1).changes[0], { field: 'due_on', label: '办理时限', from: today(20), to: today(10) })
})

// ---- issuing

test('[A4.1.2] issuing gives a number, a frozen notice, and asks each unit', async () => {
  const { id, version } = await proposed({ units: [{ unit_id: HOSPITAL, kind: 'lead' }, { unit_id: CDC, kind: 'assist' }] })
  assert.equal((await department.get(`/api/matters/${id}`)).status, 404)
  const approved = await act(leader, on(id, 'approve'), { opinion: '同意' }, version)
  const issued = await act(office, on(id, 'issue'), {}, approved.version)
  assert.match(issued.message,
    /^已下达，文号 卫督办〔20\d\d〕\d+号，等待市立医院等 2 个单位签收，首次反馈时限 \d+月\d+日（周[一二三四五]）/)
  const { matter, assignments, notice } = await pageOf(id, department)
  assert.equal(notice.doc_no, matter.doc_no)
  assert.ok(issued.message.includes(matter.doc_no))
  assert.deepEqual(assignments.map((a) => [a.unit_name, a.kind, a.status, a.first_person]), [
    ['市立医院', 'lead', 'pending', '章立新'], ['市疾病预防控制中心', 'assist', 'pending', '钱卫东']])
})

test('[A4.1.2] numbers have no gap, even when twenty are issued at once and some fail', async () => {
  const ready = []
  for (let i = 0; i < 20; i++) {
    const { id, version } = await proposed()
    ready.push({ id, version: (await act(leader, on(id, 'approve'), { opinion: '同意' }, version)).version })
  }
  const answers = await Promise.all([...ready, ...ready].map(({ id, version }) =>
    arrive(() => office.post(on(id, 'issue'), {}, { version }))))
  assert.equal(answers.filter((a) => a.status === 200).length, 20)
  assert.equal(answers.filter((a) => a.status === 412).length, 20)
  const [[gaps]] = await sql(`SELECT COUNT(*) FROM document d WHERE d.body_id = 1 AND d.no > 1 AND NOT EXISTS
    (SELECT 1 FROM document p WHERE p.body_id = 1 AND p.word = d.word AND p.year = d.year AND p.no = d.no - 1)`)
  assert.equal(gaps, '0')
})

test('[D5] the leader’s own date goes first, else three or five working days', async () => {
  const leaders = await issueMatter({ leader_feedback_on: today(1), difficulty: 'hard' })
  assert.equal(leaders.matter.feedback_on, today(1))
  const days = new Map((await office.get(`/api/workdays?year=${today().slice(0, 4)}`)).body.items.map((d) => [d.day, d.kind]))
  const isWorkday = (day) => days.has(day) ? days.get(day) === 'workday' : ![0, 6].includes(new Date(day).getUTCDay())
  for (const [difficulty, n] of [['simple', 3], ['hard', 5]]) {
    const { matter } = await issueMatter({ difficulty })
    let left = n, offset = 0
    while (left > 0) left -= isWorkday(today(++offset))
    assert.equal(matter.feedback_on, today(offset), difficulty)
  }
})

test('[D5] a leader’s date that has passed by the time of issue is not asked for', async () => {
  const { id, version } = await act(office, '/api/matters', draft({ leader_feedback_on: today(1) }))
  let v = (await act(office, on(id, 'propose'), { proposal: '拟请办理。' }, version)).version
  v = (await act(leader, on(id, 'approve'), { opinion: '同意。' }, v)).version
  await sql(`UPDATE matter SET leader_feedback_on = '${today(-2)}' WHERE id = ${id}`)
  await act(office, on(id, 'issue'), {}, v)
  assert.ok((await pageOf(id)).matter.feedback_on > today())
})

test('[A2.2.2] units may be added while it is under way, served with the same notice', async () => {
  const page = await issueMatter()
  const { id, version, doc_no } = page.matter
  const lead = await office.post(on(id, 'assign'), { units: [{ unit_id: CDC, kind: 'lead' }] }, { version })
  assert.deepEqual(pointers(lead), ['#/units/0/kind'])
  const answer = await act(office, on(id, 'assign'), { units: [{ unit_id: CDC, kind: 'assist', task: '提供数据' }] }, version)
  assert.equal(answer.message, '已向市疾病预防控制中心下达同一督办通知，等待签收')
  const after = await pageOf(id)
  assert.equal(after.matter.version, answer.version)
  assert.equal(after.matter.doc_no, doc_no)
  assert.equal(partOf(after, CDC).first_person, '钱卫东')
})

test('[A2.2.2] a unit that was withdrawn and is asked again begins anew', async () => {
  const page = await issueMatter()
  const part = () => pageOf(page.matter.id).then((p) => partOf(p, HOSPITAL))
  await act(department, `/api/assignments/${partOf(page, HOSPITAL).id}/receive`, {}, 1)
  const { id } = await part()
  await act(department, `/api/assignments/${id}/reports`, { done: '已办', effect: '有效', problem: '无', next_step: '继续', progress: 80 })
  await act(department, `/api/assignments/${id}/submit`, { result: '已经全部办理完毕，见附件。' }, (await part()).version)
  await act(office, `/api/assignments/${id}/return`, { verdict: '证据不足' }, (await part()).version)
  await act(office, `/api/assignments/${id}/withdraw`, { reason: '另行安排' }, (await part()).version)
  await act(office, on(page.matter.id, 'assign'), { units: [{ unit_id: HOSPITAL, kind: 'lead' }] }, (await pageOf(page.matter.id)).matter.version)
  const anew = await part()
  assert.deepEqual([anew.status, anew.progress, anew.result, anew.verdict, anew.received_at], ['pending', 0, null, null, null])
  assert.equal((await pageOf(page.matter.id)).matter.progress, 0)
})

// ---- ending

test('[D1.2] no end without results and an answer to its origin', async () => {
  const page = await issueMatter()
  const early = await office.post(on(page.matter.id, 'conclude'), { answer: '已办', answered_to: '委务会' },
    { version: page.matter.version })
  assert.equal(early.status, 409)
  assert.equal(early.body.detail, '还有 1 个主办、分办单位没有验收通过')

  const { matter } = await done()
  assert.equal(matter.progress, 100)
  const silent = await office.post(on(matter.id, 'conclude'), {}, { version: matter.version })
  assert.deepEqual(pointers(silent), ['#/answer', '#/answered_to'])
  const ended = await act(office, on(matter.id, 'conclude'), { answer: '已全部办结', answered_to: '委务会' }, matter.version)
  assert.equal(ended.message, '已办结，已答复委务会，可以归档')
  const archived = await act(office, on(matter.id, 'archive'), {}, ended.version)
  const { matter: last, history, actions } = await pageOf(matter.id)
  assert.match(last.archive_no, /^DA-20\d\d-\d{4,}$/)
  assert.ok(archived.message.includes(last.archive_no))
  assert.deepEqual([last.light, last.answered_to, actions], ['blue', '委务会', []])
  assert.deepEqual(history.map((h) => h.action), ['register', 'propose', 'approve', 'issue', 'receive', 'submit', 'accept',
    'conclude', 'archive'])
  for (const h of history) assert.ok(h.at && h.actor_name && h.actor_post && h.to_status, h.action)
})

test('cancelling: by the office until it is issued, then by the head alone, always with a reason', async () => {
  const early = await proposed()
  const silent = await office.post(on(early.id, 'cancel'), {}, { version: early.version })
  assert.deepEqual(pointers(silent), ['#/reason'])
  assert.equal((await act(office, on(early.id, 'cancel'), { reason: '合并办理' }, early.version)).status, 'cancelled')

  const { matter } = await issueMatter()
  const late = (who) => who.post(on(matter.id, 'cancel'), { reason: '情况变化' }, { version: matter.version })
  assert.equal((await late(office)).status, 403)
  assert.equal((await late(deputy)).body.detail, '由组长决定')
  assert.equal((await late(leader)).status, 200)
  const { actions, assignments } = await pageOf(matter.id, department)
  assert.deepEqual([actions, assignments[0].actions], [[], []])
})

// ---- who may

test('[R15] no move from a state that does not have it', async () => {
  const { id, version } = await register()
  for (const [who, action, body] of [[office, 'issue', {}], [office, 'archive', {}], [leader, 'approve', { opinion: '同意' }],
    [office, 'conclude', { answer: '已办', answered_to: '会议' }], [office, 'assign', { units: [{ unit_id: CDC, kind: 'assist' }] }]]) {
    const answer = await who.post(on(id, action), body, { version })
    assert.equal(answer.status, 409, action)
    assert.equal(answer.body.type, '/problems/wrong-state')
  }
  const issued = (await issueMatter()).matter
  assert.equal((await office.put(`/api/matters/${issued.id}`, draft(), { version: issued.version })).status, 409)
})

test('[R7] no token is 401, another role 403, another body’s or unit’s matter 404', async () => {
  const { matter } = await issueMatter({ units: [{ unit_id: CDC, kind: 'lead' }] })
  assert.equal((await nobody.get(`/api/matters/${matter.id}`)).status, 401)
  assert.equal((await (await as('admin')).get(`/api/matters/${matter.id}`)).status, 403)
  assert.equal((await department.post('/api/matters', draft())).status, 403)
  const hospital = await enter(await makePerson({}, [post('office', HOSPITAL)]))
  for (const who of [department, liaison, hospital]) {
    assert.equal((await who.get(`/api/matters/${matter.id}`)).status, 404)
    assert.ok(!(await who.get('/api/matters?limit=200')).body.items.some((m) => m.id === matter.id))
  }
  const blind = await hospital.post(on(matter.id, 'assign'), { units: [] }, { version: matter.version })
  assert.ok([404, 422].includes(blind.status))
  assert.equal((await hospital.post(on(matter.id, 'archive'), {}, { version: matter.version })).status, 404)
  const seen = (await issueMatter()).matter
  assert.equal((await hospital.post(on(seen.id, 'archive'), {}, { version: seen.version })).status, 403)
})

test('a hospital breaks its part down; above, only light and progress show', async () => {
  const page = await issueMatter()
  const part = partOf(page, HOSPITAL)
  const hospital = await enter(await makePerson({}, [post('office', HOSPITAL)]))
  const section = { units: [{ unit_id: 33, kind: 'lead' }], parent_assignment_id: part.id, due_on: today(15) }
  assert.equal((await hospital.post('/api/matters', draft(section))).status, 409) // not yet received
  await act(department, `/api/assignments/${part.id}/receive`, {}, part.version)
  const seen = partOf(await pageOf(page.matter.id, hospital), HOSPITAL)
  assert.equal(button(seen.actions, 'break_down').enabled, true)
  assert.deepEqual(pointers(await hospital.post('/api/matters', draft({ ...section, due_on: today(30) }))), ['#/due_on'])
  assert.deepEqual(pointers(await office.post('/api/matters', draft({ parent_assignment_id: part.id }))), ['#/parent_assignment_id'])

  const { id } = await act(hospital, '/api/matters', draft(section))
  const child = await pageOf(id, hospital)
  assert.equal(child.parent.matter_id, page.matter.id)
  assert.equal((await office.get(`/api/matters/${id}`)).status, 404)
  assert.deepEqual((await office.get(`/api/matters/${page.matter.id}`)).body.children, []) // a draft is inside
  assert.equal((await pageOf(page.matter.id, department)).children.length, 1)
})

test('[R7] how a hospital breaks its part down is not shown to the other units of the matter', async () => {
  const page = await issueMatter({ units: [{ unit_id: HOSPITAL, kind: 'lead' }, { unit_id: 13, kind: 'assist' }] })
  const part = partOf(page, HOSPITAL)
  const hospital = await enter(await makePerson({}, [post('office', HOSPITAL)]))
  const other = await enter(await makePerson({}, [post('department', 13)]))
  await act(department, `/api/assignments/${part.id}/receive`, {}, part.version)
  await act(hospital, '/api/matters', draft({ units: [{ unit_id: 33, kind: 'lead' }], parent_assignment_id: part.id }))
  assert.equal((await pageOf(page.matter.id, hospital)).children.length, 1)
  assert.deepEqual((await pageOf(page.matter.id, other)).children, [])
})

// ---- the ledger

/** Every row of a list, page by page. */
async function walk(who, query) {
  const rows = []
  let next = null
  do {
    const { body } = await who.get(`/api/matters?${query}${next ? `&after=${encodeURIComponent(next)}` : ''}`)
    rows.push(...body.items)
    next = body.next
  } while (next)
  return rows
}

test('pages by either order give every matter once', async () => {
  const all = await walk(office, 'limit=200')
  for (const query of ['limit=7', 'limit=7&sort=due']) {
    const ids = (await walk(office, query)).map((m) => m.id)
    assert.equal(new Set(ids).size, ids.length)
    assert.ok(all.every((m) => ids.includes(m.id)))
  }
  const due = (await walk(office, 'limit=9&sort=due&status=issued')).map((m) => m.due_on)
  assert.deepEqual(due, due.toSorted())
})

test('[A1.3] every filter gives just the rows that show it', async () => {
  const all = await walk(office, 'limit=200')
  const agree = async (query, holds) => {
    const ids = new Set((await walk(office, `limit=200&${query}`)).map((m) => m.id))
    for (const m of all) assert.equal(ids.has(m.id), holds(m), `${query}: ${JSON.stringify(m)}`)
  }
  for (const light of ['none', 'green', 'yellow', 'red', 'blue']) await agree(`light=${light}`, (m) => m.light === light)
  for (const status of ['draft', 'proposed', 'issued', 'archived', 'cancelled']) {
    await agree(`status=${status}`, (m) => m.status === status)
  }
  await agree('is_key=true', (m) => m.is_key)
  await agree('urgency=urgent', (m) => m.urgency === 'urgent')
  await agree('source=public&status=issued', (m) => m.source === 'public' && m.status === 'issued')
  const [from, to] = [today(-10), today(5)]
  await agree(`due_from=${from}&due_to=${to}`, (m) => m.due_on !== null && m.due_on >= from && m.due_on <= to)
  await agree(`due_from=2020-01-01&due_to=${to}`, (m) => m.due_on !== null && m.due_on <= to)
  const of = new Set((await sql(`SELECT matter_id FROM assignment WHERE unit_id = ${CDC} AND status <> 'withdrawn'`)).map(([id]) => +id))
  await agree(`unit_id=${CDC}`, (m) => of.has(m.id))
  await agree(`unit_id=${CDC}&sort=due&status=issued`, (m) => of.has(m.id) && m.status === 'issued')
  for (const query of ['light=purple', 'status=open', 'unit_id=x', 'after=zzz', 'sort=due&after=12', 'limit=201', 'colour=red']) {
    assert.equal((await office.get(`/api/matters?${query}`)).status, 422, query)
  }
})

test('[A2.1.2c] what waits for me is listed for each role, and whose move it is', async () => {
  const { id, version } = await proposed({ units: [{ unit_id: CDC, kind: 'lead' }] })
  const mine = async (who) => (await walk(who, 'limit=200&mine=true')).map((m) => m.id)
  assert.ok((await mine(leader)).includes(id))
  assert.ok(!(await mine(deputy)).includes(id))
  assert.ok(!(await mine(office)).includes(id))
  await act(leader, on(id, 'approve'), { opinion: '同意' }, version)
  assert.ok((await mine(office)).includes(id))
  const { matter } = await issueMatter()
  assert.ok((await mine(department)).includes(matter.id))
  const row = (await walk(department, 'limit=200&mine=true')).find((m) => m.id === matter.id)
  assert.equal(row.next_step, '待市立医院签收')
  assert.equal(row.first_person, '章立新') // [C3.1]
  const finished = (await done()).matter
  assert.ok((await mine(office)).includes(finished.id))
})

test('Chinese search finds titles, numbers, origins and units, at once after saving', async () => {
  const word = unique('k')
  const { id, reg_no } = await register({ title: `推进龘龗诊疗${word}`, origin_title: '全市鸑鷟工作会议' })
  const found = async (q, more = '') =>
    (await office.get(`/api/matters?limit=200&q=${encodeURIComponent(q)}${more}`)).body.items.map((m) => m.id)
  for (const q of ['龘龗', '龗', '龗诊', '推进龘龗诊疗', '鸑鷟工作', word, word.toUpperCase(), reg_no, `龘龗 ${word}`, '龘龗，市立医院']) {
    assert.ok((await found(q)).includes(id), q)
    assert.ok((await found(q, '&sort=due')).includes(id), q)
  }
  for (const q of ['龗龘', `${word}x`, '龘龗不在', '！？']) assert.ok(!(await found(q)).includes(id), q)
  const { matter } = await pageOf(id)
  await office.put(`/api/matters/${id}`, draft({ title: '换了名称的事项' }), { version: matter.version })
  assert.deepEqual(await found('龘龗'), [])
})
