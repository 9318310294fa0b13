// The demo is what the product itself would have written: histories that hang together, numbers without gaps,
// papers that match their hash, approvals within one's charge, nothing from the future.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { sql } from '../support/stack.mjs'

// Only what the demo brought: tests that ran before may have added their own.
const demo = 'm.id <= 48'

async function none(text) {
  assert.deepEqual(await sql(text), [])
}

test('it shows every state', async () => {
  const states = async (table) => new Set((await sql(`SELECT DISTINCT status FROM ${table}`)).flat())
  const matters = await states('matter'), parts = await states('assignment')
  for (const status of ['draft', 'proposed', 'approved', 'issued', 'concluded', 'archived', 'cancelled']) assert.ok(matters.has(status), status)
  for (const status of ['pending', 'received', 'underway', 'submitted', 'accepted', 'rectifying', 'refused']) assert.ok(parts.has(status), status)
  const lights = await sql(`SELECT SUM(light_on < d), SUM(light_on BETWEEN d AND d + INTERVAL 5 DAY), COUNT(*)
    FROM matter m, (SELECT DATE(UTC_TIMESTAMP() + INTERVAL 8 HOUR) AS d) t WHERE status = 'issued' AND ${demo}`)
  assert.ok(Number(lights[0][0]) >= 3 && Number(lights[0][1]) >= 2, 'overdue, and due in days')
})

test('[A1.2] ten sections, fourteen institutions of all kinds, a hospital with departments', async () => {
  const [[sections, institutions, departments, kinds]] = await sql(`SELECT SUM(kind = 'section' AND id <= 25), SUM(parent_id = 1 AND id BETWEEN 12 AND 25),
    SUM(parent_id = 12 AND id <= 42), COUNT(DISTINCT kind) FROM unit`)
  assert.deepEqual([sections, institutions, departments], ['10', '14', '12'])
  assert.ok(Number(kinds) >= 9)
  await none(`SELECT u.name FROM unit u WHERE u.id BETWEEN 2 AND 42 AND (SELECT COUNT(DISTINCT role) FROM membership m
    WHERE m.unit_id = u.id AND m.role IN ('department', 'liaison') AND m.until_on IS NULL) < 2`)
})

test('each step of a history begins where the one before it ended', async () => {
  for (const by of ['h.assignment_id', 'h.matter_id']) {
    await none(`SELECT * FROM (SELECT h.matter_id, h.action, h.from_status, LAG(h.to_status) OVER (PARTITION BY ${by} ORDER BY h.id) AS was
      FROM history h WHERE h.matter_id <= 48 AND h.assignment_id IS ${by === 'h.matter_id' ? '' : 'NOT'} NULL) t WHERE was <> from_status`)
  }
  await none(`SELECT m.id FROM matter m WHERE ${demo} AND m.status <> (SELECT h.to_status FROM history h
    WHERE h.matter_id = m.id AND h.assignment_id IS NULL ORDER BY h.id DESC LIMIT 1)`)
  await none(`SELECT a.id FROM assignment a JOIN matter m ON m.id = a.matter_id WHERE ${demo} AND a.status <> (SELECT h.to_status
    FROM history h WHERE h.matter_id = m.id AND h.assignment_id = a.id ORDER BY h.id DESC LIMIT 1)`)
  await none('SELECT id FROM history WHERE at > UTC_TIMESTAMP(3)')
  await none('SELECT h.id FROM history h JOIN history n ON n.id = h.id + 1 AND n.at < h.at WHERE n.matter_id <= 48')
})

test('[A4.1.2] papers are numbered without a gap and match their hash', async () => {
  await none(`SELECT * FROM (SELECT no, ROW_NUMBER() OVER (PARTITION BY body_id, word, year ORDER BY signed_at, id) AS n FROM document) t
    WHERE no <> n`)
  await none(`SELECT d.word FROM document d JOIN number_series s ON (s.body_id, s.word, s.year) = (d.body_id, d.word, d.year)
    GROUP BY d.body_id, d.word, d.year, s.last HAVING MAX(d.no) <> s.last`)
  const papers = await sql('SELECT HEX(content), LOWER(HEX(sha256)) FROM document')
  assert.ok(papers.length >= 30)
  for (const [content, hash] of papers) {
    const bytes = Buffer.from(content, 'hex')
    assert.equal(createHash('sha256').update(bytes).digest('hex'), hash)
    assert.ok(JSON.parse(bytes).paragraphs.every((p) => p.text))
  }
})

test('[D3.1] a deputy approved only what is in own charge', async () => {
  await none(`SELECT m.title FROM matter m JOIN membership p ON p.id = m.approver_membership_id AND p.\`rank\` = 'deputy'
    JOIN assignment a ON a.matter_id = m.id LEFT JOIN charge c ON c.membership_id = p.id AND c.unit_id = a.unit_id
    WHERE ${demo} AND c.id IS NULL`)
})

test('[A4.3.1] reports are by the unit, after its receipt, in four parts, never falling back', async () => {
  await none(`SELECT r.id FROM report r JOIN matter m ON m.id = r.matter_id JOIN assignment a ON a.id = r.assignment_id
    WHERE ${demo} AND (a.received_at IS NULL OR r.at < a.received_at OR '' IN (r.done, r.effect, r.problem, r.next_step))`)
  await none(`SELECT * FROM (SELECT r.progress, LAG(r.progress) OVER (PARTITION BY r.assignment_id ORDER BY r.id) AS was
    FROM report r WHERE r.matter_id <= 48) t WHERE progress < was`)
  await none(`SELECT a.id FROM assignment a JOIN matter m ON m.id = a.matter_id WHERE ${demo}
    AND (a.status = 'underway') <> (a.last_report_at IS NOT NULL) AND a.status IN ('received', 'underway')`)
})
