// Work plans, their steps and self-checks: [A2.2.1] [A4.2.1] [A4.2.2] [C2.2b]
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as, nobody } from '../support/client.mjs'
import { act, issueMatter, partOf } from '../support/matters.mjs'
import { enter, makePerson, post, today } from '../support/people.mjs'
import { sql } from '../support/stack.mjs'

const [leader, deputy, office, department, liaison] = await Promise.all(
  ['leader', 'deputy', 'office', 'department', 'liaison'].map(as))
const [HOSPITAL, CDC] = [12, 16]
const report = { done: '已完成摸底。', effect: '底数清楚。', problem: '无', next_step: '继续推进。', progress: 20 }

/** Working days from a day on, by the published list. */
const lists = await Promise.all([today(), today(366)].map(async (day) =>
  (await office.get(`/api/workdays?year=${day.slice(0, 4)}`)).body.items))
const special = new Map(lists.flat().map((d) => [d.day, d.kind]))
const plus = (day, n) => new Date(Date.parse(day) + n * 864e5).toISOString().slice(0, 10)
const works = (day) => (special.has(day) ? special.get(day) === 'workday' : new Date(day).getUTCDay() % 6 !== 0)
function workday(n, from = today()) {
  let day = from
  while (!works(day)) day = plus(day, 1)
  for (; n > 0; n--) do day = plus(day, 1); while (!works(day))
  return day
}
const count = (from, to) => {
  let n = 0
  for (let day = from; day <= to; day = plus(day, 1)) n += works(day)
  return n
}

const step = (title, from, to, more = {}) => ({ title, person: '李主任', start_on: workday(from), end_on: workday(to), ...more })
const steps = () => [step('摸底', 0, 1), step('整改', 2, 5, { measure: '逐项整改', deliverable: '整改报告', milestone: true })]
const plan = (more = {}) => ({ goal: '按期完成全部整改任务。', risks: '设备采购周期长。', steps: steps(), ...more })

/** A matter that asks for a plan, received by the hospital. */
async function received(fields = {}) {
  const { matter, assignments } = await issueMatter({
    needs_plan: true, due_on: workday(14), units: [{ unit_id: HOSPITAL, kind: 'lead' }], ...fields })
  const hospital = partOf({ assignments }, HOSPITAL)
  await act(liaison, `/api/assignments/${hospital.id}/receive`, {}, hospital.version)
  return { id: matter.id, part: hospital.id, due_on: matter.due_on }
}
const board = async (m, who = office) =>
  (await who.get(`/api/matters/${m.id}/plans`)).body.items.find((one) => one.assignment_id === m.part)
const handIn = (m, body = plan(), version = 1, who = department) => who.post(`/api/assignments/${m.part}/plans`, body, { version })
const decide = (p, action, body = {}, who = office) => who.post(`/api/plans/${p.id}/${action}`, body, { version: p.version })
const page = async (m, who = department) => (await who.get(`/api/assignments/${m.part}`)).body.assignment
const fileReport = (m, who = liaison) => who.post(`/api/assignments/${m.part}/reports`, report)
const button = (at, name) => at.actions.find((one) => one.name === name)
/** A matter whose plan is in force. */
async function planned(fields = {}, body = plan()) {
  const m = await received(fields)
  assert.equal((await handIn(m, body)).status, 201)
  assert.equal((await decide((await board(m)).plans[0], 'file')).status, 200)
  return m
}

test('[A4.2.1] [A2.2.1] handed in, returned, handed in again, filed: only then reports open', async () => {
  const m = await received()
  const shut = await fileReport(m)
  assert.deepEqual([shut.status, shut.body.detail], [409, '工作方案备案后才能报送进展'])
  const result = await department.post(`/api/assignments/${m.part}/submit`, { result: '任务已经全部完成，材料齐全。' },
    { version: (await page(m)).version })
  assert.deepEqual([result.status, result.body.detail], [409, '工作方案备案后才能报送结果'])
  let at = await page(m)
  assert.deepEqual([button(at, 'report').enabled, button(at, 'plan').enabled, button(at, 'plan').primary], [false, true, true])

  const handed = await handIn(m)
  assert.deepEqual([handed.status, handed.body.no, handed.body.status, handed.body.message],
    [201, 1, 'submitted', '工作方案已报送，等待督办办公室备案'])
  at = await page(m)
  assert.deepEqual([at.plan_status, at.plan_no], ['submitted', null])
  assert.match(button(at, 'plan').reason, /正在等待备案/)
  const again = await handIn(m, plan(), 2)
  assert.deepEqual([again.status, again.body.detail], [409, '上一版工作方案正在等待备案，备案或者退回以后再报'])

  let [one] = (await board(m)).plans
  assert.deepEqual(one.actions.map((a) => [a.name, a.enabled]), [['file_plan', true], ['return_plan', true]])
  assert.deepEqual((await board(m, department)).plans[0].actions, [])
  assert.deepEqual((await board(m, leader)).plans[0].actions, [])
  const returned = await decide(one, 'return', { opinion: '第二步没有写明验收标准。' })
  assert.deepEqual([returned.status, returned.body.status], [200, 'returned'])
  assert.equal((await fileReport(m)).status, 409)
  at = await page(m)
  assert.equal(at.plan_status, 'returned')

  const second = plan({ steps: (await board(m)).plans[0].steps.map(({ key, title, person, start_on, end_on }) =>
    ({ key, title: `${title}到位`, person, start_on, end_on })) })
  assert.equal((await handIn(m, second, 2)).status, 201)
  one = (await board(m)).plans[1]
  assert.deepEqual([one.no, one.steps[0].key, one.steps[0].title], [2, 1, '摸底到位'])
  const filed = await decide(one, 'file', { opinion: '同意备案。' })
  assert.match(filed.body.message, /^已备案，/)
  at = await page(m)
  assert.deepEqual([at.status, at.plan_no, at.plan_status, button(at, 'report').enabled], ['underway', 2, 'filed', true])
  assert.equal((await fileReport(m)).status, 201)
  const now = await board(m)
  assert.deepEqual(now.plans.map((p) => [p.no, p.status, p.in_force]), [[1, 'returned', false], [2, 'filed', true]])
  const { name } = (await department.get('/api/me')).body.person
  assert.deepEqual(now.plans.map((p) => [p.opinion, p.reviewed_name]), [['第二步没有写明验收标准。', name], ['同意备案。', name]])
  const { history } = (await office.get(`/api/matters/${m.id}`)).body
  assert.deepEqual(history.map((h) => h.action).filter((a) => /plan/.test(a)), ['plan', 'return_plan', 'plan', 'file_plan'])
  const owed = await sql(`SELECT seq, outcome FROM due_item WHERE assignment_id = ${m.part} AND kind = 'plan' ORDER BY seq`)
  assert.deepEqual(owed, [['1', 'done'], ['2', 'done']])
})

test('[A4.2.1] the plan is owed five working days after the receipt, and is the first feedback', async () => {
  const m = await received()
  const owed = async () => Object.fromEntries((await sql(`SELECT kind, due_on, COALESCE(outcome, '') FROM due_item
    WHERE assignment_id = ${m.part} AND kind IN ('plan', 'feedback', 'report')`)).map(([kind, ...rest]) => [kind, rest]))
  let now = await owed()
  let day = today()
  for (let n = 5; n > 0;) if (works(day = plus(day, 1))) n--
  assert.deepEqual([now.plan, now.feedback[1], now.report], [[day, ''], '', undefined])
  await handIn(m)
  now = await owed()
  assert.deepEqual([now.plan[1], now.feedback[1]], ['done', 'done'])
})

test('[A4.2.1] a matter that does not ask for a plan works as before, and may have one', async () => {
  const m = await received({ needs_plan: false })
  assert.equal(button(await page(m), 'plan').primary, false)
  assert.equal((await fileReport(m)).status, 201)
  assert.equal((await handIn(m)).status, 201)
  assert.equal((await fileReport(m)).status, 201)
  assert.deepEqual(await sql(`SELECT id FROM due_item WHERE assignment_id = ${m.part} AND kind = 'plan'`), [])
})

test('[A4.2.1] who assists owes no plan and reports at once', async () => {
  const m = await received({ units: [{ unit_id: CDC, kind: 'lead' }, { unit_id: HOSPITAL, kind: 'assist' }] })
  assert.equal((await board(m)).needed, false)
  assert.equal((await fileReport(m)).status, 201)
})

test('[A4.2.1] a changed plan waits while the filed one stays in force; progress goes on in it', async () => {
  const m = await planned()
  const [first] = (await board(m)).plans
  await act(liaison, `/api/plan-steps/${first.steps[0].id}/progress`, { progress: 100, note: '摸底完成' }, first.steps[0].version)
  const changed = plan({ steps: [step('补充调研', 1, 2), ...first.steps.map((s) =>
    ({ key: s.key, title: s.title, person: s.person, start_on: s.start_on, end_on: workday(8), deliverable: s.deliverable ?? undefined }))] })
  const handed = await handIn(m, changed, 2)
  assert.equal(handed.body.message, '调整后的方案已报送，备案之前仍按现行方案办理')
  assert.equal((await page(m)).plan_no, 1)
  assert.equal((await fileReport(m)).status, 201)
  const second = (await board(m)).plans[1]
  assert.deepEqual(second.steps.map((s) => s.progress), [0, 0, 0])
  await act(liaison, `/api/plan-steps/${first.steps[1].id}/progress`, { progress: 40 }, first.steps[1].version)
  await decide(second, 'file')
  const now = await board(m)
  assert.deepEqual(now.plans.map((p) => p.in_force), [false, true])
  assert.deepEqual(now.plans[1].steps.map((s) => [s.key, s.progress]), [[3, 0], [1, 100], [2, 40]])
  assert.equal(now.plans[1].steps[1].done_on, today())
  const old = await liaison.post(`/api/plan-steps/${first.steps[1].id}/progress`, { progress: 50 }, { version: first.steps[1].version + 1 })
  assert.deepEqual([old.status, old.body.detail], [409, '这一步属于第 1 版方案，现行的是第 2 版'])
})

test('[A4.2.2] steps have their progress, weigh by working days, and are in the history', async () => {
  const m = await planned()
  const [first, second] = (await board(m)).plans[0].steps
  assert.deepEqual([first.workdays, second.workdays], [2, 4])
  const done = await act(liaison, `/api/plan-steps/${first.id}/progress`, { progress: 100, note: '名册已建' }, first.version)
  assert.deepEqual([done.progress, done.message], [33, '已更新，按步骤折算的总进度为 33%；报送进展时可以采用'])
  const now = await board(m)
  assert.deepEqual([now.progress, now.plans[0].steps[0].done_on, now.plans[0].steps[0].light], [33, today(), 'blue'])
  assert.equal((await page(m)).plan_progress, 33)
  const stale = await department.post(`/api/plan-steps/${first.id}/progress`, { progress: 10 }, { version: first.version })
  assert.deepEqual([stale.status, stale.body.current.progress], [412, 100])
  assert.equal((await liaison.post(`/api/plan-steps/${first.id}/progress`, { progress: 10 })).status, 428)
  const back = await act(department, `/api/plan-steps/${first.id}/progress`, { progress: 90 }, done.version)
  assert.equal(back.progress, 30)
  assert.equal((await board(m)).plans[0].steps[0].done_on, null)
  const far = await liaison.post(`/api/plan-steps/${second.id}/progress`, { progress: 101 }, { version: second.version })
  assert.deepEqual([far.status, far.body.errors[0].pointer], [422, '#/progress'])
  const { history } = (await office.get(`/api/matters/${m.id}`)).body
  assert.equal(history.find((h) => h.action === 'step').note, '第 1 步“摸底”：进度由 0% 到 100%，完成。名册已建')
})

test('[A4.2.2] self-checks: what was found, what was put right, with files', async () => {
  const m = await received()
  const file = await liaison.post('/api/files?name=%E7%85%A7%E7%89%87.txt', '整改前后对比', {
    headers: { 'Content-Type': 'application/octet-stream' } })
  assert.equal(file.status, 201)
  const bad = await liaison.post(`/api/assignments/${m.part}/self-checks`, { found: '窗口排队', corrected: '' })
  assert.deepEqual([bad.status, bad.body.errors[0].pointer], [422, '#/corrected'])
  const made = await act(liaison, `/api/assignments/${m.part}/self-checks`,
    { found: '窗口排队时间长。', corrected: '增开两个窗口。', file_ids: [file.body.id] })
  assert.equal(made.message, '自查自纠已记录，督办办公室可以看到')
  const [check] = (await board(m)).checks
  assert.deepEqual([check.found, check.corrected, check.files[0].id], ['窗口排队时间长。', '增开两个窗口。', file.body.id])
  assert.equal((await office.get(`/api/files/${file.body.id}`)).status, 200)
  assert.equal((await office.post(`/api/assignments/${m.part}/self-checks`, { found: '查出', corrected: '已改' })).status, 403)
})

test('[A4.2.1] what is wrong with a plan is said at its place', async () => {
  const m = await received()
  const answer = await handIn(m, { goal: '短', steps: [{ title: '一', person: '', start_on: workday(0) }] })
  assert.equal(answer.status, 422)
  const pointers = answer.body.errors.map((e) => e.pointer)
  for (const pointer of ['#/goal', '#/steps/0/title', '#/steps/0/person', '#/steps/0/end_on']) assert.ok(pointers.includes(pointer), pointer)
  const days = await handIn(m, plan({ steps: [step('太早', 0, 1, { start_on: today(-3) }), step('倒置', 2, 1), step('太晚', 1, 16),
    { ...step('借用', 1, 2), key: 9 }] }))
  assert.deepEqual(days.body.errors.map((e) => e.pointer),
    ['#/steps/0/start_on', '#/steps/1/end_on', '#/steps/2/end_on', '#/steps/3/key'])
  assert.match(days.body.errors[2].detail, /^结束日期晚于办理时限.+，请压缩工期，或者先申请延期$/)
  assert.equal((await handIn(m, plan({ steps: [] }))).status, 422)
  const unsigned = await handIn(m, plan(), 1, liaison)
  assert.deepEqual(unsigned.body.errors, [{ pointer: '#/reviewed_by', detail: '请写明由哪位单位负责人审核' }])
  const signed = await handIn(m, plan({ reviewed_by: '章立新' }), 1, liaison)
  assert.equal(signed.status, 201)
  assert.equal((await board(m)).plans[0].reviewed_name, '章立新')
  const [one] = (await board(m)).plans
  const silent = await decide(one, 'return', {})
  assert.deepEqual([silent.status, silent.body.errors[0].pointer], [422, '#/opinion'])
})

test('[R14] two who hand in at once: the second is shown the first', async () => {
  const m = await received()
  assert.equal((await department.post(`/api/assignments/${m.part}/plans`, plan())).status, 428)
  await handIn(m)
  const [one] = (await board(m)).plans
  await decide(one, 'return', { opinion: '请补充。' })
  const late = await handIn(m, plan({ reviewed_by: '章立新' }), 1, liaison)
  assert.deepEqual([late.status, late.body.current.plans.length, late.body.current.version], [412, 1, 2])
  assert.equal((await decide(one, 'file')).status, 409) // no plan waits
  await handIn(m, plan(), 2)
  const two = (await board(m)).plans[1]
  const stale = await decide({ ...two, version: 9 }, 'file')
  assert.deepEqual([stale.status, stale.body.current.id], [412, two.id])
  assert.equal((await decide(one, 'file')).status, 412) // decided long ago
})

test('[A1.3] nobody files what they handed in', async () => {
  const both = await enter(await makePerson({}, [post('department', CDC), post('office', 1)]))
  const { assignments } = await issueMatter({ needs_plan: true, due_on: workday(14), units: [{ unit_id: CDC, kind: 'lead' }] })
  const m = { id: assignments[0].matter_id, part: assignments[0].id }
  await act(both, `/api/assignments/${m.part}/receive`, {}, assignments[0].version)
  assert.equal((await handIn(m, plan(), 1, both)).status, 201)
  const { id } = (await both.get('/api/me')).body.memberships.find((x) => x.role === 'office')
  both.token = (await both.post('/api/sessions/current/switch', { membership_id: id },
    { headers: { Cookie: both.cookie } })).body.access_token
  const [one] = (await board(m, both)).plans
  assert.deepEqual(one.actions.map((a) => [a.enabled, a.reason]), Array(2).fill([false, '方案由您本人报送，须由他人备案']))
  const own = await decide(one, 'file', {}, both)
  assert.deepEqual([own.status, own.body.detail], [403, '方案由您本人报送，须由他人备案'])
  assert.equal((await decide(one, 'file')).status, 200)
})

test('[R7] role by role: who sees, who hands in, who files', async () => {
  const m = await received()
  const cdc = await enter(await makePerson({}, [post('department', CDC)]))
  const hospitalOffice = await enter(await makePerson({}, [post('office', HOSPITAL)]))
  const [admin, auditor] = await Promise.all(['admin', 'auditor'].map(as))
  const handing = async (who, version = 1) => (await handIn(m, plan(), version, who)).status
  assert.deepEqual(await Promise.all([leader, deputy, office, admin, auditor].map((who) => handing(who))), [403, 403, 403, 403, 403])
  assert.deepEqual([await handing(nobody), await handing(cdc)], [401, 404])
  assert.equal(await handing(department), 201)
  const [one] = (await board(m)).plans
  for (const [who, status] of [[leader, 200], [deputy, 200], [office, 200], [department, 200], [liaison, 200], [hospitalOffice, 200],
    [admin, 403], [auditor, 403], [cdc, 404], [nobody, 401]]) {
    assert.equal((await who.get(`/api/matters/${m.id}/plans`)).status, status)
  }
  for (const action of ['file', 'return']) {
    const body = { opinion: '请补充。' }
    for (const [who, status] of [[leader, 403], [deputy, 403], [department, 403], [liaison, 403], [admin, 403], [cdc, 403], [nobody, 401],
      [hospitalOffice, 403]]) {
      assert.equal((await decide(one, action, body, who)).status, status)
    }
  }
  await decide(one, 'file')
  const [first] = (await board(m)).plans[0].steps
  for (const [who, status] of [[leader, 403], [office, 403], [cdc, 404], [nobody, 401]]) {
    const answer = await who.post(`/api/plan-steps/${first.id}/progress`, { progress: 10 }, { version: first.version })
    assert.equal(answer.status, status)
    assert.equal((await who.post(`/api/assignments/${m.part}/self-checks`, { found: '查出', corrected: '已改' })).status, status)
    assert.equal((await who.post(`/api/assignments/${m.part}/plan/schedule`, { by: 'limit', steps: [{ workdays: 1 }] })).status, status)
  }
})

test('[C2.2b] days are counted back from the part’s own limit; what no longer fits says by how much', async () => {
  const m = await received()
  const ask = async (body) => (await department.post(`/api/assignments/${m.part}/plan/schedule`, body)).body
  const fit = await ask({ by: 'limit', steps: [{ workdays: 3 }, { workdays: 4, gap: 1 }, { workdays: 2, parallel: true }] })
  assert.deepEqual([fit.limit_on, fit.steps[1].end_on, fit.steps[2].end_on], Array(3).fill(m.due_on))
  for (const [i, n] of [3, 4, 2].entries()) {
    assert.equal(fit.steps[i].workdays, n)
    assert.equal(count(fit.steps[i].start_on, fit.steps[i].end_on), n)
  }
  assert.equal(count(plus(fit.steps[0].end_on, 1), plus(fit.steps[1].start_on, -1)), 1)
  assert.match(fit.message, /排得下/)
  const full = count(today(), m.due_on)
  const tight = await ask({ by: 'limit', steps: [{ workdays: full }, { workdays: 2 }] })
  assert.deepEqual([tight.short_by, tight.steps[0].short_by, tight.steps[1].short_by], [2, 2, 0])
  assert.match(tight.steps[0].note, /^应在.+开始，已晚了 2 个工作日$/)
  const typed = await ask({ by: 'given', steps: [{ start_on: workday(1), end_on: workday(2) }, { start_on: m.due_on, end_on: plus(m.due_on, 14) }] })
  assert.deepEqual([typed.steps[0].workdays, typed.steps[0].note, typed.steps[1].over_by > 0], [2, null, true])
  const bad = await department.post(`/api/assignments/${m.part}/plan/schedule`, { by: 'limit', steps: [{ gap: 1 }] })
  assert.deepEqual([bad.status, bad.body.errors[0].pointer], [422, '#/steps/0/workdays'])
  const odd = await department.post(`/api/assignments/${m.part}/plan/schedule`,
    { by: 'given', steps: [{ start_on: '2019-01-01', end_on: '2019-01-02' }] })
  assert.deepEqual([odd.status, odd.body.errors[0].pointer], [422, '#/steps/0/start_on'])
})

test('[A4.2.1] an extended limit is said beside the plan in force', async () => {
  const m = await planned()
  assert.equal((await board(m)).note, null)
  await act(department, `/api/assignments/${m.part}/extensions`, { to_on: workday(17), reason: '设备到货延误。',
    progress_so_far: '已完成摸底。', measures: '加快采购。' })
  const [x] = (await office.get(`/api/matters/${m.id}/extensions`)).body.items
  await act(office, `/api/extensions/${x.id}/approve`, { opinion: '同意。' }, x.version)
  assert.match((await board(m)).note, /^备案以后办理时限由.+改为.+，现行方案到.+结束，需要的话可报送调整后的方案$/)
})

test('[A2.2.1] what is to be done about a plan stands in the to-dos, and those concerned are told', async () => {
  const m = await received()
  const todo = async (who) => (await who.get('/api/home')).body.todos.find((t) => t.matter_id === m.id)
  const mine = async (who) => (await who.get('/api/matters?mine=true&limit=200')).body.items.some((row) => row.id === m.id)
  assert.deepEqual([(await todo(department)).kind, (await todo(liaison)).kind, await todo(office)], ['plan', 'plan', undefined])
  await handIn(m)
  assert.deepEqual([await todo(department), await mine(department)], [undefined, false])
  const waiting = await todo(office)
  assert.deepEqual([waiting.kind, waiting.path, await mine(office)], ['file_plan', `/matters/${m.id}?tab=plan`, true])
  await decide((await board(m)).plans[0], 'return', { opinion: '请补充。' })
  assert.deepEqual([(await todo(department)).kind, await todo(office), await mine(office)], ['mend_plan', undefined, false])
  await handIn(m, plan(), 2)
  await decide((await board(m)).plans[1], 'file')
  assert.equal((await todo(liaison)).kind, 'report')
  const told = await sql(`SELECT p.login, n.title FROM notification n JOIN person p ON p.id = n.person_id
    WHERE n.matter_id = ${m.id} AND n.kind = 'plan' AND p.login IN ('office', 'department', 'liaison') ORDER BY n.id`)
  const words = (login) => told.filter(([who]) => who === login).map(([, title]) => title.split('：')[0])
  assert.deepEqual(words('office'), ['工作方案待备案', '工作方案待备案'])
  assert.deepEqual(words('department'), ['工作方案已退回', '工作方案已备案'])
})

test('[R17] every move leaves its audit row', async () => {
  const m = await planned()
  const [first] = (await board(m)).plans[0].steps
  await act(liaison, `/api/plan-steps/${first.id}/progress`, { progress: 10 }, first.version)
  await act(liaison, `/api/assignments/${m.part}/self-checks`, { found: '查出', corrected: '已改' })
  const rows = await sql(`SELECT action FROM audit_log WHERE object_kind = 'assignment' AND object_id = ${m.part} ORDER BY id`)
  assert.deepEqual(rows.flat(), ['receive', 'plan', 'file_plan', 'step', 'self_check'].map((a) => `assignment.${a}`))
})
