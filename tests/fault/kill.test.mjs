// Serving processes killed while people write: what was acknowledged is there, once and whole; the rest was not done.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { draft } from '../support/matters.mjs'
import { sql, startStack } from '../support/stack.mjs'

const WRITERS = 8
const SECONDS = 12
const PAUSE_MS = 250 // between two kills

let own
before(async () => {
  own = await startStack()
  Object.assign(process.env, { DUBAN_URL: own.url, DUBAN_VAR: own.dir }) // for sql()
})
after(() => own.stop())

function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // it ended meanwhile
  }
}

const programs = () => read(join(own.dir, 'run/children')).trim().split('\n')
const parent = () => programs().find((pid) => read(`/proc/${pid}/cmdline`).split('\0')[0].endsWith('duban-worker'))
const serving = () => readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && read(`/proc/${pid}/stat`).split(') ')[1]?.split(' ')[1] === parent())

async function signIn() {
  const answer = await fetch(`${own.url}/api/sessions`, { method: 'POST', headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ login: 'office', password: 'Duban-2026' }) })
  return (await answer.json()).access_token
}

/** One registration, sent with one key until it is acknowledged: as the browser does. */
async function register(token, acknowledged, broken) {
  const key = randomUUID()
  const body = JSON.stringify(draft())
  for (;;) {
    const answer = await fetch(`${own.url}/api/matters`, { method: 'POST', body,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', 'Idempotency-Key': key } }).catch(() => null)
    const reply = await answer?.json().catch(() => null)
    if (answer?.status === 201 && reply) {
      acknowledged.push({ ...reply, key, at: performance.now() })
      return
    }
    // 409: the request that the kill cut off still holds its key
    assert.ok(!answer || [409, 503].includes(answer.status), `${answer?.status} ${JSON.stringify(reply)}`)
    broken.n++
    await sleep(50)
  }
}

async function killInTurn(ends) {
  let kills = 0
  for (; performance.now() < ends; await sleep(PAUSE_MS)) {
    const pids = serving()
    if (pids.length === 0) continue
    process.kill(Number(pids[kills % pids.length]), 'SIGKILL')
    kills++
  }
  return kills
}

test('[R13] of eight who write while processes are killed, nothing acknowledged is lost and nothing is done twice', { timeout: 90000 }, async () => {
  const token = await signIn()
  const acknowledged = [], broken = { n: 0 }
  const began = performance.now(), ends = began + SECONDS * 1000
  const before = Number((await sql('SELECT COUNT(*) FROM matter'))[0][0])
  const writers = Array.from({ length: WRITERS }, async () => {
    while (performance.now() < ends) await register(token, acknowledged, broken)
  })
  const kills = await killInTurn(ends)
  await Promise.all(writers)
  const times = [began, ...acknowledged.map((a) => a.at)]
  const gap = Math.max(...times.slice(1).map((at, i) => at - times[i]))
  console.log(`# ${acknowledged.length} acknowledged, ${kills} kills, ${broken.n} cut off, longest pause ${Math.round(gap)} ms`)
  assert.ok(kills >= 10 && acknowledged.length > 100, 'there was something to lose')
  assert.ok(gap < 2000, `${gap} ms without a write`)

  const ids = acknowledged.map((a) => a.id)
  assert.equal(new Set(ids).size, ids.length, 'each has its own matter')
  const rows = new Map((await sql('SELECT id, reg_no FROM matter')).map(([id, no]) => [Number(id), no]))
  for (const { id, reg_no } of acknowledged) assert.equal(rows.get(id), reg_no)
  assert.equal(rows.size - before, ids.length, 'no matter that nobody was told of')
  assert.deepEqual(await sql("SELECT last - (SELECT COUNT(*) FROM matter WHERE body_id = 1) FROM number_series WHERE body_id = 1 AND word = 'DB'"),
    [['0']], 'register numbers have no gap')
  for (const [what, select] of [['history', "SELECT matter_id FROM history WHERE action = 'register'"],
    ['audit row', "SELECT object_id FROM audit_log WHERE action = 'matter.register'"],
    ['scope', 'SELECT matter_id FROM matter_scope WHERE scope = 2'], ['search', 'SELECT DISTINCT matter_id FROM gram'],
    ['part', 'SELECT matter_id FROM assignment']]) {
    const there = (await sql(select)).map(([id]) => Number(id)).filter((id) => ids.includes(id))
    assert.deepEqual(there.sort((a, b) => a - b), [...ids].sort((a, b) => a - b), `each has its one ${what}`)
  }
})
