// [A2.1.2c] A digest for each leader, from the data; [A2.3.2] with the office's analysis; [A2.3.1] the leader's briefing.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as, nobody, signIn } from '../support/client.mjs'
import { act, issueMatter, partOf } from '../support/matters.mjs'
import { today } from '../support/people.mjs'
import { ctl, sql } from '../support/stack.mjs'

const [office, leader, deputy] = await Promise.all(['office', 'leader', 'deputy'].map(as))
const post = leader.me.membership.id
const make = (fields = {}) => office.post('/api/digests', { membership_id: post, ...fields })
const ids = (rows) => rows.map((r) => r.matter_id)
/** A period that no digest has yet. */
async function period(to = 0) {
  const taken = await sql(`SELECT from_on FROM digest WHERE membership_id = ${post} AND to_on = '${today(to)}'`)
  const days = [...Array(80).keys()].find((n) => !taken.flat().includes(today(to - 10 - n)))
  return { from_on: today(to - 10 - days), to_on: today(to) }
}

test('[A2.1.2c] made from the data: what was issued, what is red, who is late, what waits', async () => {
  const page = await issueMatter({ due_on: today(30) })
  const { id, title } = page.matter
  await sql(`UPDATE matter SET synced_on = '${today()}', due_on = '${today(-5)}', red_on = '${today(-4)}', yellow_on = '${today(-8)}'
    WHERE id = ${id}; UPDATE assignment SET red_on = '${today(-4)}', yellow_on = '${today(-8)}' WHERE matter_id = ${id};
    INSERT INTO due_item (body_id, matter_id, assignment_id, unit_id, owes, kind, seq, start_on, due_on,
    original_on, inputs, explanation, opened_at) VALUES (1, ${id}, ${partOf(page, 12).id}, 12, 'unit', 'lessons', 1,
    '${today(-20)}', '${today(-5)}', '${today(-5)}', '{}', '试', '${today(-20)}')`)
  const answer = await make(await period())
  assert.equal(answer.status, 201)
  const { content, status, leader_name, made_name } = answer.body
  assert.deepEqual([status, leader_name, made_name], ['draft', leader.me.person.name, office.me.person.name])
  assert.equal(content.issued.find((m) => m.matter_id === id).title, title)
  const red = content.red.find((m) => m.matter_id === id)
  assert.deepEqual([red.overdue_days, red.unit_name], [5, '市立医院'])
  assert.ok(content.late.find((u) => u.unit_id === 12).missed >= 1)
  const one = (text) => sql(text).then((rows) => +rows[0][0])
  const { counts } = content
  assert.equal(counts.running, await one(`SELECT COUNT(*) FROM matter WHERE body_id = 1 AND status = 'issued'`))
  assert.equal(counts.red, await one(`SELECT COUNT(*) FROM matter WHERE body_id = 1 AND status = 'issued' AND red_key <= '${today()}'`))
  assert.ok(counts.issued >= 1 && counts.missed >= 1)
  assert.match(content.summary, /^新下达 \d+ 件，办结 \d+ 件.*红灯 \d+ 件/)
})

test('[A2.3.1] a deputy is told of the units in their charge, now, and of what awaits them', async () => {
  const charges = (await sql(`SELECT c.unit_id FROM charge c JOIN membership m ON m.id = c.membership_id WHERE m.person_id = 102
    AND c.until_on IS NULL AND c.unit_id BETWEEN 12 AND 25`)).map((r) => +r[0])
  const foreign = [12, 13, 14, 15, 16, 17, 18].find((u) => !charges.includes(u))
  const own = (await issueMatter({ units: [{ unit_id: charges[0], kind: 'lead' }] })).matter.id
  const other = (await issueMatter({ units: [{ unit_id: foreign, kind: 'lead' }] })).matter.id
  const waiting = await act(office, '/api/matters', { source: 'meeting', origin_title: '委务会', title: '待批事项', content: '办好。',
    requirement: '按时。', due_on: today(20), report_cycle: 'weekly', proposal: '拟办。', units: [{ unit_id: charges[0], kind: 'lead' }] })
  await act(office, `/api/matters/${waiting.id}/propose`, { proposal: '拟办。' }, waiting.version)
  const brief = (await deputy.get(`/api/briefing?from_on=${today()}&to_on=${today()}`)).body
  assert.ok(ids(brief.issued).includes(own) && !ids(brief.issued).includes(other))
  assert.deepEqual(brief.decisions.filter((d) => d.matter_id === waiting.id).map((d) => d.kind), ['approve'])
  const all = (await leader.get('/api/briefing')).body
  assert.ok(ids(all.issued).includes(own) && ids(all.issued).includes(other))
  assert.equal(all.to_on, today())
  assert.equal((await leader.get(`/api/briefing?to_on=${today(1)}`)).body.errors[0].pointer, '?to_on')
  assert.equal((await leader.get(`/api/briefing?from_on=${today(-200)}`)).body.errors[0].pointer, '?from_on')
  assert.equal((await office.get('/api/briefing')).status, 403)
})

test('[A2.3.2] the office adds its analysis of the period and of matters, and sends; then it stands', async () => {
  const { id: matter_id } = (await issueMatter()).matter
  const when = await period(-1)
  const made = (await make(when)).body
  const path = `/api/digests/${made.id}`
  assert.equal((await leader.get(path)).status, 404, 'a draft is the office’s')
  const text = { note: '近期进展平稳，建议关注院感整改。', items: [{ matter_id, note: '设备到货延迟，建议协调。' }] }
  assert.equal((await office.put(path, text)).status, 428)
  assert.equal((await office.put(path, text, { version: 9 })).status, 412)
  const stranger = await office.put(path, { items: [{ matter_id: 999999999, note: '没有。' }] }, { version: made.version })
  assert.equal(stranger.body.errors[0].pointer, '#/items')
  const edited = await office.put(path, text, { version: made.version })
  assert.deepEqual([edited.status, edited.body.note, edited.body.notes], [200, text.note, text.items])
  const again = (await make(when)).body
  assert.deepEqual([again.id, again.note, again.notes], [made.id, text.note, text.items], 'made anew, the analysis stays')
  const sent = await office.post(`${path}/send`, undefined, { version: again.version })
  assert.deepEqual([sent.status, sent.body.status, sent.body.sent_name], [200, 'sent', office.me.person.name])
  assert.deepEqual((await leader.get(path)).body.content, sent.body.content)
  assert.ok((await leader.get('/api/digests?limit=200')).body.items.some((d) => d.id === made.id))
  assert.equal((await deputy.get(path)).status, 404, 'another leader’s')
  const told = await sql(`SELECT title, text FROM notification WHERE dedupe = 'digest/${made.id}/sent' AND person_id = ${leader.me.person.id}`)
  assert.equal(told.length, 1)
  assert.match(told[0][0], /^督办摘要（/)
  for (const [verb, to, body] of [['put', path, text], ['post', `${path}/send`, undefined]]) {
    const late = await office[verb](to, body, { version: sent.body.version })
    assert.deepEqual([late.status, late.body.type], [409, '/problems/digest-sent'])
  }
  assert.equal((await make(when)).body.type, '/problems/digest-sent')
})

test('only the office makes them, for the leaders of its own body', async () => {
  assert.equal((await leader.post('/api/digests', { membership_id: post })).status, 403)
  assert.equal((await nobody.get('/api/digests')).status, 401)
  assert.equal((await make({ from_on: today(), to_on: today(-1) })).body.errors[0].pointer, '#/from_on')
  for (const membership_id of [office.me.membership.id, 999999999]) {
    assert.equal((await make({ membership_id, ...(await period()) })).body.errors[0].pointer, '#/membership_id')
  }
  const below = await signIn((await sql(`SELECT p.login FROM membership m JOIN person p ON p.id = m.person_id
    JOIN unit u ON u.id = m.unit_id WHERE m.role = 'office' AND (u.id = 12 OR u.body_id = 2) AND p.id < 2000 ORDER BY p.id LIMIT 1`))[0][0])
  assert.equal((await below.post('/api/digests', { membership_id: post })).body.errors[0].pointer, '#/membership_id')
  const { id } = (await make(await period())).body
  assert.equal((await below.get(`/api/digests/${id}`)).status, 404)
})

test('[A2.1.2c] the job makes the week before’s for every leader, once, and tells the office', async () => {
  const leaders = (await sql(`SELECT m.id FROM membership m JOIN person p ON p.id = m.person_id WHERE m.role = 'leader'
    AND m.until_on IS NULL AND p.status = 'active' ORDER BY 1`)).flat()
  const acting = (await sql("SELECT id FROM membership WHERE role = 'leader' AND until_on IS NOT NULL")).flat()
  const friday = await ctl(['job', 'run', 'digest', '--at', '2031-03-14'])
  assert.match(friday.stdout, new RegExp(`将办 ${leaders.length} 件，没有改动`))
  const weekly = () => sql('SELECT membership_id, from_on, to_on FROM digest WHERE made_name IS NULL ORDER BY 1, 2')
  for (let i = 0; i < 2; i++) assert.equal((await ctl(['job', 'run', 'digest'])).status, 0)
  const rows = await weekly()
  for (const [membership, from, to] of rows) {
    assert.ok(leaders.includes(membership) || acting.includes(membership), 'a leader, or who acts for one')
    assert.deepEqual([new Date(from).getUTCDay(), new Date(to).getUTCDay(), Date.parse(to) - Date.parse(from)], [1, 0, 6 * 864e5])
  }
  const told = await sql(`SELECT COUNT(*), COUNT(DISTINCT dedupe, person_id) FROM notification WHERE dedupe LIKE 'digest/1/2%'`)
  assert.equal(told[0][0], told[0][1])
  assert.equal(+told[0][0] > 0, rows.length > 0)
})

test('how punctual each unit was, in a period', async () => {
  const page = await issueMatter()
  const part = partOf(page, 12).id
  const item = (seq, due, closed, kind = 'lessons') => `(1, ${page.matter.id}, ${part}, 12, 'unit', '${kind}', ${seq}, '${due}', '${due}', '${due}', '{}',
    '试', '${due}', ${closed ? `'${due}', '${closed}'` : 'NULL, NULL'})`
  const day = '2025-03-12'
  const rows = async () => (await office.get('/api/stats/lateness?from_on=2025-03-10&to_on=2025-03-16')).body.items
    .find((u) => u.unit_id === 12) ?? { owed: 0, done: 0, late: 0, missed: 0, waiting: 0, returned: 0 }
  const before = await rows()
  await sql(`UPDATE matter SET synced_on = '${today()}' WHERE id = ${page.matter.id};
    INSERT INTO due_item (body_id, matter_id, assignment_id, unit_id, owes, kind, seq, start_on, due_on, original_on, inputs,
      explanation, opened_at, closed_at, outcome) VALUES ${[item(1, day, 'done'), item(2, day, 'late'), item(3, day, 'late'),
      item(4, day), item(5, day, 'void'), item(1, day, 'done', 'rectify')].join()}`)
  const after = await rows()
  assert.deepEqual(['owed', 'done', 'late', 'missed', 'waiting', 'returned'].map((k) => after[k] - before[k]), [5, 2, 2, 1, 0, 1])
  assert.equal((await (await as('department')).get('/api/stats/lateness')).status, 403)
})
