// 多头督办: the same thing asked of the same unit twice is found while it is a draft, and taken in.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as } from '../support/client.mjs'
import { brokenDown, given, hospitalOffice } from '../support/levels.mjs'
import { act, draft, issueMatter } from '../support/matters.mjs'
import { unique } from '../support/people.mjs'

const [office, leader, department] = await Promise.all(['office', 'leader', 'department'].map(as))
const pointers = (answer) => (answer.body.errors ?? []).map((e) => e.pointer)
const problem = (answer) => answer.body.type.replace('/problems/', '')
const similar = async (title, units = [12], who = office) =>
  (await who.get(`/api/matters/similar?title=${encodeURIComponent(title)}${units.length ? `&unit_ids=${units}` : ''}`)).body.items
const pageOf = async (id, who = office) => (await who.get(`/api/matters/${id}`)).body
const merge = (id, body, version, who = office) => who.post(`/api/matters/${id}/merge`, { reason: '同一件事', ...body }, { version })
const HAN = '冬春夏秋山河湖海松竹梅兰金木水火土晴雨雪风云星月虹霜露霞'
/** A name of its own that no other title has pairs of. */
const name = () => `${[...unique()].map((c) => HAN[c.charCodeAt(0) % HAN.length]).join('')}设备更新`

test('[A2.2.2] open matters of the same unit that say much the same are found, the most alike first', async () => {
  const what = name()
  const { matter } = await issueMatter({ title: `关于做好${what}工作的通知` })
  const { id } = await act(office, '/api/matters', draft({ title: what }))
  const found = await similar(what)
  assert.deepEqual(found.slice(0, 2).map((s) => s.id).sort(), [matter.id, id].sort())
  const [first] = found
  assert.deepEqual([first.id, first.score, first.units, first.status], [id, 100, '市立医院', 'draft'])
  assert.ok(found.every((s) => s.score >= 60))
  assert.deepEqual((await similar(what, [13])).map((s) => s.id).filter((n) => n === id), [], 'another unit')
  assert.ok((await similar(what, [])).some((s) => s.id === id), 'any unit')
  assert.deepEqual(await similar('毫不相干的另一件事情'), [])
  assert.deepEqual((await similar(what, [12], await hospitalOffice())).map((s) => s.id).filter((n) => [id, matter.id].includes(n)), [], 'another body')
  await act(office, `/api/matters/${id}/cancel`, { reason: '不办了' }, (await pageOf(id)).matter.version)
  assert.ok(!(await similar(what)).some((s) => s.id === id), 'ended')
})

test('the list of what seems to be twice: each pair once, by the newer', async () => {
  const what = name()
  const one = await act(office, '/api/matters', draft({ title: what }))
  const two = await act(office, '/api/matters', draft({ title: `${what}方案` }))
  const { items } = (await office.get('/api/matters/duplicates')).body
  assert.deepEqual(items.filter((d) => [one.id, two.id].includes(d.matter.id)).map((d) => [d.matter.id, d.others.map((o) => o.id)]), [[two.id, [one.id]]])
  assert.equal((await leader.get('/api/matters/duplicates')).status, 403)
})

test('a draft is taken in: origin and requirement added, the draft ends with a link, its files move, the unit is told', async () => {
  const what = name()
  const { matter, assignments } = await issueMatter({ title: what })
  const file = (await office.send('POST', '/api/files?name=a.txt', Buffer.from('附件'), { headers: { 'Content-Type': 'application/octet-stream' } })).body
  const one = await act(office, '/api/matters', draft({ title: `${what}方案`, origin_title: '市政府第 8 次常务会', origin_no: '〔2026〕8号', requirement: '年内全部更新。', file_ids: [file.id] }))
  const done = await merge(matter.id, { draft_id: one.id, draft_version: one.version }, matter.version)
  assert.equal(done.status, 200)
  assert.match(done.body.message, /已并入.*承办单位已收到通知/)
  const page = await pageOf(matter.id)
  assert.deepEqual(page.origins.map((o) => [o.from_matter_id, o.origin_title, o.origin_no, o.requirement, o.reason, o.by_name]),
    [[one.id, '市政府第 8 次常务会', '〔2026〕8号', '年内全部更新。', '同一件事', '许静怡']])
  assert.deepEqual(page.files.map((f) => f.id), [file.id])
  const last = page.history.at(-1)
  assert.deepEqual([last.action, last.changes.map((c) => c.label)], ['merge', ['增加来源', '增加内容', '增加要求']])
  const gone = await pageOf(one.id)
  assert.deepEqual([gone.matter.status, gone.matter.merged_into, gone.files], ['cancelled', matter.id, []])
  assert.match(gone.history.at(-1).note, new RegExp(`^并入${matter.reg_no}`))
  const told = (await department.get('/api/notifications?limit=20')).body.items.find((n) => n.matter_id === matter.id && n.title.startsWith('增加来源和要求'))
  assert.equal(told.text, '年内全部更新。')
  assert.equal((await department.get(`/api/matters/${matter.id}`)).body.origins.length, 1)
  assert.ok((await office.get(`/api/matters?q=${encodeURIComponent('第 8 次常务会')}`)).body.items.some((m) => m.id === matter.id), 'found by the other origin')
  assert.equal(assignments.length, 1)
})

test('an instruction whose draft is taken in goes on with the matter that took it in', async () => {
  const what = name()
  const { matter } = await issueMatter({ title: what })
  const { id } = await act(leader, '/api/instructions', { text: `${what}要抓紧办。`, unit_ids: [12] })
  const draftOne = await act(office, `/api/instructions/${id}/file`, undefined, 1)
  const taken = await merge(matter.id, { draft_id: draftOne.matter_id, draft_version: 1 }, matter.version)
  assert.equal(taken.status, 200)
  const now = async () => (await leader.get(`/api/instructions/${id}`)).body.instruction
  assert.deepEqual([(await now()).status, (await now()).matter_id], ['underway', matter.id])
  await act(leader, `/api/matters/${matter.id}/cancel`, { reason: '不再需要。' }, taken.body.version)
  assert.equal((await now()).status, 'answered')
  const told = (await leader.get('/api/notifications?limit=20')).body.items.find((n) => n.matter_id === matter.id && n.title.startsWith('您的批示'))
  assert.equal(told.path, null)
})

test('what is being registered may be taken in without ever being a matter', async () => {
  const { id, version } = await act(office, '/api/matters', draft({ title: name() }))
  const { title, content, requirement, source, origin_title } = draft({ title: '同一件事的另一个来源', origin_title: '群众来信' })
  const done = await merge(id, { title, content, requirement, source, origin_title }, version)
  assert.deepEqual([done.status, done.body.version], [200, version + 1])
  const { origins, matter } = await pageOf(id)
  assert.deepEqual([origins[0].from_matter_id, origins[0].origin_title, matter.status], [null, '群众来信', 'draft'])
  assert.deepEqual(pointers(await merge(id, {}, version + 1)), ['#/source', '#/title'])
  assert.deepEqual(pointers(await merge(id, { title, source, reason: '' }, version + 1)), ['#/reason'])
  assert.equal((await merge(id, { title, source }, version)).status, 412)
  assert.deepEqual(pointers(await merge(id, { draft_id: id }, version + 1)), ['#/draft_id'])
})

test('issued matters are not merged; nor what has ended, another body’s, a part into what is no part', async () => {
  const [one, two] = [await issueMatter(), await issueMatter()]
  const refused = await merge(one.matter.id, { draft_id: two.matter.id, draft_version: two.matter.version }, one.matter.version)
  assert.deepEqual([refused.status, problem(refused)], [409, 'merge-issued'])
  assert.match(refused.body.detail, /分别办结/)
  const gone = await act(office, '/api/matters', draft())
  const { version } = await act(office, `/api/matters/${gone.id}/cancel`, { reason: '不办了' }, gone.version)
  const open = await act(office, '/api/matters', draft())
  assert.equal((await merge(gone.id, { draft_id: open.id, draft_version: open.version }, version)).status, 409)
  assert.equal((await merge(open.id, { draft_id: 999999999 }, open.version)).status, 404)
  const below = await hospitalOffice()
  const foreign = await act(below, '/api/matters', draft({ units: [{ unit_id: 35, kind: 'lead' }] }))
  assert.equal((await merge(open.id, { draft_id: foreign.id, draft_version: foreign.version }, open.version)).status, 404)
  assert.equal((await merge(foreign.id, { draft_id: open.id }, foreign.version)).status, 404)
  assert.equal((await merge(open.id, {}, open.version, leader)).status, 403)
  const stale = await act(office, '/api/matters', draft())
  assert.equal((await merge(open.id, { draft_id: stale.id, draft_version: stale.version + 1 }, open.version)).status, 412)
  const whole = await given()
  const part = await brokenDown(whole)
  const loose = await act(below, '/api/matters', draft({ units: [{ unit_id: 35, kind: 'lead' }] }))
  assert.equal(problem(await merge(loose.id, { draft_id: part.id, draft_version: part.version }, loose.version, below)), 'merge-part')
  const sister = await brokenDown(whole)
  assert.equal((await merge(sister.id, { draft_id: part.id, draft_version: part.version }, sister.version, below)).status, 200)
})
