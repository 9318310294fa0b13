import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { as, nobody } from '../support/client.mjs'
import { contract } from '../support/contract.mjs'
import { root, stack } from '../support/stack.mjs'

test('health says ok while the database answers, live needs none', async () => {
  assert.deepEqual((await nobody.get('/api/health')).body, { status: 'ok' })
  assert.equal((await nobody.get('/api/health/live')).status, 200)
})

test('a stopped database makes every route a 503 within 5 s, live stays up, and all recovers by itself', async () => {
  const office = await as('office')
  const { dir } = await stack()
  const database = Number(readFileSync(join(dir, 'run/db.pid'), 'utf8'))
  process.kill(database, 'SIGSTOP')
  while (!/^State:\s+T/m.test(readFileSync(`/proc/${database}/status`, 'utf8'))); // every thread of it stands
  try {
    const begun = Date.now()
    const [health, list, live] = await Promise.all(
      [nobody.get('/api/health'), office.get('/api/matters'), nobody.get('/api/health/live')])
    assert.ok(Date.now() - begun < 5000, `took ${Date.now() - begun} ms`)
    assert.equal(live.status, 200)
    for (const answer of [health, list]) {
      assert.equal(answer.status, 503)
      assert.ok(Number(answer.headers.get('retry-after')) > 0)
    }
  } finally {
    process.kill(database, 'SIGCONT')
  }
  const until = Date.now() + 5000
  for (let calm = 0; calm < 20; ) { // every thread has a connection of its own to make anew
    calm = (await office.get('/api/matters')).status === 200 ? calm + 1 : 0
    assert.ok(Date.now() < until, 'no recovery within 5 s')
  }
  assert.equal((await nobody.get('/api/health')).status, 200)
})

test('the document is valid OpenAPI 3.1', async () => {
  const { url } = await stack()
  const { document } = await contract()
  assert.match(document.openapi, /^3\.1\./)
  const run = spawnSync(join(root, 'tests/node_modules/.bin/redocly'),
    ['lint', '--extends=spec', '--format=stylish', `${url}/api/openapi.json`], { encoding: 'utf8', timeout: 60000 })
  assert.equal(run.status, 0, run.stdout + run.stderr)
})

// After start (R23): unprivileged where root started it, no new privileges, a system call filter, few descriptors.
test('workers are confined', { skip: process.env.DUBAN_BUILD?.endsWith('/san') && 'sanitizers need more than the sandbox gives' },
  async () => {
    const { dir } = await stack()
    const processes = workersOf(dir)
    assert.ok(processes.length >= 2, 'there are serving processes')
    for (const pid of processes) {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8')
      assert.match(status, /^NoNewPrivs:\s+1$/m)
      assert.match(status, /^Seccomp:\s+2$/m)
      assert.match(status, /^CapEff:\s+0+$/m)
      assert.doesNotMatch(status, /^Uid:\s+0\b/m)
      assert.match(readFileSync(`/proc/${pid}/limits`, 'utf8'), /^Max open files\s+(\d{1,3}|10[01]\d|102[0-4])\s/m)
    }
  })

function workersOf(dir) {
  const parent = spawnSync('pgrep', ['-f', `duban-worker -c ${dir}/`], { encoding: 'utf8' }).stdout.trim().split('\n')
  return parent.flatMap((pid) => spawnSync('pgrep', ['-P', pid], { encoding: 'utf8' }).stdout.split('\n').filter(Boolean))
}
