// [A4.3.1] Progress reports in four sections; [A1.3] with evidence; [A2.3.3] the liaison files them.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { as, nobody, signIn } from '../support/client.mjs'
import { makePdf, upload } from '../support/files.mjs'
import { act, issueMatter, partOf } from '../support/matters.mjs'
import { sql } from '../support/stack.mjs'

const liaison = await as('liaison')
const office = await as('office')
const good = { done: '已召开动员会。', effect: '统一了认识。', problem: '无', next_step: '继续推进。', progress: 30 }

async function received(fields) {
  const page = await issueMatter(fields)
  const part = partOf(page, 12)
  await act(liaison, `/api/assignments/${part.id}/receive`, {}, part.version)
  return { id: page.matter.id, part: part.id, path: `/api/assignments/${part.id}/reports` }
}
const pageOf = async (id) => (await office.get(`/api/matters/${id}`)).body

test('[A4.3.1] the first report starts the work and moves the matter’s progress', async () => {
  const { id, part, path } = await received()
  const answer = await liaison.post(path, good)
  assert.equal(answer.status, 201)
  assert.equal(answer.body.status, 'underway')
  assert.match(answer.body.message, /下次请在.*前报送/)
  const page = await pageOf(id)
  assert.equal(page.matter.progress, 30)
  assert.ok(page.matter.last_report_at)
  const at = partOf(page, 12)
  assert.deepEqual([at.id, at.status, at.progress, at.version], [part, 'underway', 30, answer.body.version])
  const { done, author_name, unchanged } = page.reports[0]
  assert.deepEqual([done, author_name, unchanged], [good.done, '林晓', false])
  assert.equal(page.history.at(-1).action, 'report')
  assert.equal((await sql(`SELECT COUNT(*) FROM audit_log WHERE action = 'assignment.report' AND object_id = ${part}`))[0][0], '1')
})

test('[A5.5] what a unit files is at once on the page, in the ledger and on the home page of those who follow it', async () => {
  const { id, path } = await received()
  await act(liaison, path, { ...good, progress: 40 })
  const leader = await as('leader')
  for (const who of [office, leader]) {
    const page = (await who.get(`/api/matters/${id}`)).body
    assert.deepEqual([page.reports[0].done, page.matter.progress], [good.done, 40])
    const row = (await who.get('/api/matters?limit=1')).body.items[0]
    assert.deepEqual([row.id, row.progress], [id, 40])
    const moved = (await who.get('/api/home')).body.recent[0]
    assert.deepEqual([moved.matter_id, moved.action, moved.actor_name], [id, 'report', '林晓'])
  }
})

test('[A4.3.1] all four sections are asked for, each by name', async () => {
  const { path } = await received()
  const answer = await liaison.post(path, { progress: 10 })
  assert.equal(answer.status, 422)
  assert.deepEqual(answer.body.errors.map((e) => e.pointer).sort(), ['#/done', '#/effect', '#/next_step', '#/problem'])
  for (const wrong of [{ progress: 101 }, { progress: -1 }, { done: 'x'.repeat(2001) }, { file_ids: ['1'] }, { at: '2026-01-01' },
    { author_name: '别人' }, { unit_id: 13 }, { status: 'accepted' }]) {
    assert.equal((await liaison.post(path, { ...good, ...wrong })).status, 422, JSON.stringify(wrong))
  }
})

test('nothing new in one tap: the last text is carried and marked', async () => {
  const { id, path } = await received()
  assert.equal((await liaison.post(path, { unchanged: true, progress: 0 })).body.errors[0].pointer, '#/unchanged')
  await act(liaison, path, good)
  await act(liaison, path, { unchanged: true, progress: 0 })
  const { reports, matter } = await pageOf(id)
  assert.equal(matter.progress, 30)
  assert.deepEqual(reports.map((r) => [r.unchanged, r.done, r.progress]), [[true, good.done, 30], [false, good.done, 30]])
})

test('progress falls only with a word in 存在问题', async () => {
  const { path } = await received()
  await act(liaison, path, { ...good, progress: 60 })
  const fallen = await liaison.post(path, { ...good, progress: 50 })
  assert.deepEqual([fallen.status, fallen.body.errors[0].pointer], [422, '#/progress'])
  await act(liaison, path, { ...good, progress: 50, problem: '重新核算后进度下调。' })
})

test('[A1.3] evidence goes with the report and then cannot be taken back', async () => {
  const { id, path } = await received()
  const file = (await upload(liaison, '现场照片说明.pdf', makePdf(randomUUID()))).body
  const report = await act(liaison, path, { ...good, file_ids: [file.id] })
  const page = await pageOf(id)
  assert.deepEqual(page.reports.find((r) => r.id === report.id).files.map((f) => f.name), ['现场照片说明.pdf'])
  assert.equal((await office.get(`/api/files/${file.id}`)).status, 200)
  const foreign = await signIn('hujianguo')
  assert.equal((await foreign.get(`/api/files/${file.id}`)).status, 404)
  assert.equal((await liaison.delete(`/api/files/${file.id}`)).body.type, '/problems/file-used')
  for (const ids of [[file.id], [999999999]]) {
    const again = await liaison.post(path, { ...good, file_ids: ids })
    assert.deepEqual([again.status, again.body.errors[0].pointer], [422, '#/file_ids/0'])
  }
  const own = (await upload(liaison, 'b.pdf', makePdf(randomUUID()))).body.id
  const twice = await liaison.post(path, { ...good, file_ids: [own, own] })
  assert.deepEqual([twice.status, twice.body.errors[0].pointer], [422, '#/file_ids/1'])
  const others = (await upload(office, 'c.pdf', makePdf(randomUUID()))).body.id
  assert.equal((await liaison.post(path, { ...good, file_ids: [others] })).status, 422)
  assert.equal((await pageOf(id)).reports.length, 1, 'a refused report leaves nothing')
})

test('only the unit files, only while it works on it', async () => {
  const page = await issueMatter({ units: [{ unit_id: 12, kind: 'lead' }, { unit_id: 13, kind: 'assist' }] })
  const [own, other] = [partOf(page, 12), partOf(page, 13)]
  const pending = await liaison.post(`/api/assignments/${own.id}/reports`, good)
  assert.deepEqual([pending.status, pending.body.type], [409, '/problems/wrong-state'])
  assert.equal((await liaison.post(`/api/assignments/${other.id}/reports`, good)).status, 403, 'seen, but another unit’s')
  const foreign = await signIn('xueqingsong')
  assert.equal((await foreign.post(`/api/assignments/${own.id}/reports`, good)).status, 404)
  assert.equal((await office.post(`/api/assignments/${own.id}/reports`, good)).status, 403)
  assert.equal((await nobody.post(`/api/assignments/${own.id}/reports`, good)).status, 401)
})

test('sent twice over a weak network, filed once', async () => {
  const { id, path } = await received()
  const key = randomUUID()
  const [one, two] = await Promise.all([liaison.post(path, good, { key }), liaison.post(path, good, { key })])
  assert.ok([one, two].some((a) => a.status === 201))
  const late = await liaison.post(path, good, { key })
  assert.equal(late.status, 201)
  assert.equal((await pageOf(id)).reports.length, 1)
})

test('a stale version is refused where one is sent', async () => {
  const { path } = await received()
  await act(liaison, path, good)
  assert.equal((await liaison.post(path, good, { version: 1 })).status, 412)
})
