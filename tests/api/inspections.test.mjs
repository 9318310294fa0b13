// Inspections from plan to publication: [A5.3] [B1.2] [C2.3] [D3.3]
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as, nobody } from '../support/client.mjs'
import { makePng, upload } from '../support/files.mjs'
import { DEPUTY, HOSPITAL, SECOND, inspection, plan, planned, published, record, reported, signInOnce, teamMember,
  visitOf, visited } from '../support/inspections.mjs'
import { act, issueMatter, partOf } from '../support/matters.mjs'
import { enter, makePerson, post, today } from '../support/people.mjs'
import { sql } from '../support/stack.mjs'

const [leader, office, department, liaison] = await Promise.all(['leader', 'office', 'department', 'liaison'].map(as))
const member = await teamMember()
const deputy = await signInOnce('deputy')
const pointers = (answer) => answer.body.errors.map((e) => e.pointer)
const make = (fields) => office.post('/api/inspections', plan(fields))
const names = (x) => x.actions.filter((a) => a.enabled).map((a) => a.name)
const told = async (client, id) => (await client.get('/api/notifications')).body.items.filter((n) => n.path === `/inspections/${id}`)

test('[B1.2] a plan names team, leader, units, dates and what to check', async () => {
  const x = await planned({ kind: 'open', unit_ids: [HOSPITAL, SECOND] })
  assert.deepEqual([x.kind, x.status, x.is_whole, x.version], ['open', 'planned', true, 1])
  assert.deepEqual(x.members.map((m) => [m.name, m.is_leader]), [['沈国栋', true], ['任铁成', false], ['方专家', false]])
  assert.equal(x.members[1].post, '市卫生监督所所长')
  assert.deepEqual(x.items.map((i) => i.standard), ['不得堆放杂物', null])
  assert.deepEqual(x.visits.map((v) => [v.unit_name, v.status]), [['市立医院', 'planned'], ['市第二人民医院', 'planned']])
  assert.deepEqual(names(x), ['edit', 'cancel'])
  const rows = (await office.get(`/api/inspections?unit_id=${SECOND}&kind=open&status=planned`)).body.items
  assert.deepEqual(rows.find((r) => r.id === x.id).units, '市立医院、市第二人民医院')
  assert.ok((await member.get('/api/inspections?mine=true')).body.items.some((r) => r.id === x.id))
})

test('what a plan must hold', async () => {
  assert.deepEqual(pointers(await make({ until_on: today(-1) })), ['#/until_on'])
  assert.deepEqual(pointers(await make({ members: [{ membership_id: DEPUTY }] })), ['#/members'])
  assert.deepEqual(pointers(await make({ members: [{ membership_id: DEPUTY, is_leader: true }, {}] })), ['#/members/1/name'])
  assert.deepEqual(pointers(await make({ members: [{ membership_id: DEPUTY, is_leader: true }, { membership_id: DEPUTY }] })),
    ['#/members/1/membership_id'])
  assert.deepEqual(pointers(await make({ members: [{ membership_id: 1033, is_leader: true }] })), ['#/members/0/membership_id'])
  assert.deepEqual(pointers(await make({ unit_ids: [HOSPITAL, 33] })), ['#/unit_ids/1'])
  assert.deepEqual(pointers(await make({ matter_ids: [999999] })), ['#/matter_ids/0'])
  assert.deepEqual(pointers(await make({ unit_ids: [HOSPITAL, HOSPITAL] })), ['#/unit_ids/1'])
})

test('[C2.3] who belongs to a unit to be visited, or plans it from there, steps aside', async () => {
  for (const kind of ['open', 'undercover']) {
    const own = await make({ kind, members: [{ membership_id: DEPUTY, is_leader: true }, { membership_id: 1012 }] })
    assert.equal(own.status, 422)
    assert.deepEqual(own.body.errors[0], { pointer: '#/members/1/membership_id', detail: '章立新在被查单位任职，应当回避' })
    const two = await enter(await makePerson({}, [post('office', 1), post('office', 33)]))
    const asked = await two.post('/api/inspections', plan({ kind }))
    assert.deepEqual(pointers(asked), ['#/unit_ids'])
    assert.match(asked.body.errors[0].detail, /应当回避/)
  }
})

test('[A5.3] the team records item by item, the unit confirms on the spot, the report follows from the facts', async () => {
  const x = await planned({ kind: 'open' })
  const v = visitOf(x)
  const early = await member.post(`/api/inspection-visits/${v.id}/finish`, { signers: [2] }, { version: 1 })
  assert.deepEqual([early.status, early.body.type], [409, '/problems/not-complete'])
  const file = (await upload(member, '通道.png', makePng({ width: 3 }))).body.id
  const first = { photos: [file], answer_by: today(7) }
  const body = { ...record(x, { first, accompanied_by: '林晓' }), file_ids: [file] }
  const saved = await member.put(`/api/inspection-visits/${v.id}`, body, { version: 1 })
  assert.deepEqual([saved.status, saved.body.status, saved.body.version, saved.body.inspection_version], [200, 'planned', 2, 2])
  const other = { findings: [...body.findings, { note: '值班记录不全', severity: 'minor' }] }
  const again = await member.put(`/api/inspection-visits/${v.id}`, { ...body, ...other }, { version: 2 })
  assert.equal(again.status, 200)
  const seen = await member.get(`/api/inspection-visits/${v.id}`)
  assert.deepEqual([seen.status, seen.body.version], [200, 3])
  const wrong = await member.post(`/api/inspection-visits/${v.id}/finish`, { signers: [9] }, { version: 3 })
  assert.deepEqual(pointers(wrong), ['#/signers/0'])
  await act(member, `/api/inspection-visits/${v.id}/finish`, { signers: [1, 2] }, 3)
  const done = visitOf(await inspection(x.id, member))
  assert.deepEqual([done.status, done.signed_by, done.accompanied_by, done.findings.length], ['done', '沈国栋、任铁成', '林晓', 3])
  assert.deepEqual([done.findings[0].photos, done.files[0].name], [[file], '通道.png'])
  assert.deepEqual(names(done), ['reopen', 'confirm'].slice(1))
  const nameless = await member.post(`/api/inspection-visits/${v.id}/confirm`, { opinion: '属实。' }, { version: 4 })
  assert.deepEqual(pointers(nameless), ['#/name'])
  await act(member, `/api/inspection-visits/${v.id}/confirm`, { opinion: '情况属实，立即整改。', name: '林晓', post: '办公室副主任' }, 4)
  assert.equal((await inspection(x.id)).status, 'underway')
  const { report } = (await deputy.get(`/api/inspections/${x.id}/report-draft`)).body
  assert.match(report, /^一、基本情况\n核查整改是否到位。\n督查组（组长 沈国栋，成员 任铁成、方专家）对 1 个单位开展明查，发现问题 2 个。/)
  assert.match(report, /（一）市立医院\n.+到病房楼检查 2 项，符合 1 项，不符合 1 项。\n现场反馈：已当场指出。/)
  assert.match(report, /1\. 市立医院：消防通道畅通：通道堆放病床（较重）\n2\. 市立医院：值班记录不全（一般）/)
  assert.match(report, /请市立医院于.+前书面答复“消防通道畅通：通道堆放病床”的整改情况。$/)
  const y = await published(await reported(await inspection(x.id)))
  assert.match(y.doc_no, /^卫督办〔\d{4}〕\d+号$/)
  const paper = (await office.get(`/api/documents/${y.document_id}`)).body
  assert.deepEqual([paper.kind, paper.title], ['inspection', `关于${x.title}的督查报告`])
  assert.deepEqual(paper.content.paragraphs.slice(0, 1), [{ level: 1, text: '一、基本情况' }])
  assert.equal((await liaison.get(`/api/documents/${y.document_id}`)).status, 404)
})

test('what a record must hold', async () => {
  const x = await planned(), v = visitOf(x)
  const put = (fields) => member.put(`/api/inspection-visits/${v.id}`, { ...record(x), ...fields }, { version: 1 })
  const [a, b] = x.items.map((i) => i.id)
  assert.deepEqual(pointers(await put({ visit_on: today(1) })), ['#/visit_on'])
  assert.deepEqual(pointers(await put({ accompanied_by: '林晓' })), ['#/accompanied_by'])
  assert.deepEqual(pointers(await put({ findings: [{ item_id: a, result: 'not' }] })), ['#/findings/0/note', '#/findings/0/severity'])
  assert.deepEqual(pointers(await put({ findings: [{ item_id: a }] })), ['#/findings/0/result'])
  assert.deepEqual(pointers(await put({ findings: [{ item_id: 999999, result: 'conform' }] })), ['#/findings/0/item_id'])
  assert.deepEqual(pointers(await put({ findings: [{ item_id: b, result: 'conform' }, { item_id: b, result: 'na' }] })), ['#/findings/1/item_id'])
  assert.deepEqual(pointers(await put({ findings: [{ item_id: b, result: 'conform', severity: 'minor' }] })), ['#/findings/0/severity'])
  assert.deepEqual(pointers(await put({ findings: [{ note: '其他', severity: 'minor', answer_by: today() }] })), ['#/findings/0/answer_by'])
  assert.deepEqual(pointers(await put({ findings: [{ note: '其他', severity: 'minor', photos: [7] }] })), ['#/findings/0/photos/0'])
  assert.deepEqual(pointers(await put({ file_ids: [999999] })), ['#/file_ids/0'])
  assert.equal((await put({})).status, 200)
})

test('a photo that is taken out of the record is gone from it; only its uploader has it again', async () => {
  const x = await planned(), v = visitOf(x)
  const file = (await upload(member, '错拍.png', makePng({ width: 5 }))).body.id
  await member.put(`/api/inspection-visits/${v.id}`, { ...record(x), file_ids: [file] }, { version: 1 })
  const path = `/api/inspection-visits/${v.id}/files/${file}`
  assert.equal((await office.get(path)).status, 200)
  assert.equal((await office.get(`/api/files/${file}`)).status, 404)
  await member.put(`/api/inspection-visits/${v.id}`, { ...record(x), file_ids: [] }, { version: 2 })
  assert.deepEqual([(await office.get(path)).status, (await member.get(`/api/files/${file}`)).status], [404, 200])
  assert.equal((await member.delete(`/api/files/${file}`)).status, 204)
})

test('[A5.3] the leader sees the report first: return, approval, publication by the office', async () => {
  let x = await planned({ unit_ids: [HOSPITAL, SECOND] })
  const unfinished = await deputy.post(`/api/inspections/${x.id}/report`, { report: '一、基本情况。还没有查完，就先写好了督查报告。' }, { version: x.version })
  assert.equal(unfinished.status, 409)
  x = await visited(x)
  assert.equal((await member.post(`/api/inspections/${x.id}/report`, { report: '由一名普通组员报送的督查报告，这份报告不应当被接受。' },
    { version: x.version })).status, 403)
  x = await reported(x)
  assert.deepEqual([x.status, x.reported_name], ['reported', '沈国栋'])
  const own = await office.post(`/api/inspections/${x.id}/publish`, undefined, { version: x.version })
  assert.deepEqual([own.status, own.body.detail], [409, '经领导同意后才能公布'])
  await act(leader, `/api/inspections/${x.id}/return`, { opinion: '数字再核实。' }, x.version)
  x = await inspection(x.id)
  assert.deepEqual([x.status, x.opinion, x.approved_at], ['underway', '数字再核实。', null])
  await act(deputy, `/api/inspection-visits/${visitOf(x).id}/reopen`, undefined, visitOf(x).version)
  x = await visited(await inspection(x.id))
  x = await reported(x)
  assert.equal((await office.post(`/api/inspections/${x.id}/approve`, { opinion: '同意。' }, { version: x.version })).status, 403)
  await act(leader, `/api/inspections/${x.id}/approve`, { opinion: '同意公布。' }, x.version)
  x = await inspection(x.id)
  assert.equal((await leader.post(`/api/inspections/${x.id}/approve`, { opinion: '再次同意。' }, { version: x.version })).status, 409)
  assert.equal((await office.post(`/api/inspections/${x.id}/publish`, undefined, { version: x.version - 1 })).status, 412)
  const done = await act(office, `/api/inspections/${x.id}/publish`, undefined, x.version)
  assert.match(done.message, /^已公布，文号 .+，被查单位已收到通知$/)
  assert.equal((await leader.post(`/api/inspections/${x.id}/return`, { opinion: '收回。' }, { version: done.version })).status, 409)
})

test('[C2.3] after publication a unit sees its own visit, not another’s, adds its opinion and confirms', async () => {
  const x = await published(await reported(await visited(await planned({ unit_ids: [HOSPITAL, SECOND] }), { photo: '病床.png' })))
  const seen = await inspection(x.id, liaison)
  assert.deepEqual([seen.is_whole, seen.report, seen.visits.length, seen.visits[0].unit_id], [false, null, 1, HOSPITAL])
  assert.equal(seen.visits[0].findings[0].note, '通道堆放病床')
  const { id, files: [file], version } = seen.visits[0]
  assert.equal((await liaison.get(`/api/inspection-visits/${id}/files/${file.id}`)).status, 200)
  assert.equal((await liaison.get(`/api/inspection-visits/${visitOf(x, SECOND).id}`)).status, 404)
  assert.equal((await liaison.get(`/api/inspections/${x.id}/report-draft`)).status, 404)
  assert.deepEqual((await liaison.get(`/api/inspections?unit_id=${SECOND}`)).body.items.filter((r) => r.id === x.id), [])
  assert.equal((await told(liaison, x.id)).length, 1)
  const todo = (await liaison.get('/api/home')).body.todos.find((t) => t.path === `/inspections/${x.id}`)
  assert.equal(todo.kind, 'inspection_confirm')
  assert.equal((await member.post(`/api/inspection-visits/${id}/confirm`, { opinion: '代为确认。' }, { version })).status, 403)
  const named = await liaison.post(`/api/inspection-visits/${id}/confirm`, { opinion: '属实。', name: '别人' }, { version })
  assert.deepEqual(pointers(named), ['#/name'])
  await act(liaison, `/api/inspection-visits/${id}/confirm`, { opinion: '属实，已清理通道。' }, version)
  const after = visitOf(await inspection(x.id))
  assert.deepEqual([after.status, after.unit_opinion, after.confirmed_name], ['confirmed', '属实，已清理通道。', '林晓'])
  assert.equal((await liaison.post(`/api/inspection-visits/${id}/confirm`, { opinion: '再说一次。' }, { version: version + 1 })).status, 409)
  assert.ok((await told(office, x.id)).some((n) => /市立医院已确认督查记录/.test(n.title)))
})

test('[A5.3] what is to be answered becomes a demand on the linked matter, and its history tells of the inspection', async () => {
  const { matter, assignments } = await issueMatter({ units: [{ unit_id: HOSPITAL, kind: 'lead' }] })
  const part = partOf({ assignments }, HOSPITAL)
  await act(liaison, `/api/assignments/${part.id}/receive`, {}, part.version)
  let x = await planned({ matter_ids: [matter.id] })
  assert.deepEqual((await liaison.get(`/api/matters/${matter.id}/inspections`)).body.items, [])
  assert.equal((await office.get(`/api/matters/${matter.id}/inspections`)).body.items[0].id, x.id)
  x = await reported(await visited(x, { first: { answer_by: today(6) } }))
  const history = async () => (await office.get(`/api/matters/${matter.id}`)).body.history.map((h) => h.action)
  assert.ok(!(await history()).includes('inspect'))
  x = await published(x)
  assert.deepEqual((await history()).slice(-2), ['direct', 'inspect'])
  const { directive_id } = visitOf(x).findings[0]
  const [[source, due_on, text]] = await sql(`SELECT source, due_on, text FROM directive WHERE id = ${directive_id}`)
  assert.deepEqual([source, due_on, text], ['inspection', today(6), '督查发现（较重）：消防通道畅通：通道堆放病床'])
  assert.equal((await liaison.get(`/api/matters/${matter.id}/inspections`)).body.items[0].id, x.id)
  const twice = await office.post(`/api/inspection-findings/${visitOf(x).findings[0].id}/matter`)
  assert.equal(twice.status, 409)
})

test('[A5.3] with no matter the office makes one of a problem', async () => {
  const x = await reported(await visited(await planned(), { first: { answer_by: today(6) } }))
  const problem = visitOf(x).findings[0].id, fine = visitOf(x).findings[1].id
  const early = await office.post(`/api/inspection-findings/${problem}/matter`)
  assert.deepEqual([early.status, early.body.detail], [409, '督查情况公布之后才能立项'])
  const y = await published(x)
  assert.equal((await office.post(`/api/inspection-findings/${fine}/matter`)).status, 409)
  assert.equal((await liaison.post(`/api/inspection-findings/${problem}/matter`)).status, 403)
  const made = await office.post(`/api/inspection-findings/${problem}/matter`)
  assert.equal(made.status, 201)
  const { matter, assignments } = (await office.get(`/api/matters/${made.body.id}`)).body
  assert.deepEqual([matter.status, matter.origin_ref, matter.origin_ref_id, matter.origin_no, matter.due_on],
    ['draft', 'inspection', x.id, y.doc_no, today(6)])
  assert.match(matter.content, /^.+在市立医院督查中发现：消防通道畅通：通道堆放病床$/)
  assert.equal(assignments[0].unit_id, HOSPITAL)
  assert.equal(visitOf(await inspection(x.id)).findings[0].matter_id, made.body.id)
  assert.equal(visitOf(await inspection(x.id, liaison)).findings[0].matter_id, null)
  assert.equal((await office.post(`/api/inspection-findings/${problem}/matter`)).status, 409)
  const elsewhere = await enter(await makePerson({}, [post('office', HOSPITAL)]))
  assert.equal((await elsewhere.post(`/api/inspection-findings/${problem}/matter`)).status, 404)
})

test('an answer can not be demanded for a day that is over', async () => {
  const x = await reported(await visited(await planned(), { first: { answer_by: today(1) } }))
  await sql(`UPDATE inspection_finding SET answer_by = '${today()}' WHERE visit_id = ${visitOf(x).id} AND answer_by IS NOT NULL`)
  const late = await leader.post(`/api/inspections/${x.id}/publish`, undefined, { version: x.version })
  assert.deepEqual([late.status, late.body.type], [409, '/problems/answer-day-over'])
})

test('[B1.2] a day that is over is changed in the record, also where the unit had signed on the spot: it signs anew', async () => {
  let x = await visited(await planned({ kind: 'open' }), { first: { answer_by: today(1) } })
  const confirm = () => act(member, `/api/inspection-visits/${visitOf(x).id}/confirm`, { opinion: '属实。', name: '章立新', post: '院长' }, visitOf(x).version)
  await confirm()
  x = await reported(await inspection(x.id))
  assert.deepEqual(visitOf(x).actions, [])
  await act(leader, `/api/inspections/${x.id}/return`, { opinion: '答复日期已过，请改期。' }, x.version)
  x = await inspection(x.id)
  await act(office, `/api/inspection-visits/${visitOf(x).id}/reopen`, undefined, visitOf(x).version)
  x = await inspection(x.id)
  assert.deepEqual([visitOf(x).status, visitOf(x).confirmed_name, visitOf(x).confirmed_at], ['planned', null, null])
  x = await visited(x, { first: { answer_by: today(5) } })
  await confirm()
  assert.equal((await told(office, x.id)).filter((n) => n.title.includes('已确认督查记录')).length, 2)
  await published(await reported(await inspection(x.id)))
})

test('[C2.3] a unit learns nothing from what it asks for: the report that waits is to it an inspection underway', async () => {
  const x = await reported(await visited(await planned({ kind: 'open' })))
  const has = async (client, status) => (await client.get(`/api/inspections?status=${status}&limit=200`)).body.items.some((r) => r.id === x.id)
  assert.deepEqual([await has(liaison, 'underway'), await has(liaison, 'reported')], [true, false])
  assert.deepEqual([await has(office, 'underway'), await has(office, 'reported')], [false, true])
})

test('[B1.2] an open inspection is announced; the plan changes until it is reported', async () => {
  const x = await planned({ kind: 'open' })
  assert.match((await told(liaison, x.id))[0].title, /^督查安排：/)
  const seen = await inspection(x.id, liaison)
  assert.deepEqual([seen.title, seen.items, seen.visits.length, seen.matters], [x.title, [], 1, []])
  const edit = (fields, version = x.version) => office.put(`/api/inspections/${x.id}`, { ...plan({ kind: 'open', title: x.title }), ...fields }, { version })
  assert.deepEqual(pointers(await edit({ kind: 'undercover' })), ['#/kind'])
  const second = await signInOnce('duanli')
  assert.equal((await second.get(`/api/inspections/${x.id}`)).status, 404)
  assert.equal((await edit({ unit_ids: [HOSPITAL, SECOND] })).status, 200)
  assert.equal((await told(second, x.id)).length, 1)
  assert.equal((await told(liaison, x.id)).length, 1)
  assert.equal((await edit({})).status, 412)
  await visited(await inspection(x.id))
  const now = await inspection(x.id)
  assert.deepEqual(pointers(await edit({ items: [{ item: '另查一项' }], unit_ids: [HOSPITAL, SECOND] }, now.version)), ['#/items'])
  assert.deepEqual(pointers(await edit({ unit_ids: [SECOND] }, now.version)), ['#/unit_ids'])
  assert.equal((await edit({ unit_ids: [HOSPITAL, SECOND], until_on: today(9) }, now.version)).status, 200)
  const last = await inspection(x.id)
  const over = await office.post(`/api/inspections/${x.id}/cancel`, { reason: '另有安排。' }, { version: last.version })
  assert.equal(over.status, 200)
  assert.deepEqual([(await inspection(x.id, liaison)).status, (await told(liaison, x.id)).length], ['cancelled', 2])
  const v = visitOf(last)
  assert.equal((await member.put(`/api/inspection-visits/${v.id}`, record(last), { version: v.version })).status, 409)
})

test('[R7] [R14] roles, rows and versions', async () => {
  const x = await planned(), v = visitOf(x)
  assert.equal((await nobody.get(`/api/inspections/${x.id}`)).status, 401)
  assert.equal((await liaison.post('/api/inspections', plan())).status, 403)
  assert.equal((await deputy.post(`/api/inspections/${x.id}/cancel`, { reason: '不去了。' })).status, 428)
  const stale = await office.post(`/api/inspections/${x.id}/cancel`, { reason: '不去了。' }, { version: 9 })
  assert.deepEqual([stale.status, stale.body.current.id], [412, x.id])
  const lost = await member.put(`/api/inspection-visits/${v.id}`, record(x), { version: 9 })
  assert.deepEqual([lost.status, lost.body.current.id], [412, v.id])
  const foreign = await signInOnce('duanli')
  for (const [method, path, body] of [['GET', `/api/inspections/${x.id}`], ['GET', `/api/inspection-visits/${v.id}`],
    ['PUT', `/api/inspection-visits/${v.id}`, record(x)], ['POST', `/api/inspections/${x.id}/report`, { report: '一、基本情况，二十个字以上的督查报告正文。' }]]) {
    assert.equal((await foreign.send(method, path, body, { version: 1 })).status, 404, path)
  }
  const elsewhere = await enter(await makePerson({}, [post('leader', HOSPITAL, { rank: 'member' })]))
  assert.equal((await elsewhere.get(`/api/inspections/${x.id}`)).status, 404)
  const rows = await sql(`SELECT action FROM audit_log WHERE object_kind = 'inspection' AND object_id = ${x.id}`)
  assert.deepEqual(rows.flat(), ['inspection.plan'])
})

test('[C2.3] who leaves the team, or comes to the unit, sees nothing more at once', async () => {
  const x = await planned(), v = visitOf(x)
  assert.equal((await member.get(`/api/inspections/${x.id}`)).status, 200)
  const [notice] = await told(member, x.id)
  assert.deepEqual([notice.title, notice.text.includes(x.title)], ['督查安排', false])
  const rest = plan({ title: x.title, members: [{ membership_id: DEPUTY, is_leader: true }] })
  await office.put(`/api/inspections/${x.id}`, rest, { version: x.version })
  assert.equal((await member.get(`/api/inspections/${x.id}`)).status, 404)
  assert.equal((await member.get(`/api/inspection-visits/${v.id}`)).status, 404)
  assert.ok(!(await member.get('/api/home')).body.todos.some((t) => t.path === `/inspections/${x.id}`))
  // an expert of the office's own house who becomes liaison of the hospital's ward
  const made = await makePerson({}, [post('office', 1)])
  const clerk = await enter(made)
  assert.equal((await clerk.get(`/api/inspections/${x.id}`)).status, 200)
  const admin = await as('admin')
  await act(admin, '/api/memberships', { person_id: made.person.id, ...post('office', 33) })
  assert.equal((await clerk.get(`/api/inspections/${x.id}`)).status, 404)
  assert.equal((await clerk.get('/api/inspections')).body.items.filter((r) => r.id === x.id).length, 0)
})

test('two of the team record the same visit: the second is shown what the first wrote', async () => {
  const x = await planned(), v = visitOf(x)
  await member.put(`/api/inspection-visits/${v.id}`, record(x, { place: '门诊楼' }), { version: 1 })
  const second = await deputy.put(`/api/inspection-visits/${v.id}`, record(x, { place: '病房楼' }), { version: 1 })
  assert.deepEqual([second.status, second.body.current.place], [412, '门诊楼'])
})

