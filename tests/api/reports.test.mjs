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

// ---- the office's word on a report
test('[A4.3.1] a returned report is written anew: reason, two working days, progress as before it, told to the unit', async () => {
  const { id, part, path } = await received({ report_cycle: 'none' })
  await act(liaison, path, { ...good, progress: 20 })
  const second = await act(liaison, path, { ...good, progress: 70 })
  const first = (await pageOf(id)).reports[1]
  assert.deepEqual([first.can_return, first.can_grade], [false, true])
  assert.equal((await office.post(`/api/reports/${first.id}/return`, { reason: '不是最近的一份' })).body.type, '/problems/not-last')
  assert.deepEqual((await office.post(`/api/reports/${second.id}/return`, {})).body.errors.map((e) => e.pointer), ['#/reason'])
  assert.equal((await liaison.post(`/api/reports/${second.id}/return`, { reason: '自己退' })).status, 403)
  assert.equal((await nobody.post(`/api/reports/${second.id}/return`, { reason: '无人' })).status, 401)
  await act(office, `/api/reports/${second.id}/return`, { reason: '成效没有数据，请补充。' })

  const page = await pageOf(id)
  const [returned] = page.reports
  assert.deepEqual([returned.returned_why, returned.returned_name, returned.can_return, page.matter.progress],
    ['成效没有数据，请补充。', office.me.person.name, false, 20])
  assert.equal(page.history.at(-1).action, 'return_report')
  const owed = (await liaison.get(`/api/assignments/${part}/deadlines`)).body.items
  const rewrite = owed.find((d) => d.kind === 'report' && !d.closed_at)
  assert.match(rewrite.explanation, /退回报告.*第2个工作日/)
  assert.match((await liaison.get('/api/notifications?limit=1')).body.items[0].title, /退回，请重写/)
  assert.equal((await office.post(`/api/reports/${second.id}/return`, { reason: '再退一次' })).status, 409)
  assert.deepEqual((await liaison.post(path, { unchanged: true, progress: 70 })).body.errors.map((e) => e.pointer).includes('#/unchanged'), true)

  await act(liaison, path, { ...good, effect: '统一认识，签到 312 人。', progress: 70 })
  const after = (await liaison.get(`/api/assignments/${part}/deadlines`)).body.items.find((d) => d.explanation === rewrite.explanation)
  assert.deepEqual([after.outcome, (await pageOf(id)).matter.progress], ['done', 70])
})

test('the office grades a report; poor needs a reason, the last grade counts', async () => {
  const { id, path } = await received()
  const { id: report } = await act(liaison, path, good)
  const grade = (body) => office.post(`/api/reports/${report}/grade`, body)
  assert.deepEqual((await grade({ grade: 'poor' })).body.errors.map((e) => e.pointer), ['#/note'])
  assert.deepEqual((await grade({ grade: 'returned' })).body.errors.map((e) => e.pointer), ['#/grade'])
  assert.equal((await grade({ grade: 'poor', note: '照抄上次' })).status, 200)
  assert.equal((await grade({ grade: 'good' })).status, 200)
  const [seen] = (await pageOf(id)).reports
  assert.deepEqual([seen.grade, seen.grade_note], ['good', null])
  assert.equal((await (await as('leader')).post(`/api/reports/${report}/grade`, { grade: 'good' })).status, 403)
  const stranger = await received({ units: [{ unit_id: 12, kind: 'lead' }] })
  assert.ok(stranger)
  assert.equal((await office.post('/api/reports/99999999/grade', { grade: 'good' })).status, 404)
})

// ---- the unit's own review
test('[A4.3.1] where a unit reviews, a liaison’s report goes only when its responsible person passes it', async (t) => {
  const department = await as('department')
  const setting = `/api/units/${department.me.membership.unit_id}/report-review`
  assert.equal((await liaison.put(setting, { report_review: true })).status, 403)
  assert.equal((await department.put('/api/units/13/report-review', { report_review: true })).status, 404)
  assert.equal((await department.put(setting, { report_review: true })).status, 200)
  t.after(() => department.put(setting, { report_review: false }))
  assert.deepEqual((await liaison.get(setting)).body, { report_review: true })

  const { id, part, path } = await received()
  const file = (await upload(liaison, '签到表.pdf', makePdf('签到'))).body.id
  const put = await liaison.post(path, { ...good, file_ids: [file] })
  assert.deepEqual([put.status, put.body.id, put.body.status], [201, null, 'received'])
  assert.match(put.body.message, /负责人审核/)
  assert.deepEqual((await pageOf(id)).reports, [], 'the office sees nothing of it')
  assert.equal((await office.get(`/api/files/${file}`)).status, 404)
  assert.equal((await office.get(`/api/assignments/${part}/waiting-report`)).status, 403)

  const waiting = (await department.get(`/api/assignments/${part}/waiting-report`)).body
  assert.deepEqual([waiting.status, waiting.body.done, waiting.files.map((f) => f.id)], ['waiting', good.done, [file]])
  assert.equal((await department.get(`/api/files/${file}`)).status, 200)
  const todo = (await department.get('/api/home')).body.todos.find((one) => one.kind === 'review_report' && one.assignment_id === part)
  assert.equal(todo.path, `/matters/${id}?tab=report`)
  assert.match((await department.get('/api/notifications?limit=1')).body.items[0].title, /待您审核/)

  await act(department, `/api/waiting-reports/${waiting.id}/return`, { reason: '成效要写数字。' })
  assert.equal((await liaison.get(`/api/assignments/${part}/waiting-report`)).body.reason, '成效要写数字。')
  assert.ok((await liaison.get('/api/home')).body.todos.some((one) => one.kind === 'mend_report' && one.assignment_id === part))
  assert.equal((await department.post(`/api/waiting-reports/${waiting.id}/pass`, {})).status, 409)

  const again = await liaison.post(path, { ...good, effect: '312 人到会。', file_ids: [(await upload(liaison, '签到表.pdf', makePdf('签到二'))).body.id] })
  const passed = await department.post(`/api/waiting-reports/${again.body.waiting_id}/pass`)
  assert.equal(passed.status, 200)
  const [report] = (await pageOf(id)).reports
  assert.deepEqual([report.id, report.author_name, report.reviewer_name, report.effect, report.files.length],
    [passed.body.id, '林晓', department.me.person.name, '312 人到会。', 1])
  assert.ok(report.period_from && report.period_to, 'the week that it is about')
  assert.equal((await office.get(`/api/files/${report.files[0].id}`)).status, 200)
  assert.equal((await liaison.post(`/api/waiting-reports/${again.body.waiting_id}/pass`)).status, 403)

  await act(liaison, path, { ...good, progress: 50 })
  const own = await act(department, path, { ...good, progress: 60 })
  assert.ok(own.id, 'the responsible person’s own goes at once')
  assert.equal((await liaison.get(`/api/assignments/${part}/waiting-report`)).body.status, 'dropped')
})

test('[A2.2.2] the lead unit sums up what the assisting ones reported; nobody else’s can be named', async () => {
  const page = await issueMatter({ units: [{ unit_id: 12, kind: 'lead' }, { unit_id: 13, kind: 'assist' }] })
  const [lead, assist] = [partOf(page, 12), partOf(page, 13)]
  const other = await signIn(await loginOf(13))
  for (const [who, part] of [[liaison, lead], [other, assist]]) await act(who, `/api/assignments/${part.id}/receive`, {}, part.version)
  const { id: theirs } = await act(other, `/api/assignments/${assist.id}/reports`, { ...good, done: '已提供名单。' })
  const offered = (await liaison.get(`/api/assignments/${lead.id}/assisting-reports`)).body.items
  assert.deepEqual(offered.map((r) => [r.id, r.done]), [[theirs, '已提供名单。']])
  const { id } = await act(liaison, `/api/assignments/${lead.id}/reports`, { ...good, cite_ids: [theirs] })
  const seen = (await pageOf(page.matter.id)).reports.find((r) => r.id === id)
  assert.deepEqual(seen.cites, [{ id: theirs, unit_name: assist.unit_name }])
  await sql(`UPDATE report SET unit_name = REPEAT('院', 80) WHERE id = ${theirs}`) // as many and as long as there may be
  assert.equal((await liaison.post(`/api/assignments/${lead.id}/reports`, { ...good, cite_ids: Array(30).fill(theirs) })).status, 201)
  const wrong = await liaison.post(`/api/assignments/${lead.id}/reports`, { ...good, cite_ids: [id] })
  assert.deepEqual(wrong.body.errors.map((e) => e.pointer), ['#/cite_ids/0'])
  const byAssist = await other.post(`/api/assignments/${assist.id}/reports`, { ...good, cite_ids: [theirs] })
  assert.deepEqual(byAssist.body.errors.map((e) => e.pointer), ['#/cite_ids'])
})

/** Somebody who files for a unit of the demo. */
async function loginOf(unit) {
  const [[login]] = await sql(`SELECT p.login FROM membership m JOIN person p ON p.id = m.person_id
    WHERE m.unit_id = ${unit} AND m.role = 'liaison' AND m.until_on IS NULL AND p.status = 'active' LIMIT 1`)
  return login
}
