// 催办: by the office's hand and by itself (A4.5.1, B5). The job is run by dubanctl at the times it must know.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { as, nobody, signIn } from '../support/client.mjs'
import { at as atInstant } from '../support/faketime.mjs'
import { act, draft, issueMatter, partOf } from '../support/matters.mjs'
import { build, sql, stack } from '../support/stack.mjs'

const hand = (fields = {}) => ({ channel: 'in_app', text: '请尽快报送进展。', ...fields })
const at = (id) => `/api/assignments/${id}/reminders`

test('[D3.2][D4.3] the office reminds: the unit sees it, reads it, answers it, and the office sees that', async () => {
  const [office, liaison] = [await as('office'), await as('liaison')]
  const page = await issueMatter()
  const { id } = partOf(page, 12)
  const made = await office.post(at(id), hand({ channel: 'phone', reply_by: '2099-12-31' }))
  assert.equal(made.status, 201)
  assert.match(made.body.message, /市立医院.*第 1 次/)

  const { items: [told] } = (await liaison.get('/api/notifications?limit=1')).body
  assert.match(told.title, /^催办（电话，第1次）/)
  assert.deepEqual([told.matter_id, told.assignment_id, told.kind], [page.matter.id, id, 'reminder'])
  await liaison.post('/api/notifications/read', { ids: [told.id] })

  const [seen] = (await office.get(at(id))).body.items
  assert.deepEqual([seen.channel, seen.stage, seen.ordinal, seen.by_name, seen.reply_by], ['phone', null, 1, office.me.person.name, '2099-12-31'])
  const me = seen.people.find((p) => p.person_id === liaison.me.person.id)
  assert.ok(me.sent_at && me.read_at && !me.is_copy)
  assert.ok(seen.people.some((p) => p.person_id === 1012 && p.read_at === null), 'the responsible person too')

  const entry = (await liaison.get(`/api/matters/${page.matter.id}`)).body.history.at(-1)
  assert.deepEqual([entry.action, entry.assignment_id, entry.unit_name, entry.actor_name], ['remind', id, '市立医院', office.me.person.name])
  assert.match(entry.note, /^第 1 次，电话：请尽快报送进展。\n请回复，不晚于12月31日/)

  const answer = await liaison.post(`/api/reminders/${made.body.id}/reply`, { text: '今天下班前报送。' })
  assert.equal(answer.status, 200)
  assert.equal((await liaison.post(`/api/reminders/${made.body.id}/reply`, { text: '再说一遍。' })).status, 409)
  assert.deepEqual((await office.get(at(id))).body.items[0].reply, '今天下班前报送。')
  assert.ok((await office.get('/api/notifications?limit=5')).body.items.some((n) => n.kind === 'reply' && n.text === '今天下班前报送。'))
})

test('[D3.2] two hours apart, three a day; the second copies the head of the unit, the third the leader in charge', async () => {
  const office = await as('office')
  const { id } = partOf(await issueMatter(), 12)
  const earlier = (hours) => sql(`UPDATE reminder SET at = at - INTERVAL ${hours * 60} MINUTE WHERE assignment_id = ${id}`)
  const copies = async () => (await office.get(at(id))).body.items[0].people.filter((p) => p.is_copy).map((p) => p.person_id)
  await act(office, at(id), hand())
  assert.deepEqual(await copies(), [])
  const soon = await office.post(at(id), hand())
  assert.deepEqual([soon.status, soon.body.type], [409, '/problems/reminder-too-soon'])
  await earlier(2.1)
  await act(office, at(id), hand())
  const [[head]] = await sql("SELECT person_id FROM membership WHERE unit_id = 12 AND `rank` = 'head' AND until_on IS NULL")
  const second = await copies()
  const direct = (await office.get(at(id))).body.items[0].people.map((p) => p.person_id)
  assert.ok(direct.includes(Number(head)), 'told in one capacity or the other')
  await earlier(2.1)
  await act(office, at(id), hand())
  const charge = await sql(`SELECT m.person_id FROM charge c JOIN membership m ON m.id = c.membership_id WHERE c.unit_id = 12
    AND c.until_on IS NULL`)
  const third = await copies()
  for (const [person] of charge) assert.ok(third.includes(Number(person)) && !second.includes(Number(person)))
  assert.ok(charge.length > 0)
  await sql(`UPDATE reminder SET at = at - INTERVAL 121 MINUTE WHERE assignment_id = ${id} ORDER BY id DESC LIMIT 1`)
  const fourth = await office.post(at(id), hand())
  const today = await sql(`SELECT COUNT(*) FROM reminder WHERE assignment_id = ${id}
    AND DATE(at + INTERVAL 8 HOUR) = DATE(UTC_TIMESTAMP() + INTERVAL 8 HOUR)`)
  assert.equal(fourth.status, Number(today[0][0]) >= 3 ? 409 : 201)
})

test('what is wrong with it is said; who may not is told', async () => {
  const [office, liaison, leader] = [await as('office'), await as('liaison'), await as('leader')]
  const page = await issueMatter({ units: [{ unit_id: 12, kind: 'lead' }, { unit_id: 13, kind: 'assist' }] })
  const mine = partOf(page, 12), other = partOf(page, 13)
  assert.deepEqual((await office.post(at(mine.id), { text: '催' })).body.errors.map((e) => e.pointer).sort(), ['#/channel', '#/text'])
  assert.equal((await office.post(at(mine.id), hand({ reply_by: '2020-01-01' }))).body.errors[0].pointer, '#/reply_by')
  assert.equal((await nobody.post(at(mine.id), hand())).status, 401)
  for (const one of [liaison, leader]) assert.equal((await one.post(at(mine.id), hand())).status, 403)
  assert.equal((await liaison.get(at(other.id))).status, 404, "another unit's reminders")
  assert.equal((await (await signIn('hanlu')).get(at(mine.id))).status, 404, 'another unit')
  const made = await act(office, at(other.id), hand())
  assert.equal((await liaison.post(`/api/reminders/${made.id}/reply`, { text: '不是催我。' })).status, 404)
  await act(office, `/api/assignments/${other.id}/withdraw`, { reason: '不再需要协办。' }, (await office.get(`/api/assignments/${other.id}`)).body.assignment.version)
  assert.equal((await office.post(at(other.id), hand())).body.type, '/problems/reminder-nothing-owed')
})

// ---- by itself; the plain build, as the sanitizers and libfaketime both want to be loaded first
const plain = build.replace(/\/san$/, '')
async function remindAt(instant) {
  const { dir } = await stack()
  const run = atInstant(instant, [join(plain, 'dubanctl'), '-c', join(dir, 'ctl.conf'), 'job', 'run', 'remind'])
  assert.equal(run.status, 0, run.stderr)
}
const stagesOf = (id) => sql(`SELECT r.stage, t.sent_at IS NULL FROM reminder r JOIN reminder_to t ON t.reminder_id = r.id
  WHERE r.assignment_id = ${id} AND r.stage IS NOT NULL AND t.person_id = 2024 ORDER BY r.id`)

test('[D3.2] each stage once, in working hours; what is done is no longer reminded of', async () => {
  const page = await issueMatter({ units: [{ unit_id: 24, kind: 'lead' }] })
  const { id } = partOf(page, 24)
  // The unit owes nothing else, and of this one the result alone is owed: by Wednesday 2 December, opened 2 November.
  await sql(`UPDATE due_item SET closed_at = opened_at, outcome = 'void' WHERE unit_id = 24 AND closed_at IS NULL AND NOT (assignment_id = ${id} AND kind = 'result')`)
  await sql(`UPDATE due_item SET due_on = '2026-12-02', opened_at = '2026-11-02' WHERE assignment_id = ${id} AND kind = 'result'`)
  await remindAt('2026-11-27 08:20:00')
  assert.deepEqual(await stagesOf(id), [])
  await remindAt('2026-11-27 08:40:00')
  assert.deepEqual(await stagesOf(id), [['t-3', '0']])
  for (const again of ['2026-11-27 12:00:00', '2026-11-28 10:00:00', '2026-11-30 10:00:00']) await remindAt(again)
  assert.deepEqual(await stagesOf(id), [['t-3', '0']])
  await remindAt('2026-12-01 17:29:00')
  assert.deepEqual(await stagesOf(id), [['t-3', '0'], ['t-1', '0']])
  await remindAt('2026-12-02 09:00:00')
  await remindAt('2026-12-03 09:00:00')
  assert.deepEqual((await stagesOf(id)).map(([s]) => s), ['t-3', 't-1', 't', 't+1'])
  const { items } = (await (await as('office')).get(at(id))).body
  const { history } = (await (await as('office')).get(`/api/matters/${page.matter.id}`)).body
  assert.ok(!history.some((h) => h.action === 'remind'), 'what reminds by itself is no deed of anyone')
  assert.deepEqual(items.map((r) => [r.stage, r.ordinal, r.due_kind, r.due_on, r.by_name]).at(-1), ['t-3', 1, 'result', '2026-12-02', null])
  assert.match(items.at(-1).text, /办理结果，12月2日（周三）到期，还有 3 个工作日/)

  await sql(`UPDATE due_item SET due_on = '2026-12-09' WHERE assignment_id = ${id} AND kind = 'result'`)
  await remindAt('2026-12-08 09:00:00')
  assert.equal((await stagesOf(id)).at(-1)[0], 't-1', 'a limit that moved has its own stages')
  await sql(`UPDATE due_item SET closed_at = '2026-12-08', outcome = 'done' WHERE assignment_id = ${id} AND kind = 'result'`)
  await remindAt('2026-12-09 09:00:00')
  assert.equal((await stagesOf(id)).length, 5)
})

test('[D3.2] one notification names all that waits; the next comes two hours later, and not after the third of a day', async () => {
  const due = async (day) => {
    const { id } = partOf(await issueMatter({ units: [{ unit_id: 24, kind: 'lead' }] }), 24)
    await sql(`UPDATE due_item SET closed_at = opened_at, outcome = 'void' WHERE assignment_id = ${id} AND kind <> 'result'`)
    await sql(`UPDATE due_item SET due_on = '${day}', opened_at = '2026-12-01' WHERE assignment_id = ${id} AND kind = 'result'`)
  }
  const told = () => sql(`SELECT title FROM notification WHERE person_id = 2024 AND kind = 'reminder' AND at >= '2026-12-14'
    ORDER BY id`).then((rows) => rows.map(([t]) => t))
  await due('2026-12-15')
  await due('2026-12-15')
  await remindAt('2026-12-14 08:31:00')
  assert.match((await told()).at(-1), /2 项工作/)
  await due('2026-12-15')
  await remindAt('2026-12-14 09:30:00')
  assert.equal((await told()).length, 1, 'an hour is too soon')
  await remindAt('2026-12-14 10:31:00')
  assert.equal((await told()).length, 2)
  for (const [n, time] of [[3, '12:40'], [3, '15:00'], [3, '17:20']]) {
    await due('2026-12-15')
    await remindAt(`2026-12-14 ${time}:00`)
    assert.equal((await told()).length, n, time)
  }
  await remindAt('2026-12-15 08:30:00')
  assert.match((await told()).at(-1), /项工作/)
  assert.equal((await told()).length, 4)
})

// ---- what others than units owe
const remindersOf = (matter_id) => sql(`SELECT d.kind, r.stage, GROUP_CONCAT(DISTINCT t.person_id ORDER BY t.person_id) FROM reminder r
  JOIN due_item d ON d.id = r.due_item_id JOIN reminder_to t ON t.reminder_id = r.id WHERE r.matter_id = ${matter_id} GROUP BY r.id, d.kind, r.stage ORDER BY r.id`)
const dueOn = (matter_id, kind, day) => sql(`UPDATE due_item SET due_on = '${day}', opened_at = '2026-12-01' WHERE matter_id = ${matter_id}
  AND kind = '${kind}' AND closed_at IS NULL`)
const peopleOf = async (where) => (await sql(`SELECT DISTINCT m.person_id FROM membership m JOIN person p ON p.id = m.person_id
  AND p.status = 'active' JOIN unit u ON u.id = m.unit_id LEFT JOIN body b ON b.unit_id = u.id WHERE m.until_on IS NULL AND ${where} ORDER BY 1`)).flat()

test('[C2.2a][D3.2] the head and the deputy in charge of the lead unit are reminded of an approval', async () => {
  const office = await as('office')
  const { id, version } = await act(office, '/api/matters', draft())
  await act(office, `/api/matters/${id}/propose`, { proposal: '拟请办理。' }, version)
  await dueOn(id, 'approval', '2026-12-17')
  await remindAt('2026-12-16 09:00:00')
  const leaders = await peopleOf(`COALESCE(b.id, u.body_id) = 1 AND m.\`rank\` = 'head' OR m.id IN
    (SELECT c.membership_id FROM charge c WHERE c.unit_id = 12 AND c.until_on IS NULL)`)
  assert.ok(leaders.length >= 2)
  assert.deepEqual(await remindersOf(id), [['approval', 't-1', leaders.join()]])
  const [[title, text]] = await sql(`SELECT title, text FROM notification WHERE kind = 'reminder' AND person_id = ${leaders[0]} ORDER BY id DESC LIMIT 1`)
  assert.match(title, /^待办提醒：/)
  assert.match(text, /试办事项.*：审批，12月17日（周四）到期，还有 1 个工作日/)
  await act(await as('leader'), `/api/matters/${id}/return`, { opinion: '再核实' }, version + 1)
  await remindAt('2026-12-17 09:00:00')
  assert.equal((await remindersOf(id)).length, 1, 'what is decided is not reminded of')
})

test('[C2.2a][D1.2] the office is reminded to accept and to answer; the unit does not read that', async () => {
  const [office, department] = [await as('office'), await as('department')]
  const page = await issueMatter()
  const part = partOf(page, 12), id = page.matter.id
  let { version } = await act(department, `/api/assignments/${part.id}/receive`, {}, part.version)
  ;({ version } = await act(department, `/api/assignments/${part.id}/submit`, { result: '全部完成，材料齐全。' }, version))
  await dueOn(id, 'accept', '2026-12-18')
  await remindAt('2026-12-18 09:00:00')
  const officers = (await peopleOf(`COALESCE(b.id, u.body_id) = 1 AND m.role = 'office'`)).join()
  assert.deepEqual(await remindersOf(id), [['accept', 't', officers]])
  for (const who of [office, department]) assert.deepEqual((await who.get(at(part.id))).body.items, [])
  const [[reminder]] = await sql(`SELECT id FROM reminder WHERE matter_id = ${id}`)
  assert.equal((await department.post(`/api/reminders/${reminder}/reply`, { text: '不是催我。' })).status, 404)
  await act(office, `/api/assignments/${part.id}/accept`, { verdict: '通过' }, version)
  await dueOn(id, 'reply', '2026-12-21')
  await remindAt('2026-12-22 09:00:00')
  assert.deepEqual((await remindersOf(id)).at(-1), ['reply', 't+1', officers])
})

test('[A4.5.1][D3.2] a unit is reminded of its self-check, and of a plan', async () => {
  const page = await issueMatter({ units: [{ unit_id: 24, kind: 'lead' }] })
  const id = page.matter.id, part = partOf(page, 24)
  await sql(`UPDATE due_item SET closed_at = opened_at, outcome = 'void' WHERE matter_id = ${id} AND kind <> 'self_check';
    INSERT INTO due_item (body_id, matter_id, assignment_id, unit_id, owes, kind, seq, start_on, due_on, original_on, inputs, explanation,
      opened_at) VALUES (1, ${id}, ${part.id}, 24, 'unit', 'plan', 1, '2026-12-01', '2026-12-24', '2026-12-24', '{}', '试', '2026-12-01')`)
  await dueOn(id, 'self_check', '2026-12-24')
  await remindAt('2026-12-23 09:00:00')
  const people = await peopleOf(`m.unit_id = 24 AND m.role IN ('department', 'liaison')`)
  assert.deepEqual(await remindersOf(id), [['self_check', 't-1', people.join()], ['plan', 't-1', people.join()]])
})
