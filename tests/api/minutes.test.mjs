// Minutes, what they resolve, and what becomes of it: [A4.4.1] [A5.2]
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as } from '../support/client.mjs'
import { issueMatter, partOf } from '../support/matters.mjs'
import { callMeeting, heldMeeting, hence, step } from '../support/meetings.mjs'
import { enter, makePerson, post, today } from '../support/people.mjs'
import { sql } from '../support/stack.mjs'

const [leader, office, department, liaison] = await Promise.all(['leader', 'office', 'department', 'liaison'].map(as))
const [HOSPITAL, CDC, MEDICAL] = [12, 16, 3]
const cdc = await enter(await makePerson({}, [post('department', CDC)]))
const stranger = await enter(await makePerson({}, [post('department', 13)]))
const path = (page, more = '') => `/api/meetings/${page.meeting.id}${more}`
const see = async (who, page) => (await who.get(path(page))).body
const keep = (who, page, items) => who.put(path(page, '/resolutions'), { items }, { version: page.meeting.version })
const make = (who, page) => who.post(path(page, '/make'), undefined, { version: page.meeting.version })
const write = (who, page, text) => who.put(path(page, '/minutes'), { text }, { version: page.meeting.version })
const chinese = (iso) => `${Number(iso.slice(5, 7))}月${Number(iso.slice(8))}日`
const text = `时间：今天\n出席：市立医院、市疾病预防控制中心\n会议议定：\n1. 由医政科牵头，市立医院配合，于${chinese(today(20))}前修订值班制度。\n2. 请大家提高认识。`

/** The hospital has received a matter that is on the agenda of a meeting held today. */
async function onAgenda(minutes = text) {
  const { matter, assignments } = await issueMatter({ units: [{ unit_id: HOSPITAL, kind: 'lead' }] })
  const hospital = partOf({ assignments }, HOSPITAL)
  await liaison.post(`/api/assignments/${hospital.id}/receive`, {}, { version: hospital.version })
  return { matter, page: await heldMeeting(minutes, { agenda: [{ text: '研究整改', matter_id: matter.id }] }) }
}

test('[A4.4.1] minutes are written after the meeting, split by rule, and nothing is made by looking', async () => {
  const planned = await callMeeting({ starts_at: hence(0.01), ends_at: hence(1) })
  assert.equal((await write(office, planned, text)).status, 409)
  const page = await heldMeeting(text)
  const { body } = await office.get(path(page, '/suggestions'))
  assert.deepEqual(body.items.map((s) => [s.becomes, s.unit_ids, s.due_on]), [['draft', [MEDICAL, HOSPITAL], today(20)], ['note', [], null]])
  assert.equal(body.items[0].text, `由医政科牵头，市立医院配合，于${chinese(today(20))}前修订值班制度。`)
  assert.deepEqual((await see(office, page)).resolutions, [])
  assert.equal((await liaison.get(path(page, '/suggestions'))).status, 403)
  assert.equal((await office.get(path(await heldMeeting(), '/suggestions'))).status, 409)
  assert.equal((await write(office, page, '短')).status, 422)
  assert.equal((await write(office, { meeting: { ...page.meeting, version: 1 } }, text)).status, 412)
  assert.equal((await write(liaison, page, text)).status, 403)
  assert.equal((await write(stranger, page, text)).status, 403)
  const other = await enter(await makePerson({}, [post('office', 13)]))
  assert.ok([403, 404].includes((await write(other, { meeting: { ...page.meeting, id: 99999999 } }, text)).status))
})

test('[A4.4.1] the reviewed table is kept, and made only when it is confirmed: drafts of the meeting, with unit and day', async () => {
  let page = await heldMeeting(text)
  const items = [{ text: '由医政科牵头修订值班制度。后续另报。', unit_ids: [MEDICAL, HOSPITAL], due_on: today(20), becomes: 'draft' }, { text: '提高认识。', becomes: 'note' }]
  const pointers = async (item) => (await keep(office, page, [item])).body.errors.map((x) => x.pointer)
  assert.deepEqual(await pointers({ ...items[0], unit_ids: [MEDICAL, 99999] }), ['#/items/0/unit_ids/1'])
  assert.deepEqual(await pointers({ ...items[0], unit_ids: [MEDICAL, MEDICAL] }), ['#/items/0/unit_ids/1'])
  assert.deepEqual(await pointers({ ...items[0], due_on: today(-1) }), ['#/items/0/due_on'])
  assert.deepEqual(await pointers({ ...items[0], becomes: 'directive' }), ['#/items/0/matter_id'])
  const before = await sql(`SELECT COUNT(*) FROM matter WHERE origin_ref = 'meeting' AND origin_ref_id = ${page.meeting.id}`)
  page = (await keep(office, page, items)).body
  assert.deepEqual([page.resolutions.map((r) => [r.becomes, r.made_at, r.matter_id]), before[0][0]], [[['draft', null, null], ['note', null, null]], '0'])
  const early = await office.post(path(page, '/close'), undefined, { version: page.meeting.version })
  assert.deepEqual([early.status, early.body.detail], [409, '还有议定事项没有交办，请先确认交办或者改为仅记录'])
  page = (await make(office, page)).body
  const [draft, note] = page.resolutions
  assert.deepEqual([draft.matter_title, draft.matter_status, note.matter_id], ['由医政科牵头修订值班制度', 'draft', null])
  const { matter, assignments } = (await office.get(`/api/matters/${draft.matter_id}`)).body
  assert.deepEqual([matter.source, matter.source_kind, matter.origin_title, matter.origin_ref, matter.due_on],
    ['meeting', '协调会', page.meeting.title, 'meeting', today(20)])
  assert.deepEqual(assignments.map((a) => [a.unit_id, a.kind]), [[MEDICAL, 'lead'], [HOSPITAL, 'assist']])
  assert.equal((await make(office, page)).status, 409) // nothing is made twice
  page = (await keep(office, page, [{ text: '再加一条。', becomes: 'note' }])).body
  assert.deepEqual(page.resolutions.map((r) => [r.text, r.made_at !== null]), [[items[0].text, true], ['提高认识。', true], ['再加一条。', false]])
})

test('[A4.4.1] a demand on a matter of the agenda, a step to be planned: each unit must answer, and its state shows', async () => {
  const { matter, page: held } = await onAgenda()
  const items = [{ text: '补齐夜班排班。', unit_ids: [HOSPITAL], due_on: today(10), becomes: 'directive', matter_id: matter.id },
    { text: '开展全员培训。', unit_ids: [HOSPITAL], due_on: today(12), becomes: 'step', matter_id: matter.id }]
  const page = (await make(office, (await keep(office, held, items)).body)).body
  assert.deepEqual(page.resolutions.map((r) => r.units.map((u) => u.directive_status)), [['open'], ['open']])
  const rows = await sql(`SELECT source, source_id, text, due_on FROM directive WHERE matter_id = ${matter.id} ORDER BY id`)
  assert.deepEqual(rows, [['meeting', String(page.meeting.id), '补齐夜班排班。', today(10)], ['meeting', String(page.meeting.id), '请列入工作方案并按期完成：开展全员培训。', today(12)]])
  const mine = await see(liaison, page)
  assert.deepEqual(mine.resolutions.map((r) => [r.matter_id, r.units[0].directive_status]), [[matter.id, 'open'], [matter.id, 'open']])
  assert.deepEqual((await see(cdc, page)).resolutions, []) // invited, not concerned
  const elsewhere = await keep(office, page, [{ ...items[0], unit_ids: [CDC] }])
  const no = await make(office, elsewhere.body)
  assert.deepEqual([no.status, no.body.type], [409, '/problems/not-a-part'])
  assert.match(no.body.detail, /^市疾病预防控制中心没有承办/)
})

test('[A4.4.1] units see what concerns them once it is made; the text once it is signed, frozen as a paper with a number', async () => {
  let page = await heldMeeting(text)
  page = (await keep(office, page, [{ text: '修订制度。', unit_ids: [HOSPITAL], due_on: today(20), becomes: 'draft' }])).body
  assert.deepEqual([(await see(liaison, page)).resolutions, (await see(liaison, page)).meeting.minutes], [[], null])
  page = (await make(office, page)).body
  assert.deepEqual((await see(liaison, page)).resolutions.map((r) => [r.text, r.matter_title]), [['修订制度。', null]]) // a draft is not theirs yet
  assert.equal((await liaison.post(path(page, '/sign'), undefined, { version: page.meeting.version })).status, 403)
  const signed = await step(office, page, 'sign')
  assert.match(signed.meeting.doc_no, /^卫督纪〔\d{4}〕\d+号$/)
  assert.equal((await see(liaison, signed)).meeting.minutes, text)
  for (const who of [office, leader, liaison, department, cdc]) {
    const { status, body } = await who.get(`/api/documents/${signed.meeting.document_id}`)
    assert.deepEqual([status, body.kind, body.content.title], [200, 'minutes', `${signed.meeting.title}纪要`])
    assert.deepEqual(body.content.paragraphs.map((p) => p.level), [0, 0, 0, 3, 3])
  }
  assert.equal((await stranger.get(`/api/documents/${signed.meeting.document_id}`)).status, 404)
  assert.equal((await write(office, signed, text)).status, 409)
  const closed = await step(office, signed, 'close')
  assert.deepEqual([closed.meeting.status, closed.actions], ['closed', []])
  assert.equal((await keep(office, closed, [])).status, 409)
  const rows = await sql(`SELECT action FROM audit_log WHERE object_kind = 'meeting' AND object_id = ${page.meeting.id} ORDER BY id`)
  assert.deepEqual(rows.flat().slice(2), ['meeting.minutes', 'meeting.resolve', 'meeting.make', 'meeting.sign', 'meeting.close'])
})
