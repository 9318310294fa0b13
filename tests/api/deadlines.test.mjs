// What who owes by when, why, and its lights: [D5] [A4.3.1] [A4.5.1] [D4.2] [C2.2a] [A2.1.2a] [A2.3.1] [A2.3.3]
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as, nobody } from '../support/client.mjs'
import { act, draft, issueMatter, partOf } from '../support/matters.mjs'
import { today } from '../support/people.mjs'
import { sql } from '../support/stack.mjs'

const [office, leader, department, liaison, admin] = await Promise.all(['office', 'leader', 'department', 'liaison', 'admin'].map(as))
const HOSPITAL = 12
const limits = async (part, who = office) => (await who.get(`/api/assignments/${part.id}/deadlines`)).body.items
const kinds = (items) => items.map((d) => d.kind)
const one = (items, kind) => items.find((d) => d.kind === kind)
const report = { done: '已经排查完成。', effect: '发现隐患三处。', problem: '无', next_step: '整改。', progress: 60 }

async function issued(fields) {
  const page = await issueMatter(fields)
  return { id: page.matter.id, matter: page.matter, part: partOf(page, HOSPITAL) }
}

test('[D5] each limit of a part says why it is that day', async () => {
  const { part } = await issued({ difficulty: 'simple', due_on: today(40) })
  const items = await limits(part, liaison)
  assert.deepEqual(kinds(items).sort(), ['feedback', 'report', 'result', 'self_check', 'sign'])
  assert.match(one(items, 'sign').explanation, /^自\d+月\d+日下达次日起第1个工作日，.*为\d+月\d+日（周.）/)
  assert.match(one(items, 'feedback').explanation, /第3个工作日/)
  assert.match(one(items, 'self_check').explanation, /^办理时限.*前第3个工作日，为/)
  assert.equal(one(items, 'result').due_on, today(40))
  assert.equal(one(items, 'result').original_on, today(40))
  assert.equal((await nobody.get(`/api/assignments/${part.id}/deadlines`)).status, 401)
  assert.equal((await admin.get(`/api/assignments/${part.id}/deadlines`)).status, 403)
  assert.equal((await office.get('/api/assignments/999999/deadlines')).status, 404)
})

test('[D5] the leader’s own date goes first', async () => {
  const { part } = await issued({ leader_feedback_on: today(1) })
  const feedback = one(await limits(part), 'feedback')
  assert.deepEqual([feedback.due_on, feedback.explanation.startsWith('领导指定的反馈日期')], [today(1), true])
})

test('[A4.3.1][D4.4] the moves themselves clear what is owed', async () => {
  const { id, part } = await issued()
  const owed = async (who) => (await who.get('/api/due?owner=me')).body.items.filter((d) => d.matter_id === id).map((d) => d.kind)
  assert.deepEqual((await owed(liaison)).sort(), ['feedback', 'report', 'result', 'self_check', 'sign'])
  let { version } = await act(liaison, `/api/assignments/${part.id}/receive`, {}, part.version)
  assert.equal(one(await limits(part), 'sign').outcome, 'done')
  ;({ version } = await act(liaison, `/api/assignments/${part.id}/reports`, report))
  assert.equal(one(await limits(part), 'feedback').outcome, 'done')
  assert.deepEqual((await owed(liaison)).sort(), ['result', 'self_check'])
  ;({ version } = await act(liaison, `/api/assignments/${part.id}/reports`, { ...report, self_check: true }))
  assert.equal(one(await limits(part), 'self_check').outcome, 'done')
  ;({ version } = await act(department, `/api/assignments/${part.id}/submit`, { result: '全部完成，材料齐全。' }, version))
  assert.deepEqual(await owed(liaison), [])
  assert.deepEqual(await owed(office), ['accept'])
  ;({ version } = await act(office, `/api/assignments/${part.id}/return`, { verdict: '缺照片' }, version))
  assert.deepEqual(await owed(liaison), ['rectify'])
  ;({ version } = await act(department, `/api/assignments/${part.id}/submit`, { result: '照片已经补齐，请验收。' }, version))
  await act(office, `/api/assignments/${part.id}/accept`, { verdict: '通过' }, version)
  assert.deepEqual(await owed(office), ['reply'])
  const { matter } = (await office.get(`/api/matters/${id}`)).body
  await act(office, `/api/matters/${id}/conclude`, { answer: '已经办结。', answered_to: '委务会' }, matter.version)
  assert.deepEqual([await owed(office), await owed(liaison)], [[], []])
})

test('[C2.2a] the leader owes an answer within three working days', async () => {
  const { id, version } = await act(office, '/api/matters', draft())
  const proposed = await act(office, `/api/matters/${id}/propose`, { proposal: '拟请办理。' }, version)
  const mine = (await leader.get('/api/due?owner=me')).body.items.filter((d) => d.matter_id === id)
  assert.deepEqual([mine.length, mine[0].kind, mine[0].assignment_id], [1, 'approval', null])
  assert.match(mine[0].explanation, /报请审批次日起第3个工作日/)
  await act(leader, `/api/matters/${id}/return`, { opinion: '再核实' }, proposed.version)
  assert.equal((await leader.get('/api/due?owner=me')).body.items.filter((d) => d.matter_id === id).length, 0)
})

test('[A2.3.3] a unit sees its own, the earliest first', async () => {
  const { items } = (await department.get('/api/due?owner=me')).body
  assert.deepEqual(items.map((d) => d.due_on), items.map((d) => d.due_on).sort())
  const [[others]] = await sql(`SELECT COUNT(*) FROM due_item WHERE unit_id <> ${HOSPITAL} AND id IN (${items.map((d) => d.id)})`)
  assert.equal(others, '0')
})

test('[D6.2] what a unit owes names its first responsible person', async () => {
  const { id, part } = await issued()
  assert.ok(part.first_person)
  const mine = (await liaison.get('/api/due?owner=me')).body.items.filter((d) => d.matter_id === id)
  assert.ok(mine.length >= 3)
  for (const item of mine) assert.equal(item.first_person, part.first_person)
})

test('[A4.3.1] the frequency can be lowered for a matter, from then on', async () => {
  const { id, part, matter } = await issued({ due_on: today(90) })
  assert.equal((await limits(part)).filter((d) => d.kind === 'report').length, 1)
  const lower = { report_cycle: 'none', why: '减轻基层负担' }
  assert.equal((await office.post(`/api/matters/${id}/cycle`, lower)).status, 428)
  assert.equal((await leader.post(`/api/matters/${id}/cycle`, lower, { version: matter.version })).status, 403)
  const wrong = await office.post(`/api/matters/${id}/cycle`, { report_cycle: 'daily' }, { version: matter.version })
  assert.deepEqual(wrong.body.errors.map((e) => e.pointer).sort(), ['#/report_cycle', '#/why'])
  const stale = await office.post(`/api/matters/${id}/cycle`, lower, { version: matter.version + 5 })
  assert.equal(stale.status, 412)
  const { version } = await act(office, `/api/matters/${id}/cycle`, lower, matter.version)
  assert.equal((await limits(part)).filter((d) => d.kind === 'report').length, 0)
  await act(office, `/api/matters/${id}/cycle`, { report_cycle: 'monthly', self_check_days: 10, why: '改为每月' }, version)
  const again = await limits(part)
  assert.equal(again.filter((d) => d.kind === 'report').length, 1)
  assert.match(one(again, 'self_check').explanation, /前第10个工作日/)
  const { history } = (await office.get(`/api/matters/${id}`)).body
  assert.deepEqual(history.at(-1).changes, [{ field: 'report_cycle', label: '报送频次', from: '不定期', to: '每月' },
    { field: 'self_check_days', label: '自查提前', from: '依规则', to: '10 个工作日' }])
})

test('[A4.3.1] a frequency of one’s own: one report in so many days, its last working day', async () => {
  const wrong = await office.post('/api/matters', draft({ report_cycle: 'custom' }))
  assert.deepEqual(wrong.body.errors.map((e) => e.pointer), ['#/cycle_days'])
  assert.deepEqual((await office.post('/api/matters', draft({ report_cycle: 'weekly', cycle_days: 3 }))).body.errors.map((e) => e.pointer), ['#/cycle_days'])
  const { id, matter, part } = await issued({ report_cycle: 'custom', cycle_days: 14, due_on: today(60) })
  assert.deepEqual([matter.report_cycle, matter.cycle_days], ['custom', 14])
  const [first] = (await limits(part)).filter((d) => d.kind === 'report')
  assert.match(first.explanation, /^每14天报送一次，取期内最后一个工作日，为/)
  const { inputs } = Object.fromEntries((await sql(`SELECT 'inputs', inputs FROM due_item WHERE assignment_id = ${part.id} AND kind = 'report' LIMIT 1`)))
  const end = Date.parse(JSON.parse(inputs).period_end) / 864e5
  assert.equal((end + 1 - 4) % 14, 0, 'two weeks from Monday to Sunday')
  const { version } = (await office.get(`/api/matters/${id}`)).body.matter
  const missing = await office.post(`/api/matters/${id}/cycle`, { report_cycle: 'custom', why: '改为自定' }, { version })
  assert.deepEqual(missing.body.errors.map((e) => e.pointer), ['#/cycle_days'])
  await act(office, `/api/matters/${id}/cycle`, { report_cycle: 'custom', cycle_days: 10, why: '进入攻坚阶段' }, version)
  const { changes } = (await office.get(`/api/matters/${id}`)).body.history.at(-1)
  assert.deepEqual([changes[0].from, changes[0].to], ['每14天', '每10天'])
})

test('[A4.5.1] how long before the limit a part checks itself is set with the draft, and changed after issue', async () => {
  const refused = await office.post('/api/matters', draft({ self_check_days: 31 }))
  assert.equal(refused.body.errors[0].pointer, '#/self_check_days')
  const { id, matter, part } = await issued({ due_on: today(90), self_check_days: 7 })
  assert.equal(matter.self_check_days, 7)
  assert.match(one(await limits(part), 'self_check').explanation, /前第7个工作日/)
  const same = { report_cycle: 'weekly', why: '按规则自查' }
  const bad = await office.post(`/api/matters/${id}/cycle`, { ...same, self_check_days: 31 }, { version: matter.version })
  assert.equal(bad.body.errors[0].pointer, '#/self_check_days')
  const [before] = await sql(`SELECT COALESCE(cycle_from, '-') FROM matter WHERE id = ${id}`)
  const { message } = await act(office, `/api/matters/${id}/cycle`, same, matter.version)
  assert.equal(message, '报送频次为每周，自查提前依规则，自今天起')
  assert.match(one(await limits(part), 'self_check').explanation, /前第3个工作日/)
  assert.equal((await office.get(`/api/matters/${id}`)).body.matter.self_check_days, null)
  assert.deepEqual((await sql(`SELECT COALESCE(cycle_from, '-') FROM matter WHERE id = ${id}`))[0], before, 'the periods go on')
})

test('[D3.4] a special duban is reported on every week, and that is not relaxed', async () => {
  const loose = await act(office, '/api/matters', draft({ is_special: true, report_cycle: 'monthly' }))
  const refused = await office.post(`/api/matters/${loose.id}/propose`, { proposal: '拟请办理。' }, { version: loose.version })
  assert.deepEqual([refused.status, refused.body.detail], [409, '专项督办应每周报送，请调整报送频次，补全后可报请审批'])
  const { id, matter } = await issued({ is_special: true, report_cycle: 'weekly' })
  const relaxed = await office.post(`/api/matters/${id}/cycle`, { report_cycle: 'none', why: '减轻负担' }, { version: matter.version })
  assert.deepEqual([relaxed.status, relaxed.body.errors[0].pointer], [422, '#/report_cycle'])
  const { items } = (await office.get('/api/matters?limit=5')).body
  assert.equal(items.find((m) => m.id === id).is_special, true)
})

test('[D3.2] a light can be set by hand, with a reason that stays', async () => {
  const { id, part } = await issued({ due_on: today(90) })
  const path = `/api/assignments/${part.id}/light`
  const red = { light: 'red', reason: '现场查看进展不实', until: today(3) }
  const bad = await office.post(path, { ...red, light: 'blue' }, { version: part.version })
  assert.equal(bad.body.errors[0].pointer, '#/light')
  assert.equal((await office.post(path, { ...red, until: today(-1) }, { version: part.version })).body.errors[0].pointer, '#/until')
  assert.equal((await liaison.post(path, red, { version: part.version })).status, 403)
  assert.equal((await office.post(path, red)).status, 428)
  assert.equal((await office.post(path, red, { version: part.version + 1 })).status, 412)
  await act(office, path, red, part.version)
  const page = (await office.get(`/api/matters/${id}`)).body
  const now = partOf(page, HOSPITAL)
  assert.deepEqual([part.light, now.light, now.hand_light], ['green', 'red', 'red'])
  assert.match(now.light_reason, /^.+定为.+（至\d+月\d+日（周.））：现场查看进展不实$/)
  assert.equal(page.history.at(-1).action, 'light')
  const ledger = async (light) => (await office.get(`/api/matters?status=issued&light=${light}&limit=200`)).body.items.find((m) => m.id === id)
  assert.equal(page.matter.light, 'red', 'the worst of its parts')
  assert.match(page.matter.light_reason, /^市立医院：.+定为.+：现场查看进展不实$/)
  const row = await ledger('red')
  assert.deepEqual([row.light, row.light_reason], ['red', page.matter.light_reason])
  assert.equal(await ledger('green'), undefined)
  const [todo] = (await liaison.get('/api/home')).body.todos.filter((t) => t.matter_id === id)
  assert.deepEqual([todo.light, todo.light_reason], ['red', now.light_reason])
  await act(office, path, { ...red, light: 'green', reason: '已经核实' }, now.version)
  assert.equal((await ledger('green')).light, 'green')
  assert.equal(await ledger('red'), undefined)
})

test('[D4.2] behind schedule is yellow, then red, in the page and in the ledger’s filter', async () => {
  const { id, part } = await issued({ due_on: today(90) })
  const back = (days) => sql(`UPDATE matter SET issued_at = issued_at - INTERVAL ${days} DAY, feedback_on = feedback_on - INTERVAL ${days} DAY
    WHERE id = ${id}; UPDATE assignment SET served_at = served_at - INTERVAL ${days} DAY, limit_from = limit_from - INTERVAL ${days} DAY WHERE id = ${part.id}`)
  await back(90)
  await act(liaison, `/api/assignments/${part.id}/receive`, {}, part.version)
  const shown = async (light) => (await office.get(`/api/matters?status=issued&light=${light}&limit=200`)).body.items.some((m) => m.id === id)
  const page = (await office.get(`/api/matters/${id}`)).body
  assert.deepEqual([page.matter.light, partOf(page, HOSPITAL).light, page.matter.overdue_days], ['red', 'red', 0])
  assert.match(page.matter.light_reason, /落后序时进度 30 个百分点以上/)
  assert.deepEqual([await shown('red'), await shown('yellow'), await shown('green')], [true, false, false])
  await act(liaison, `/api/assignments/${part.id}/reports`, { ...report, progress: 35 })
  assert.match((await office.get(`/api/matters/${id}`)).body.matter.light_reason, /10 至 30 个百分点/)
  assert.deepEqual([await shown('red'), await shown('yellow'), await shown('green')], [false, true, false])
  await act(liaison, `/api/assignments/${part.id}/reports`, { ...report, progress: 60 })
  assert.deepEqual([await shown('red'), await shown('yellow'), await shown('green')], [false, false, true])
})

test('[A2.3.1] the burden of a week: how many papers each unit owes', async () => {
  const { part } = await issued({ due_on: today(60) })
  const all = (await office.get('/api/stats/burden')).body
  const hospital = all.items.find((u) => u.unit_id === HOSPITAL)
  assert.equal(hospital.n, hospital.kinds.reduce((n, k) => n + k.n, 0))
  const [[n]] = await sql(`SELECT COUNT(*) FROM due_item d WHERE d.unit_id = ${HOSPITAL} AND d.body_id = 1
    AND d.due_on BETWEEN '${all.from_on}' AND '${all.to_on}' AND COALESCE(outcome, '') <> 'void'`)
  assert.equal(String(hospital.n), n)
  const own = (await liaison.get('/api/stats/burden')).body
  assert.deepEqual(own.items.map((u) => u.unit_id), [HOSPITAL])
  const then = (await leader.get(`/api/stats/burden?week=${today(60)}`)).body
  assert.ok(then.from_on <= today(60) && then.to_on >= today(60))
  assert.ok(then.items.some((u) => u.unit_id === part.unit_id && u.kinds.some((k) => k.kind === 'result')))
  assert.equal((await admin.get('/api/stats/burden')).status, 403)
})

test('[A2.1.2a] time rules are data with versions and reasons', async () => {
  const { items } = (await department.get('/api/time-rules')).body
  const sign = items.find((r) => r.code === 'sign')
  const path = `/api/time-rules/${sign.id}`
  const change = { unit: 'workday', n: 2, basis: '督办办公室约定', why: '周末下达的来不及' }
  assert.equal((await department.post(path, change, { version: sign.version })).status, 403)
  assert.equal((await office.post(path, change)).status, 428)
  assert.equal((await office.post(path, change, { version: 99 })).status, 412)
  assert.equal((await office.post('/api/time-rules/999999', change, { version: 1 })).status, 404)
  assert.equal((await office.post(path, { ...change, n: 400 }, { version: sign.version })).body.errors[0].pointer, '#/n')
  const before = await issued()
  const next = await act(office, path, change, sign.version)
  assert.deepEqual([next.version, next.n, next.why], [sign.version + 1, 2, change.why])
  assert.equal((await office.post(path, change, { version: sign.version })).status, 412)
  assert.match(one(await limits((await issued()).part), 'sign').explanation, /第2个工作日/)
  await act(liaison, `/api/assignments/${before.part.id}/receive`, {}, before.part.version)
  assert.match(one(await limits(before.part), 'sign').explanation, /第1个工作日/)
  const history = (await office.get('/api/time-rules?all=true')).body.items.filter((r) => r.code === 'sign')
  assert.deepEqual(history.map((r) => r.version).slice(0, 2), [next.version, sign.version])
  await act(office, `/api/time-rules/${next.id}`, { ...change, n: 1, why: '恢复' }, next.version)
})
