// What `make run` promises when something is in its way: one sentence, a bad exit status, nothing left running.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { build, root, scratchFolder, startStack } from '../support/stack.mjs'

const isRoot = process.getuid() === 0
let folder, counter = 0
const started = []

before(() => {
  folder = scratchFolder('dbf')
  chmodSync(folder, 0o755)
})
after(async () => {
  for (const one of started) one.child.kill('SIGTERM')
  await Promise.all(started.map((one) => one.exited))
  rmSync(folder, { recursive: true, force: true })
})

async function start(options) {
  const one = await startStack(options)
  started.push(one)
  return one
}

const freshDir = () => join(folder, `v${counter++}`)

/** Everything that has the folder in its command line: the instance's own processes. */
function running(dir) {
  return spawnSync('pgrep', ['-af', '--', `${dir}/|deploy/dev/run [0-9]+ ${dir} `], { encoding: 'utf8' }).stdout
    .split('\n').filter((line) => line && !line.includes('pgrep'))
}

async function goneWithin(dir, ms) {
  const until = Date.now() + ms
  while (running(dir).length && Date.now() < until) await new Promise((done) => setTimeout(done, 50))
  assert.deepEqual(running(dir), [])
}

async function refused(options, sentence) {
  const one = await start({ wait: false, ...options })
  const code = await one.exited
  assert.notEqual(code, 0)
  const lines = one.output.trim().split('\n').filter((l) => !/正在准备数据库/.test(l))
  assert.equal(lines.length, 1, `one sentence, not:\n${one.output}`)
  assert.match(lines[0], sentence)
  return one
}

async function refusedAndGone(options, sentence) {
  const one = await refused(options, sentence)
  assert.deepEqual(running(one.dir), [])
}

test('a port in use', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((done) => server.once('listening', done))
  await refusedAndGone({ port: server.address().port, dir: freshDir() }, /端口 \d+ 已被占用/)
  server.close()
})

test('a port that is none', () => refusedAndGone({ port: 'http', dir: freshDir() }, /PORT 应为/))

test('a folder that holds something else stays as it is', async () => {
  const dir = freshDir()
  mkdirSync(dir)
  writeFileSync(join(dir, 'thesis.txt'), 'mine')
  await refusedAndGone({ dir }, /已有别的文件/)
  assert.equal(readFileSync(join(dir, 'thesis.txt'), 'utf8'), 'mine')
})

test('a folder with a name that configuration files cannot hold', () => refusedAndGone({ dir: `${freshDir()} a` }, /特殊字符/))

test('a path that is too long for a socket', () => refusedAndGone({ dir: join(folder, 'x'.repeat(100)) }, /太长/))

test('a disk without room', { skip: !isRoot && 'mounting needs root' }, async (t) => {
  const dir = freshDir()
  mkdirSync(dir)
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=40m', 'tmpfs', dir]).status !== 0) return t.skip('no mount here')
  try {
    await refusedAndGone({ dir }, /磁盘只剩 \d+ MB/)
  } finally {
    spawnSync('umount', [dir])
  }
})

test('a first start that is cut short is made anew by the next', async () => {
  const dir = freshDir()
  const first = await start({ dir, wait: false })
  while (!existsSync(join(dir, 'db/mysql'))) await new Promise((done) => setTimeout(done, 10))
  first.child.kill('SIGKILL')
  await first.exited
  await goneWithin(dir, 10000)
  assert.ok(!existsSync(join(dir, 'ready')))
  const second = await start({ dir })
  assert.equal((await fetch(`${second.url}/api/health`)).status, 200)
  assert.equal(await second.stop(), 0)
})

test('a second start on the same folder is refused, the first serves on; it stops whole, and starts again in 5 s with its data', async () => {
  const dir = freshDir()
  const one = await start({ dir })
  await refused({ dir }, /已有一个实例在运行/)
  assert.equal((await fetch(`${one.url}/api/health`)).status, 200)
  assert.match(one.output, /Duban-2026/)
  for (const login of ['leader', 'deputy', 'office', 'department', 'liaison', 'admin', 'auditor']) {
    assert.match(one.output, new RegExp(`^ +${login} `, 'm'))
  }
  query(dir, "UPDATE unit SET phone = '12345' WHERE id = 1")

  one.child.kill('SIGINT')
  assert.equal(await one.exited, 0)
  assert.deepEqual(running(dir), [])

  const begun = Date.now()
  writeFileSync(join(dir, 'keys/seal.anchor'), '', { flag: 'a' })
  const again = await start({ dir })
  assert.ok(statSync(join(dir, 'keys/seal.anchor')).mode & 0o200, 'the anchor of the seals goes on growing')
  assert.ok(Date.now() - begun < 5000, `took ${Date.now() - begun} ms`)
  assert.equal(query(dir, 'SELECT phone FROM unit WHERE id = 1'), '12345')

  again.child.kill('SIGKILL')
  await again.exited
  await goneWithin(dir, 12000)
})

for (const part of ['worker', 'job', 'nginx', 'db']) {
  test(`${part} that ends by itself is noticed, and the rest ends too`, async () => {
    const dir = freshDir()
    const one = await start({ dir })
    process.kill(Number(pidOf(dir, part)), 'SIGKILL')
    assert.notEqual(await one.exited, 0)
    assert.match(one.output, new RegExp(`${part} 意外退出`))
    await goneWithin(dir, 5000)
    rmSync(dir, { recursive: true, force: true })
  })
}

test('an ordinary user can run it', { skip: !isRoot && 'this is one already' }, async () => {
  const dir = freshDir()
  mkdirSync(dir, { mode: 0o755 })
  spawnSync('chown', ['nobody:nogroup', dir])
  const port = 20000 + Math.floor(Math.random() * 20000)
  const run = spawnSync('setpriv', ['--reuid=nobody', '--regid=nogroup', '--clear-groups', 'timeout', '--signal=TERM', '15',
    join(root, 'deploy/dev/run'), String(port), dir, build], { encoding: 'utf8', timeout: 60000 })
  assert.match(run.stdout, /\(running\)/, run.stdout + run.stderr)
  assert.match(run.stdout, /已停止/)
  assert.deepEqual(running(dir), [])
})

function query(dir, text) {
  return spawnSync('mariadb', ['--no-defaults', '-S', join(dir, 'run/db.sock'), '-NB', 'duban', '-e', text],
    { encoding: 'utf8' }).stdout.trim()
}

function pidOf(dir, part) {
  const command = { worker: `duban-worker -c ${dir}/`, job: `duban-job -c ${dir}/`, nginx: 'nginx: master', db: `mariadbd --defaults-file=${dir}/` }
  if (part === 'nginx') return readFileSync(join(dir, 'run/nginx.pid'), 'utf8')
  return spawnSync('pgrep', ['-of', command[part]], { encoding: 'utf8' }).stdout.trim()
}
