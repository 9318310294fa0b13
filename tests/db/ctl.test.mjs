// dubanctl and duban-job over a running instance.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { signIn } from '../support/client.mjs'
import { build, ctl, root, sql, stack } from '../support/stack.mjs'

const scratch = mkdtempSync(join(tmpdir(), 'duban-ctl-'))
after(() => rmSync(scratch, { recursive: true }))
const dir = join(root, 'sql')

function copyOfSql(name) {
  cpSync(dir, join(scratch, name), { recursive: true })
  return join(scratch, name)
}

test('migrate, seed and demo may be run again: nothing is done twice', async () => {
  const before = await sql('SELECT name, sha256, applied_at FROM schema_migration ORDER BY name')
  assert.equal(before.length, 1 + readNames().length) // and the mark of the demo
  const migrate = await ctl(['migrate', '--dir', dir])
  assert.deepEqual([migrate.status, migrate.stdout, migrate.stderr], [0, '', ''])
  assert.equal((await ctl(['seed', '--dir', dir])).status, 0)
  const demo = await ctl(['demo', '--dir', dir])
  assert.equal(demo.status, 0)
  assert.match(demo.stdout, /已经在库中/)
  assert.deepEqual(await sql('SELECT name, sha256, applied_at FROM schema_migration ORDER BY name'), before)
})

function readNames() {
  return spawnSync('ls', [join(dir, 'migrations')], { encoding: 'utf8' }).stdout.trim().split('\n')
}

test('a migration that was changed after it was applied is refused by name', async () => {
  const copy = copyOfSql('changed')
  appendFileSync(join(copy, 'migrations/0002_session.sql'), '-- one word more\n')
  const { status, stderr } = await ctl(['migrate', '--dir', copy])
  assert.equal(status, 1)
  assert.match(stderr, /0002_session\.sql 装入后被改动过/)
})

test('a database newer than the program is refused', async () => {
  const copy = copyOfSql('older')
  rmSync(join(copy, 'migrations/0006_job.sql'))
  const { status, stderr } = await ctl(['migrate', '--dir', copy])
  assert.equal(status, 1)
  assert.match(stderr, /更新的版本（0006_job\.sql）/)
})

test('a migration that fails says where, is not noted, and can be run again', async () => {
  const copy = copyOfSql('failing'), file = join(copy, 'migrations/0999_test.sql')
  writeFileSync(file, 'CREATE TABLE IF NOT EXISTS t_once (id INT);\nINSERT INTO no_such_table VALUES (1);\n')
  const failed = await ctl(['migrate', '--dir', copy])
  assert.equal(failed.status, 1)
  assert.match(failed.stderr, /0999_test\.sql 第 2 条语句：.*no_such_table/)
  writeFileSync(file, 'CREATE TABLE IF NOT EXISTS t_once (id INT);\nDROP TABLE t_once;\n')
  const good = await ctl(['migrate', '--dir', copy])
  assert.deepEqual([good.status, good.stdout], [0, 'migrations/0999_test.sql\n'])
  await sql("DELETE FROM schema_migration WHERE name = '0999_test.sql'")
})

test('two at once: the second waits, then says why it does not', async () => {
  const { dir: folder } = await stack()
  const holder = spawn('mariadb', ['--no-defaults', '-S', join(folder, 'run/db.sock'), '-e',
    "DO GET_LOCK('duban.migrate', 5); DO SLEEP(14)"])
  await new Promise((done) => setTimeout(done, 500))
  const { status, stderr } = await ctl(['migrate', '--dir', dir])
  holder.kill()
  assert.equal(status, 1)
  assert.match(stderr, /另一个 dubanctl/)
})

test('check finds configuration, keys, connection and statements in order', async () => {
  const { status, stdout } = await ctl(['check'])
  assert.equal(status, 0)
  assert.match(stdout, /\d{3} 条语句都没有问题/)
})

test('an administrator is made with a first password that must be changed', async () => {
  const login = `root-${process.pid}`
  const made = await ctl(['account', 'create-admin', login, '张三'])
  assert.equal(made.status, 0, made.stderr)
  const [, first] = made.stdout.match(/初始密码：(\S+)/)
  const admin = await signIn(login, first)
  assert.equal(admin.me.must_change_password, true)
  assert.equal(admin.me.membership.role, 'admin')
  assert.match((await ctl(['account', 'create-admin', login, '李四'])).stderr, /已有人使用/)
  assert.match((await ctl(['account', 'create-admin', 'No Spaces', '李四'])).stderr, /登录名应为/)

  assert.match((await ctl(['password', login], '12345678\n')).stderr, /./)
  assert.match((await ctl(['password', 'nobody-here'], 'Xk9-alpha-Tree\n')).stderr, /没有登录名为/)
  const set = await ctl(['password', login], 'Xk9-alpha-Tree\n')
  assert.equal(set.status, 0, set.stderr)
  assert.ok((await signIn(login, 'Xk9-alpha-Tree')).me.must_change_password)
  await assert.rejects(signIn(login, first))
  const rows = await sql("SELECT action, ip FROM audit_log WHERE request_id = 'dubanctl' ORDER BY id DESC LIMIT 2")
  assert.deepEqual(rows, [['person.reset-password', 'local'], ['person.create', 'local']])
})

test('[R3] token keys: the next to sign is known before it signs; never overwritten, never readable by others', async () => {
  const file = join(scratch, 'token')
  const lines = () => readFileSync(file, 'utf8').trim().split('\n')
  assert.equal((await ctl(['keys', 'new', file])).status, 0)
  assert.equal(statSync(file).mode & 0o777, 0o400)
  const [first, next] = lines()
  assert.match(first, /^k[0-9a-f]{8} [0-9a-f]{64}$/)
  assert.equal((await ctl(['keys', 'new', file])).status, 1)
  assert.equal((await ctl(['keys', 'rotate', file])).status, 0)
  const [signs, fresh, before] = lines()
  assert.deepEqual([signs, before], [next, first])
  assert.equal((await ctl(['keys', 'rotate', file])).status, 0)
  assert.equal(lines()[0], fresh)
  assert.equal(lines().length, 3)
  assert.ok(!lines().includes(first))
  assert.equal(statSync(file).mode & 0o777, 0o400)
})

test('a file of one key is first given the next one', async () => {
  const file = join(scratch, 'single'), line = `k1 ${'ab'.repeat(32)}`
  writeFileSync(file, `${line}\n`, { mode: 0o400 })
  assert.match((await ctl(['keys', 'rotate', file])).stdout, /再执行一次/)
  const [first, next] = readFileSync(file, 'utf8').trim().split('\n')
  assert.equal(first, line)
  assert.match((await ctl(['keys', 'rotate', file])).stdout, /已启用/)
  assert.equal(readFileSync(file, 'utf8').split('\n')[0], next)
})

test('[R3] signing keys rotate under load: nobody is signed out', async () => {
  const { dir: folder } = await stack()
  const file = join(folder, 'keys/token')
  const worker = Number(readFileSync(join(folder, 'run/children'), 'utf8').split('\n')[1])
  const kid = (session) => JSON.parse(Buffer.from(session.token.split('.')[0], 'base64url')).kid
  const sessions = [await signIn('office')], statuses = []
  let busy = true
  const load = [0, 1, 2, 3].map(async () => {
    while (busy) for (const session of sessions) statuses.push((await session.get('/api/me', { check: false })).status)
  })
  for (let i = 0; i < 2; i++) {
    assert.equal((await ctl(['keys', 'rotate', file])).status, 0)
    process.kill(worker, 'SIGHUP')
    await new Promise((done) => setTimeout(done, 1000))
    sessions.push(await signIn('office'))
  }
  await new Promise((done) => setTimeout(done, 500))
  busy = false
  await Promise.all(load)
  assert.equal(new Set(sessions.map(kid)).size, 2) // the first rotation only made the next key known
  assert.ok(statuses.length > 200, `${statuses.length}`)
  assert.deepEqual([...new Set(statuses)], [200])
})

test('jobs take turns: three at once beside the running one all end well', async () => {
  const { dir: folder } = await stack()
  const runs = [1, 2, 3].map(() => new Promise((done) => {
    spawn(join(build, 'duban-job'), ['-c', join(folder, 'job.conf'), '--once'], { stdio: 'ignore' }).once('close', done)
  }))
  assert.deepEqual(await Promise.all(runs), [0, 0, 0])
})

test('the job forgets idempotency keys after a week, and dead sessions', async () => {
  const { dir: folder } = await stack()
  await sql(`INSERT INTO idempotency (person_id, \`key\`, request_hash, status, reply, created_at) VALUES
    (1, 'old', UNHEX(SHA2('', 256)), 200, '', UTC_TIMESTAMP(3) - INTERVAL 8 DAY),
    (1, 'young', UNHEX(SHA2('', 256)), 200, '', UTC_TIMESTAMP(3) - INTERVAL 6 DAY)`)
  assert.equal(spawnSync(join(build, 'duban-job'), ['-c', join(folder, 'job.conf'), '--once']).status, 0)
  assert.deepEqual(await sql("SELECT `key` FROM idempotency WHERE `key` IN ('old', 'young')"), [['young']])
  await sql("DELETE FROM idempotency WHERE `key` = 'young'")
})

test('the trail verifies, and a command that is wrong explains itself', async () => {
  const verify = await ctl(['audit', 'verify'])
  assert.equal(verify.status, 0, verify.stdout + verify.stderr)
  assert.match(verify.stdout, /审计日志完好/)
  const wrong = await ctl(['audit', 'forget'])
  assert.equal(wrong.status, 1)
  assert.match(wrong.stderr, /用法/)
})
