// The year's list of holidays, its versions, and limits that a new list would move: [D5] [A2.1.2a]
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as } from '../support/client.mjs'
import { act, issueMatter, partOf } from '../support/matters.mjs'

const [admin, office, liaison, leader] = await Promise.all(['admin', 'office', 'liaison', 'leader'].map(as))
const YEAR = 2029 // no other test uses it
const path = `/api/calendar/${YEAR}`
// Thursday and Friday off, the Saturday before at work.
const list = {
  source: '国务院办公厅关于2029年部分节假日安排的通知',
  days: [
    { day: '2029-05-18', kind: 'holiday', name: '劳动节' }, { day: '2029-05-17', kind: 'holiday', name: '劳动节' },
    { day: '2029-05-12', kind: 'workday', name: '劳动节调休补班' },
  ],
}

test('[D5] every year can be read by all, with its source and hash', async () => {
  const { status, body } = await liaison.get('/api/calendar/2026')
  assert.equal(status, 200)
  assert.deepEqual([body.published, body.days.length, body.source], [true, 39, '国务院办公厅关于2026年部分节假日安排的通知'])
  assert.match(body.versions[0].sha256, /^[0-9a-f]{64}$/)
  assert.deepEqual((await liaison.get('/api/calendar/2100')).body.published, false)
  assert.equal((await liaison.get('/api/calendar/1776')).status, 404)
})

test('[A2.1.2a] a list is checked before it is taken, and is the administrator’s', async () => {
  const put = (change) => admin.put(path, { ...list, ...change })
  assert.equal((await office.put(path, list)).status, 403)
  const outside = await put({ days: [{ day: '2028-12-31', kind: 'holiday', name: '元旦' }] })
  assert.equal(outside.body.errors[0].pointer, '#/days/0/day')
  const weekday = await put({ days: [{ day: '2029-05-16', kind: 'workday', name: '补班' }] })
  assert.match(weekday.body.errors[0].detail, /本来就是工作日/)
  assert.match((await put({ days: [list.days[0], list.days[0]] })).body.errors[0].detail, /出现了两次/)
  assert.equal((await put({ source: undefined })).body.errors[0].pointer, '#/source')
})

test('[D5] a new list moves no limit by itself; the office confirms what would move', async () => {
  const page = await issueMatter({ due_on: '2029-05-22', report_cycle: 'none' })
  const part = partOf(page, 12)
  const check = async () => (await liaison.get(`/api/assignments/${part.id}/deadlines`)).body.items.find((d) => d.kind === 'self_check')
  const before = await check()
  assert.deepEqual([before.due_on, before.estimated], ['2029-05-17', true])
  assert.match(before.explanation, /2029年放假安排尚未发布，暂按周一至周五估算，发布后由督办办公室确认$/)

  const preview = await admin.post(`${path}/preview`, list)
  const seen = preview.body.items.find((m) => m.matter_id === page.matter.id)
  assert.deepEqual([seen.kind, seen.from, seen.to, seen.title], ['self_check', '2029-05-17', '2029-05-15', null])
  assert.equal((await office.post(`${path}/preview`, list)).body.items.find((m) => m.matter_id === page.matter.id).title, page.matter.title)
  assert.equal((await liaison.post(`${path}/preview`, list)).status, 403)
  assert.equal((await check()).due_on, '2029-05-17')

  const written = await admin.put(path, list)
  assert.equal(written.status, 200)
  assert.deepEqual(written.body.days.map((d) => d.day), ['2029-05-12', '2029-05-17', '2029-05-18'])
  assert.equal(written.body.versions.length, 1)
  assert.equal(written.body.warning, null)
  await act(liaison, `/api/assignments/${part.id}/receive`, {}, part.version)
  assert.deepEqual([(await check()).due_on, (await check()).estimated], ['2029-05-17', true])

  assert.equal((await leader.get('/api/calendar/moves')).status, 403)
  const waiting = (await office.get('/api/calendar/moves')).body.items.find((m) => m.matter_id === page.matter.id)
  assert.deepEqual([waiting.kind, waiting.unit_name, waiting.to], ['self_check', '市立医院', '2029-05-15'])
  assert.equal((await office.post('/api/calendar/moves/confirm', { ids: [] })).status, 422)
  assert.equal((await liaison.post('/api/calendar/moves/confirm', { ids: [waiting.due_item_id] })).status, 403)
  const done = await act(office, '/api/calendar/moves/confirm', { ids: [waiting.due_item_id] })
  assert.equal(done.n, 1)
  const after = await check()
  assert.deepEqual([after.due_on, after.original_on, after.estimated], ['2029-05-15', '2029-05-17', false])
  assert.equal((await office.post('/api/calendar/moves/confirm', { ids: [waiting.due_item_id] })).status, 409)
  const { history } = (await office.get(`/api/matters/${page.matter.id}`)).body
  assert.equal(history.at(-1).note, '自查报告由5月17日（周四）改为5月15日（周二）')
})

test('[A2.1.2a] a correction leaves a version, with a warning for seven days in a row', async () => {
  const long = { ...list, note: '更正', days: [...list.days, { day: '2029-05-13', kind: 'workday', name: '补班' }] }
  const { body } = await admin.put(path, long)
  assert.equal(body.versions[0].note, '更正')
  assert.match(body.warning, /已连续工作 7 天，超过 6 天，请核对/)
})
