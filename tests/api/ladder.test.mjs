// [D6.3] The ladder: proposed from the facts, decided by people, never by itself.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as, nobody, signIn } from '../support/client.mjs'
import { act, issueMatter, partOf } from '../support/matters.mjs'
import { today } from '../support/people.mjs'
import { ctl, sql } from '../support/stack.mjs'

const [office, leader, deputy, department] = await Promise.all(['office', 'leader', 'deputy', 'department'].map(as))

const run = async () => {
  const done = await ctl(['job', 'run', 'ladder'])
  assert.equal(done.status, 0, done.stderr)
}
const at = (days) => `${today(days)} 01:00:00`

/** A matter on which the unit has owed something for 40 days, known too late to be reminded of by itself. */
async function late(unit_id = 12) {
  const page = await issueMatter({ units: [{ unit_id, kind: 'lead' }] })
  const part = partOf(page, unit_id)
  await sql(`UPDATE matter SET synced_on = '${today()}' WHERE id = ${page.matter.id};
    INSERT INTO due_item (body_id, matter_id, assignment_id, unit_id, owes, kind, seq, start_on, due_on, original_on,
      inputs, explanation, opened_at) VALUES (1, ${page.matter.id}, ${part.id}, ${unit_id}, 'unit', 'lessons', 1, '${today(-60)}',
      '${today(-40)}', '${today(-40)}', '{}', '试', '${at(-30)}')`)
  return { id: page.matter.id, part: part.id, unit_id }
}
const makeGood = ({ part }) => sql(`UPDATE due_item SET closed_at = '${at(0)}', outcome = 'late' WHERE assignment_id = ${part}
  AND due_on < '${today()}'`)
const stepsOf = async ({ id }, client = office) => (await client.get(`/api/matters/${id}/ladder`)).body.items
/** As if it had been accepted, and told, so many days ago. */
const age = (step, days) => sql(`UPDATE ladder_step SET proposed_at = '${at(-days)}', decided_at = '${at(-days)}' WHERE id = ${step.id};
  UPDATE reminder SET at = at - INTERVAL 1 DAY WHERE assignment_id = ${step.assignment_id}`)
async function proposed(place) {
  await run()
  const step = (await stepsOf(place))[0]
  assert.equal(step.status, 'open')
  return step
}
const accept = (client, step, body = {}) => client.post(`/api/ladder/${step.id}/accept`, body, { version: step.version })

test('[D6.3] each rung is proposed after the one before was accepted and nothing was done', async () => {
  const place = await late()
  let days = 38
  for (const [rung, client] of [['remind', office], ['urge', office], ['criticise', leader], ['interview', leader], ['account', leader]]) {
    const step = await proposed(place)
    assert.deepEqual([step.rung, step.unit_name, step.matter_id], [rung, '市立医院', place.id])
    assert.match(step.sentence, /市立医院欠.*已超期 \d+ 个工作日，(尚未催办|已催办 \d 次).*建议/)
    assert.equal(step.facts.previous === null, rung === 'remind')
    await run()
    assert.equal((await stepsOf(place)).filter((s) => s.status === 'open').length, 1, 'once only')
    const answer = await accept(client, step, { reason: '情况属实。' })
    assert.deepEqual([answer.status, answer.body.status, answer.body.decided_name], [200, 'accepted', client.me.person.name])
    await run()
    assert.equal((await stepsOf(place))[0].id, step.id, 'it waits before the next')
    days -= 7
    await age(step, Math.max(days, 0) + 1)
    if (rung === 'interview') await age(step, 20)
  }
  const page = (await office.get(`/api/matters/${place.id}`)).body
  const told = page.history.filter((h) => h.action === 'ladder_accept')
  assert.deepEqual(told.map((h) => h.note), ['提醒', '催办', '通报批评', '约谈', '问责'].map((r) => `${r}：情况属实。`))
  assert.deepEqual((await stepsOf(place, department)).map((s) => s.rung), ['account', 'interview', 'criticise', 'urge', 'remind'])
  const notes = await sql(`SELECT COUNT(*) FROM notification WHERE person_id = 2012 AND matter_id = ${place.id} AND kind = 'ladder'`)
  assert.equal(notes[0][0], '2', 'the liaison is told of what was decided, the last alone goes to the head')
  const reminders = (await office.get(`/api/assignments/${place.part}/reminders`)).body.items
  assert.deepEqual(reminders.map((r) => [r.ordinal, r.channel, r.by_name]), [2, 1].map((n) => [n, 'in_app', office.me.person.name]))
  assert.match(reminders[0].text, /^市立医院欠.*日（周.）已提醒，仍未办好。情况属实。$/)
  assert.equal(page.history.filter((h) => h.action === 'remind').length, 2, 'the first two rungs are reminders')
  const [[title, text]] = await sql(`SELECT title, text FROM notification WHERE person_id = 2012 AND matter_id = ${place.id}
    AND kind = 'ladder' ORDER BY id LIMIT 1`)
  assert.equal(title, '已决定对市立医院通报批评')
  assert.match(text, new RegExp(`${leader.me.person.name}决定对市立医院通报批评。意见：情况属实。$`))
  const office2 = await sql(`SELECT COUNT(*) FROM notification WHERE person_id = ${office.me.person.id} AND matter_id = ${place.id}
    AND title LIKE '已决定对%'`)
  assert.equal(office2[0][0], '3', 'the office is told of each decision of a leader')
  assert.equal((await sql(`SELECT COUNT(*) FROM audit_log WHERE action = 'ladder.accept' AND object_id IN
    (SELECT id FROM ladder_step WHERE matter_id = ${place.id})`))[0][0], '5')
})

test('[D6.3] criticism is the leaders’ to decide: the head, or the deputy in charge of the unit', async () => {
  const charges = (await sql(`SELECT c.unit_id FROM charge c JOIN membership m ON m.id = c.membership_id WHERE m.person_id = 102
    AND c.until_on IS NULL AND c.unit_id BETWEEN 12 AND 25`)).map((r) => +r[0])
  const [own] = charges
  const foreign = [12, 13, 14, 15, 16, 17, 18].find((u) => !charges.includes(u))
  for (const [unit, may] of [[own, true], [foreign, false]]) {
    const place = await late(unit)
    await age((await accept(office, await proposed(place))).body, 30)
    await age((await accept(office, await proposed(place))).body, 20)
    const step = await proposed(place)
    assert.equal(step.rung, 'criticise')
    assert.equal(step.can_decide, false)
    assert.equal((await stepsOf(place, deputy))[0].can_decide, may)
    const refused = await accept(office, step)
    assert.deepEqual([refused.status, refused.body.type, refused.body.detail],
      [403, '/problems/not-decider', '通报批评由组长或分管副组长决定'])
    const mine = (await deputy.get('/api/ladder?mine=true&limit=200')).body.items
    assert.equal(mine.some((s) => s.id === step.id), may)
    assert.ok((await leader.get('/api/ladder?mine=true&limit=200')).body.items.some((s) => s.id === step.id))
    assert.equal((await accept(deputy, step)).status, may ? 200 : 403)
  }
})

test('[D6.3][A2.3.1] a proposed rung waits on the page of who decides it, and of nobody else', async () => {
  const waits = async (client, { id }) => (await client.get('/api/home')).body.todos.filter((t) => t.matter_id === id && t.kind === 'ladder')
  const place = await late()
  const step = await proposed(place)
  const [todo] = await waits(office, place)
  assert.deepEqual([todo.label, todo.assignment_id, todo.unit_name], ['待决定督办升级', place.part, '市立医院'])
  assert.ok((await office.get('/api/matters?mine=true&limit=200')).body.items.some((m) => m.id === place.id))
  for (const client of [leader, deputy]) {
    assert.deepEqual(await waits(client, place), [])
    assert.ok(!(await client.get('/api/ladder?mine=true&limit=200')).body.items.some((s) => s.id === step.id))
  }
  assert.equal((await accept(leader, step)).status, 403, 'what the office decides is the office’s')
  await age((await accept(office, step)).body, 30)
  await age((await accept(office, await proposed(place))).body, 20)
  assert.equal((await proposed(place)).rung, 'criticise')
  assert.deepEqual(await waits(office, place), [])
  assert.equal((await waits(leader, place)).length, 1)
  assert.ok((await leader.get('/api/matters?mine=true&limit=200')).body.items.some((m) => m.id === place.id))
})

test('[D3.2] a rung that is a reminder comes no sooner after another than reminders do', async () => {
  const place = await late()
  await act(office, `/api/assignments/${place.part}/reminders`, { channel: 'phone', text: '请尽快报送。' })
  const step = await proposed(place)
  const soon = await accept(office, step)
  assert.deepEqual([soon.status, soon.body.type], [409, '/problems/reminder-too-soon'])
  assert.equal((await stepsOf(place))[0].status, 'open')
  await sql(`UPDATE reminder SET at = at - INTERVAL 3 HOUR WHERE assignment_id = ${place.part}`)
  assert.equal((await accept(office, step)).status, 200)
})

test('a step is deferred or dismissed with a reason, and comes back while nothing is done', async () => {
  const place = await late()
  const step = await proposed(place)
  const path = `/api/ladder/${step.id}`
  const say = (action, body, version = step.version) => office.post(`${path}/${action}`, body, { version })
  assert.equal((await say('defer', { reason: '正在协调。' })).body.errors[0].pointer, '#/until_on')
  for (const until_on of [today(), today(-1), today(61)]) assert.equal((await say('defer', { reason: '正在协调。', until_on })).status, 422)
  assert.equal((await say('defer', { until_on: today(3) })).body.errors[0].pointer, '#/reason')
  assert.equal((await say('dismiss', {})).body.errors[0].pointer, '#/reason')
  assert.equal((await say('accept', {}, 9)).status, 412)
  assert.equal((await office.post(`${path}/accept`, {})).status, 428)
  const deferred = await say('defer', { reason: '正在协调。', until_on: today(3) })
  assert.deepEqual([deferred.status, deferred.body.status, deferred.body.until_on], [200, 'deferred', today(3)])
  const again = await say('accept', {}, deferred.body.version)
  assert.deepEqual([again.status, again.body.type], [409, '/problems/wrong-state'])
  await run()
  assert.equal((await stepsOf(place)).length, 1)
  await sql(`UPDATE ladder_step SET until_on = '${today()}' WHERE id = ${step.id}`)
  const second = await proposed(place)
  assert.deepEqual([second.rung, (await stepsOf(place)).length], ['remind', 2])
  assert.equal((await office.post(`/api/ladder/${second.id}/dismiss`, { reason: '单位已当面说明。' }, { version: second.version })).status, 200)
  await run()
  assert.equal((await stepsOf(place)).length, 2)
  await age(second, 25)
  assert.equal((await proposed(place)).rung, 'remind')
  assert.equal((await stepsOf(place, department)).length, 0, 'the unit sees what was decided against it, nothing else')
  const weighed = async (client) => (await client.get(`/api/matters/${place.id}`)).body.history.map((h) => h.action).filter((a) => /^ladder_/.test(a))
  assert.deepEqual([await weighed(office), await weighed(department)], [['ladder_defer', 'ladder_dismiss'], []])
})

test('[D6.3] what is made good is taken back, and not decided on any more', async () => {
  const place = await late()
  const step = await proposed(place)
  await makeGood(place)
  const refused = await accept(office, step)
  assert.deepEqual([refused.status, refused.body.type], [409, '/problems/ladder-made-good'])
  await run()
  assert.equal((await stepsOf(place))[0].status, 'lapsed')
})

test('[D6.3] a reminder that was not answered is the first rung already', async () => {
  const place = await late()
  await act(office, `/api/assignments/${place.part}/reminders`, { channel: 'phone', text: '请尽快报送。' })
  const step = await proposed(place)
  assert.deepEqual([step.rung, step.facts.reminded, step.facts.unanswered], ['urge', 1, 1])
  assert.match(step.sentence, /已催办 1 次，1 次没有回复。建议催办，由督办办公室决定。/)
})

test('a paused matter climbs no further', async () => {
  const place = await late()
  await sql(`INSERT INTO pause (matter_id, from_on) VALUES (${place.id}, '${today(-1)}');
    UPDATE matter SET paused_since = '${today(-1)}', yellow_on = '2199-12-31', red_on = '2199-12-31' WHERE id = ${place.id}`)
  await run()
  assert.equal((await stepsOf(place)).length, 0)
})

test('the list: by state, only one’s own body, only those who decide', async () => {
  const place = await late()
  const step = await proposed(place)
  const open = (await office.get('/api/ladder?status=open&limit=200')).body.items
  assert.ok(open.some((s) => s.id === step.id) && open.every((s) => s.status === 'open'))
  const below = await signIn((await sql(`SELECT p.login FROM membership m JOIN person p ON p.id = m.person_id
    JOIN unit u ON u.id = m.unit_id WHERE m.role = 'office' AND (u.id = 12 OR u.body_id = 2) AND p.id < 2000 ORDER BY p.id LIMIT 1`))[0][0])
  assert.deepEqual((await below.get('/api/ladder?limit=200')).body.items.filter((s) => s.id === step.id), [])
  assert.equal((await accept(below, step)).status, 404)
  assert.deepEqual(await stepsOf(place, below), [])
  assert.equal((await department.get('/api/ladder')).status, 403)
  assert.equal((await accept(department, step)).status, 403)
  assert.equal((await accept(nobody, step)).status, 401)
  const foreign = await signIn('xueqingsong')
  assert.equal((await foreign.get(`/api/matters/${place.id}/ladder`)).status, 404)
})

test('the one who may decide is told once, and a rehearsal changes nothing', async () => {
  const place = await late()
  const rehearsal = await ctl(['job', 'run', 'ladder', '--at', today(1)])
  assert.match(rehearsal.stdout, /没有改动任何数据/)
  assert.deepEqual(await sql(`SELECT COUNT(*) FROM ladder_step WHERE matter_id = ${place.id}`), [['0']])
  const step = await proposed(place)
  await run()
  const told = await sql(`SELECT person_id, title FROM notification WHERE dedupe = 'ladder/${step.id}/open'`)
  assert.ok(told.some((r) => +r[0] === office.me.person.id))
  assert.equal(told[0][1], '建议提醒市立医院，请决定')
})
