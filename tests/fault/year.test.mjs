// A year with 200 matters, lived day by day under faked clocks: a plain calculation (support/year/forecast.mjs) says
// what must be owed, lit and reminded of, and every row of the database is held against it. Then it is lived again
// with a job that is killed in the middle of its tasks: nothing comes out differently.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { at, date, day, isWorkday, key, workday } from '../support/year/forecast.mjs'
import { startInstance } from '../support/year/instance.mjs'
import { Year } from '../support/year/people.mjs'

const MATTERS = Number(process.env.YEAR_MATTERS ?? 200), KILLS = 50
const from = day('2026-01-05'), until = day(process.env.YEAR_UNTIL ?? '2026-12-31')
const killedUntil = day('2026-05-31') // the second life is shorter; all tasks are killed within it
const instant = (ms) => new Date(ms).toISOString().slice(0, 23).replace('T', ' ')

let year, instance, half
const lights = []

/** One life: each morning the job's round, then people's day; on some evenings somebody looks at the lights. */
async function live(last, { round = (ms) => instance.roundEnds(ms), evening = async () => {} } = {}) {
  year = new Year(instance, MATTERS, from, until)
  for (let today = from; today <= last; today++) {
    const morning = at(today, '08:40:00')
    instance.wakeJob(morning)
    await round(morning, today)
    for (const m of year.matters) {
      if (['proposed', 'issued'].includes(m.status)) m.look(morning)
      m.remind(morning)
    }
    await year.live(today)
    await evening(today)
  }
  return snapshot()
}

/** What the job made of it, without the numbers of rows: a transaction that was cut off leaves a gap in those. */
async function snapshot() {
  const tables = {
    due: `SELECT m.title, d.assignment_id, d.kind, d.seq, d.owes, d.start_on, d.due_on, d.original_on, d.rule_id, d.estimated, d.inputs, d.explanation, d.opened_at, d.closed_at,
      d.outcome FROM due_item d JOIN matter m ON m.id = d.matter_id`,
    lights: `SELECT m.title, a.id, m.due_on, m.yellow_on, m.red_on, m.paused_since, m.synced_on, a.due_on, a.yellow_on, a.red_on FROM matter m JOIN assignment a ON a.matter_id = m.id`,
    reminders: `SELECT m.title, r.assignment_id, d.kind, d.seq, r.due_on, r.stage, r.ordinal, r.text, r.at, t.person_id, t.is_copy, t.sent_at, n.title FROM reminder r
      JOIN matter m ON m.id = r.matter_id JOIN due_item d ON d.id = r.due_item_id LEFT JOIN reminder_to t ON t.reminder_id = r.id LEFT JOIN notification n ON n.id = t.notification_id`,
    notifications: `SELECT person_id, kind, title, text, matter_id, assignment_id, at FROM notification`,
    outbox: `SELECT REGEXP_REPLACE(dedupe, '[0-9]+$', ''), channel, target, REGEXP_REPLACE(payload, '"id":[0-9]+', ''), state, at FROM outbox`,
    ladder: `SELECT matter_id, assignment_id, rung, decider, since_on, facts, sentence, status, proposed_at, decided_at FROM ladder_step`,
    digests: `SELECT membership_id, from_on, to_on, status, content, made_at FROM digest`,
  }
  const found = {}
  for (const [name, statement] of Object.entries(tables)) found[name] = (await instance.db(statement)).map((row) => row.join(' | ')).sort()
  return found
}

/** Fails with what is only here and what is only there. */
function agree(found, expected, what) {
  const count = (list) => list.reduce((map, line) => map.set(line, (map.get(line) ?? 0) + 1), new Map())
  const a = count(found), b = count(expected)
  const wrong = [...new Set([...found, ...expected])].filter((line) => a.get(line) !== b.get(line)).sort()
  const words = wrong.slice(0, 40).map((line) => `${a.get(line) ?? 0} found, ${b.get(line) ?? 0} expected: ${line}`)
  assert.equal(wrong.length, 0, `${what}: ${wrong.length} lines disagree of ${expected.length}\n${words.join('\n')}`)
  assert.ok(expected.length > 0, what)
}

async function seeLights(today) {
  instance.setPeople(at(today, '18:30:00'))
  for (const m of year.matters) {
    if (!['issued', 'concluded'].includes(m.status) || m.isSeen) continue
    const { body } = await instance.call('office', 'GET', `/api/matters/${m.id}`)
    const units = new Map(body.assignments.map((a) => [a.unit_id, a.light]))
    for (const [unit, expected] of m.lights(today)) {
      const found = unit ? units.get(unit) : body.matter.light
      lights.push({ place: `${m.name} ${unit || 'matter'} on ${date(today)}`, found, expected })
    }
    m.isSeen = m.status === 'concluded'
  }
}

before(async () => {
  instance = await startInstance(at(from - 2, '10:00:00'))
  const seen = (today) => today % 7 === 0 || today === until || (!isWorkday(today - 1) && isWorkday(today) && today % 2 === 0)
  await live(until, { evening: async (today) => {
    if (seen(today)) await seeLights(today)
    if (today === killedUntil) half = await snapshot()
  } })
  const acts = Object.entries(year.acts).map(([name, n]) => `${name} ${n}`).join(', ')
  console.log(`# ${year.matters.length} matters: ${acts}`)
})
after(() => instance?.stop())

test('[A2.3.3 A4.3.1 C2.2a D4.2 D5] over a year with holidays, pauses and extensions every limit and its outcome is as calculated', async () => {
  const rows = await instance.db(`SELECT m.title, COALESCE(a.unit_id, '-'), d.kind, d.seq, d.owes, d.start_on, d.original_on, d.due_on, COALESCE(d.outcome, 'open'), COALESCE(d.closed_at, '-')
    FROM due_item d JOIN matter m ON m.id = d.matter_id LEFT JOIN assignment a ON a.id = d.assignment_id`)
  const expected = year.matters.flatMap((m) => [...m.rows.values()].map((r) => [m.name, key(r.part, r.kind, r.seq), r.owes, date(r.start), date(r.original), date(r.due),
    r.outcome || 'open', r.closedAt ? instant(r.closedAt) : '-'].join(' ')))
  agree(rows.map((row) => row.join(' ')), expected, 'what was owed')
  const kinds = new Set(year.matters.flatMap((m) => [...m.rows.values()].map((r) => `${r.kind} ${r.outcome}`)))
  for (const kind of ['approval', 'sign', 'plan', 'feedback', 'report', 'self_check', 'result', 'explanation', 'accept', 'rectify', 'reply']) {
    assert.ok(kinds.has(`${kind} done`) && kinds.has(`${kind} late`), `${kind}, in time and late`)
  }
  console.log(`# ${expected.length} limits`)
})

test('[A2.3.3 C2.2a] the limits of the matters themselves follow their parts and pauses', async () => {
  const issued = year.matters.filter((m) => m.issuedAt)
  agree((await instance.db('SELECT title, due_on FROM matter WHERE issued_at IS NOT NULL')).map((row) => row.join(' ')), issued.map((m) => `${m.name} ${date(m.due)}`), 'limits of matters')
})

test('[A2.3.3] on the days looked at every light is as calculated', () => {
  agree(lights.map((l) => `${l.place}: ${l.found}`), lights.map((l) => `${l.place}: ${l.expected}`), 'lights')
  const kinds = new Set(lights.map((l) => l.expected))
  assert.deepEqual([...kinds].sort(), ['blue', 'green', 'none', 'red', 'yellow'])
  console.log(`# ${lights.length} lights`)
})

/** Whoever owes it, or the head and the deputy in charge of the leading unit; from the third time on the deputy sees what a unit owes. */
function told(m, row, ordinal) {
  if (row.owes === 'office') return [201, 202]
  if (row.owes === 'leader') return [101, ...m.parts.filter((p) => p.kind === 'lead').map((p) => CHARGE[p.unit])]
  return [...(ordinal >= 3 ? [`${CHARGE[row.part.unit]} copied`] : []), 1000 + row.part.unit, 2000 + row.part.unit]
}
const CHARGE = { 12: 102, 13: 102, 14: 102, 18: 102, 19: 102, 4: 103, 5: 103, 15: 103, 16: 103, 7: 104, 17: 104 }
test('[A4.5.1 D3.2] each stage of a limit is reminded of once, in working hours, the third time also to the leader in charge', async () => {
  const rows = await instance.db(`SELECT m.title, COALESCE(a.unit_id, '-'), d.kind, d.seq, r.due_on, r.stage, r.ordinal, r.at,
      (SELECT GROUP_CONCAT(t.person_id, IF(t.is_copy, ' copied', ''), IF(t.sent_at = r.at, '', ' not told') ORDER BY t.person_id) FROM reminder_to t WHERE t.reminder_id = r.id)
    FROM reminder r JOIN due_item d ON d.id = r.due_item_id JOIN matter m ON m.id = d.matter_id LEFT JOIN assignment a ON a.id = d.assignment_id`)
  const expected = year.matters.flatMap((m) => m.reminders.map(({ row, stage, due, at: ms, ordinal }) => {
    return [m.name, key(row.part, row.kind, row.seq), date(due), stage, ordinal, instant(ms), told(m, row, ordinal).join(',')].join(' ')
  }))
  agree(rows.map((row) => row.join(' ')), expected, 'reminders')
  assert.ok(expected.length > 500 || MATTERS < 200)
  console.log(`# ${expected.length} reminders`)
})

test('[D4.2] what was asked late was refused, and every part that ran over its limit owed an explanation', () => {
  const rows = year.matters.flatMap((m) => [...m.rows.values()])
  assert.ok(year.acts.askedLate > 3 || MATTERS < 200, `${year.acts.askedLate} asked late`)
  assert.ok(year.acts.extensions > 15 && year.acts.suspend > 40 && year.acts.refuse > 8 && year.acts.return > 20 || MATTERS < 200, JSON.stringify(year.acts))
  for (const r of rows.filter((x) => x.kind === 'result' && x.outcome === 'late')) {
    assert.ok(rows.some((x) => x.part === r.part && x.kind === 'explanation' && x.start === r.due), key(r.part, r.kind, r.seq))
  }
})

test(`[A4.3.1 A4.5.1] killed ${KILLS} times in the middle of its tasks and started again, the job brings about the same`, { timeout: 240000 }, async () => {
  assert.ok(half, 'the first life went that far')
  await instance.stop()
  instance = await startInstance(at(from - 2, '10:00:00'))
  const cut = { due: 0, remind: 0, ladder: 0, digest: 0 }, least = () => Math.min(...Object.values(cut))
  let kills = 0
  const found = await live(killedUntil, { round: async (morning, today) => {
    const isFirstOfWeek = workday(today, -1) < today - ((today + 3) % 7) // then digests are made
    if (isWorkday(today) && today > from + 20 && (kills < KILLS || least() < 3)) {
      const target = isFirstOfWeek ? 'digest' : ['due', 'remind', 'ladder'].sort((a, b) => cut[a] - cut[b])[0]
      const struck = await killWithin(morning, target)
      kills += struck ? 1 : 0
      if (struck in cut) cut[struck]++
    }
    await instance.roundEnds(morning)
  } })
  console.log(`# ${kills} kills at work; in the middle of ${Object.entries(cut).map(([name, times]) => `${name} ${times}`).join(', ')}`)
  assert.ok(kills >= KILLS && least() >= 3, 'the kills came while it worked')
  for (const [name, lines] of Object.entries(half)) agree(found[name], lines, name)
})

const ORDER = ['verify', 'due', 'remind', 'ladder', 'digest', 'outbox'], LASTS = { due: 25, remind: 15, ladder: 6, digest: 15 } // some milliseconds
/** Kills the job a moment after the task before the target is done; answers the task that was cut off, if any. */
async function killWithin(morning, target) {
  const previous = ORDER[ORDER.indexOf(target) - 1]
  for (let tries = 0; tries < 20000 && !(await instance.finished(morning)).includes(previous); tries++);
  await sleep(Math.random() * LASTS[target])
  const done = await instance.killJob(morning)
  return ORDER.find((name) => !done.includes(name))
}
