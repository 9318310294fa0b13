// Following up by phone, on the spot, by papers: [A4.3.2] [A5.4] [A5.3] [D4.3]
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as, nobody, signIn } from '../support/client.mjs'
import { act, issueMatter, partOf } from '../support/matters.mjs'
import { today, unique } from '../support/people.mjs'
import { sql } from '../support/stack.mjs'

const [leader, deputy, office, liaison] = await Promise.all(['leader', 'deputy', 'office', 'liaison'].map(as))
const [HOSPITAL, CDC] = [12, 16]
const call = { method: 'call', counterpart: '章立新', counterpart_post: '院长', counterpart_phone: '13905561012',
  points: '询问开诊情况，对方称夜班已排满。' }

async function issued(units = [{ unit_id: HOSPITAL, kind: 'lead' }]) {
  const page = await issueMatter({ units })
  return { id: page.matter.id, part: partOf(page, HOSPITAL).id }
}
const keep = (who, m, fields = {}) => who.post(`/api/assignments/${m.part}/contacts`, { ...call, ...fields })
const ofMatter = async (who, m) => (await who.get(`/api/matters/${m.id}/contacts`)).body.items

test('[A5.4] a call is kept as it was said; the unit reads it and is told', async () => {
  const m = await issued()
  const at = new Date(Date.now() - 3600e3).toISOString().replace('Z', '+00:00')
  const made = await keep(office, m, { at, demand: '周五前把排班表上墙。', reply: '保证完成。', is_incoming: false })
  assert.deepEqual([made.status, made.body.message], [201, '已记录，并告知承办单位'])
  const [c] = await ofMatter(liaison, m)
  assert.deepEqual([c.method, c.counterpart, c.points, c.demand, c.reply, c.directive_id],
    ['call', '章立新', call.points, '周五前把排班表上墙。', '保证完成。', null])
  assert.equal(Date.parse(c.at), Date.parse(at))
  const { history } = (await office.get(`/api/matters/${m.id}`)).body
  assert.equal(history.find((h) => h.action === 'contact').note, '电话督办')
  const told = (await liaison.get('/api/notifications')).body.items.find((n) => n.kind === 'contact' && n.matter_id === m.id)
  assert.equal(told.text, call.points)
})

test('[A4.3.2] [A5.3] a visit with photos and papers that were seen; a leader on the road writes too', async () => {
  const m = await issued()
  const photo = (await leader.send('POST', '/api/files?name=seen.txt', Buffer.from('现场'), {
    headers: { 'Content-Type': 'application/octet-stream' } })).body
  const visit = await keep(leader, m, { method: 'visit', place: '发热门诊', points: '排班表已上墙。', file_ids: [photo.id] })
  assert.equal(visit.status, 201)
  const papers = await keep(office, m, { method: 'papers', counterpart: undefined, place: '十一月值班记录', points: '记录齐全。' })
  assert.equal(papers.status, 201)
  const rows = await ofMatter(liaison, m)
  assert.deepEqual(rows.map((c) => [c.method, c.files.length]), [['papers', 0], ['visit', 1]])
  assert.equal((await liaison.get(`/api/files/${photo.id}`)).status, 200)
})

test('the form begins with the unit’s first responsible person and phone', async () => {
  const m = await issued()
  const { body } = await office.get(`/api/assignments/${m.part}/counterpart`)
  assert.deepEqual(body, { unit_name: '市立医院', name: '章立新', post: '院长', phone: '13905561012' })
})

test('what is missing is said at its field', async () => {
  const m = await issued()
  for (const [fields, pointer] of [
    [{ points: '' }, '#/points'], [{ method: 'fax' }, '#/method'], [{ counterpart: '' }, '#/counterpart'],
    [{ at: new Date(Date.now() + 3600e3).toISOString().replace('Z', '+00:00') }, '#/at'],
    [{ answer_by: today(3) }, '#/demand'], [{ answer_by: today(-1), demand: '书面说明。' }, '#/answer_by'],
    [{ file_ids: [999999999] }, '#/file_ids/0'],
  ]) {
    const answer = await keep(office, m, fields)
    assert.deepEqual([answer.status, answer.body.errors?.[0].pointer], [422, pointer])
  }
})

test('by the body’s office and leaders, on what runs; not by units, not on another body’s matter', async () => {
  const m = await issued()
  assert.equal((await keep(nobody, m)).status, 401)
  assert.equal((await keep(liaison, m)).status, 403)
  const hospitalOffice = await signIn('nieyongjun')
  const foreign = await keep(hospitalOffice, m)
  assert.deepEqual([foreign.status, foreign.body.detail], [403, '只能记录本督办机构立项的事项'])
  assert.equal((await keep(office, { part: 999999999 })).status, 404)
  await sql(`UPDATE matter SET paused_since = NULL WHERE id = ${m.id}`)
  const { matter } = (await office.get(`/api/matters/${m.id}`)).body
  await act(leader, `/api/matters/${m.id}/cancel`, { reason: '不再需要。' }, matter.version)
  assert.equal((await keep(office, m)).status, 409)
})

test('[D3.1] a deputy demands an answer of the units in the own charge alone; what was said may be kept of all', async () => {
  const page = await issueMatter({ units: [{ unit_id: HOSPITAL, kind: 'lead' }, { unit_id: CDC, kind: 'assist' }] })
  const [mine, other] = [HOSPITAL, CDC].map((unit) => ({ id: page.matter.id, part: partOf(page, unit).id }))
  const demand = { demand: '请书面说明。', answer_by: today(4) }
  const no = await keep(deputy, other, demand)
  assert.deepEqual([no.status, no.body.type], [403, '/problems/not-in-charge'])
  assert.match(no.body.detail, /不在您的分管范围.*请只作记录/)
  assert.deepEqual([await keep(deputy, other), await keep(deputy, mine, demand), await keep(leader, other, demand)].map((a) => a.status), [201, 201, 201])
})

test('[D4.3] the list of the office: by unit, method and days; as CSV without a formula', async () => {
  const m = await issued([{ unit_id: HOSPITAL, kind: 'lead' }, { unit_id: CDC, kind: 'assist' }])
  const mark = unique('标记')
  await keep(office, m, { points: `=${mark}`, demand: '书面报送。', answer_by: today(4) })
  await keep(office, m, { method: 'visit', points: `${mark}走访` })
  const rows = async (query) => (await office.get(`/api/contacts?limit=200&${query}`)).body.items.filter((c) => c.points.includes(mark))
  assert.equal((await rows('')).length, 2)
  assert.deepEqual((await rows('method=visit')).map((c) => c.method), ['visit'])
  assert.equal((await rows(`unit_id=${CDC}`)).length, 0)
  assert.equal((await rows(`unit_id=${HOSPITAL}&from=${today()}&to=${today()}`)).length, 2)
  assert.equal((await rows(`to=${today(-1)}`)).length, 0)
  const first = (await office.get('/api/contacts?limit=1')).body
  assert.equal(first.items.length, 1)
  assert.ok((await office.get(`/api/contacts?limit=1&after=${first.next}`)).body.items[0].id < first.items[0].id)
  const csv = await office.get('/api/contacts/export?method=call')
  assert.deepEqual([...csv.bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf])
  const line = csv.bytes.toString('utf8').split('\r\n').find((l) => l.includes(mark))
  assert.ok(line.includes(`'=${mark}`) && line.includes('市立医院') && line.includes(today(4)) && line.includes('待答复'))
  assert.equal((await liaison.get('/api/contacts')).status, 403)
  const [[logged]] = await sql(`SELECT COUNT(*) FROM audit_log WHERE action = 'contact.export'`)
  assert.ok(Number(logged) > 0)
  const hospitalOffice = await signIn('nieyongjun')
  assert.ok(!(await hospitalOffice.get('/api/contacts?limit=200')).body.items.some((c) => c.points.includes(mark)))
})
