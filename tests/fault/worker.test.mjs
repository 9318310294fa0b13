// The worker under signals, sudden death and a database that hangs (R22, R23).
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { startStack } from '../support/stack.mjs'

let stack
before(async () => {
  stack = await startStack()
})
after(() => stack.stop())

function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // it ended meanwhile
  }
}

function pidOf(program) {
  const pids = read(join(stack.dir, 'run/children')).trim().split('\n')
  return Number(pids.find((pid) => read(`/proc/${pid}/cmdline`).split('\0')[0].endsWith(program)))
}

function childrenOf(parent) {
  return readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && read(`/proc/${pid}/stat`).includes(`) S ${parent} `))
}

async function until(what, seconds = 5) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(20)) if (await what()) return true
  return false
}

const get = (path) => fetch(stack.url + path, { signal: AbortSignal.timeout(10_000) })
const replaced = (old) => () => {
  const now = childrenOf(pidOf('duban-worker'))
  return now.length === 2 && now.every((pid) => !old.includes(pid))
}

// nginx repeats a GET that failed, never a POST: each of these must be answered by the worker itself.
async function post(statuses, end) {
  while (Date.now() < end()) {
    const { status } = await fetch(`${stack.url}/api/sessions/refresh`, { method: 'POST' }).catch(() => ({ status: 'none' }))
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
  }
}

test('three reloads under load lose no request, and keep no old process', async () => {
  const parent = pidOf('duban-worker')
  const first = childrenOf(parent)
  const statuses = new Map()
  let ends = Infinity
  const load = Promise.all(Array.from({ length: 16 }, () => post(statuses, () => ends)))
  for (let n = 0; n < 3; n++) {
    const old = childrenOf(parent)
    process.kill(parent, 'SIGHUP')
    assert.ok(await until(() => childrenOf(parent).some((pid) => !old.includes(pid))), 'a new generation starts')
    await sleep(500)
  }
  ends = 0
  await load
  assert.deepEqual([...statuses.keys()], [401])
  assert.ok(statuses.get(401) > 100)
  assert.ok(await until(replaced(first), 10), 'only the last generation is left')
})

test('a reload with a broken configuration changes nothing', async () => {
  const parent = pidOf('duban-worker')
  const conf = join(stack.dir, 'duban.conf')
  const good = read(conf)
  const before = childrenOf(parent)
  writeFileSync(conf, good.replace('threads = 4', 'threads = many'))
  process.kill(parent, 'SIGHUP')
  await sleep(300)
  assert.equal((await get('/api/health')).status, 200)
  assert.deepEqual(childrenOf(parent), before)
  writeFileSync(conf, good)
})

test('a killed process is replaced', async () => {
  const parent = pidOf('duban-worker')
  const before = childrenOf(parent)
  process.kill(Number(before[0]), 'SIGKILL')
  assert.ok(await until(() => childrenOf(parent).length === 2 && !childrenOf(parent).includes(before[0])))
  for (let n = 0; n < 20; n++) assert.equal((await get('/api/health/live')).status, 200)
})

test('[R23] serving processes have no rights to lose', () => {
  for (const pid of childrenOf(pidOf('duban-worker'))) {
    const status = read(`/proc/${pid}/status`)
    assert.doesNotMatch(status, /^Uid:\s+0\s/m)
    assert.match(status, /^CapEff:\s+0000000000000000$/m)
    assert.match(status, /^NoNewPrivs:\s+1$/m)
    assert.match(status, /^Seccomp:\s+2$/m)
    assert.match(read(`/proc/${pid}/limits`), /^Max open files\s+1024\s+1024/m)
  }
})

test('[R22] a database that hangs gives 503 in time, and is found again', async () => {
  const db = pidOf('mariadbd')
  process.kill(db, 'SIGSTOP')
  try {
    for (let n = 0; n < 2; n++) {
      const from = Date.now()
      const answer = await get('/api/health')
      assert.equal(answer.status, 503)
      assert.ok(Number(answer.headers.get('retry-after')) > 0)
      assert.ok(Date.now() - from < 5000, `${Date.now() - from} ms`)
    }
    const from = Date.now()
    assert.equal((await get('/api/health/live')).status, 200)
    assert.ok(Date.now() - from < 1000)
  } finally {
    process.kill(db, 'SIGCONT')
  }
  assert.ok(await until(async () => (await get('/api/health')).status === 200, 3))
})
