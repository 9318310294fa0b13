// The product itself, started by its own script (deploy/dev/run) on a free port with demo data.
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
export const build = process.env.DUBAN_BUILD ?? join(root, 'build')

export function freePort() {
  return new Promise((done, fail) => {
    const server = createServer().once('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => done(port))
    })
  })
}

// Short, as it holds unix sockets; under the system's temporary folder, and gone after stop().
export function scratchFolder(name = 'duban') {
  return mkdtempSync(join(process.env.TMPDIR ?? '/tmp', `${name}-`))
}

/** Starts an instance; options: port, dir (kept when given), build, env, wait (false: do not wait for it). */
export async function startStack(options = {}) {
  const port = options.port ?? (await freePort())
  const parent = options.dir ? null : scratchFolder()
  const dir = options.dir ?? join(parent, 'var')
  if (parent) spawnSync('chmod', ['755', parent])
  const child = spawn(join(root, 'deploy/dev/run'), [String(port), dir, options.build ?? build], {
    env: { ...process.env, RATES: join(root, 'tests/support/rates.conf'), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const stack = { port, dir, url: `http://localhost:${port}`, child, output: '' }
  const collect = (chunk) => (stack.output += chunk)
  child.stdout.setEncoding('utf8').on('data', collect)
  child.stderr.setEncoding('utf8').on('data', collect)
  stack.exited = new Promise((done) => child.once('close', (code) => done(code)))
  stack.remove = () => parent && rmSync(parent, { recursive: true, force: true })
  stack.stop = async ({ keep = false } = {}) => {
    child.kill('SIGTERM')
    const code = await stack.exited
    if (!keep) stack.remove()
    return code
  }
  if (options.wait === false) return stack
  const failed = stack.exited.then((code) => {
    throw new Error(`the instance ended with ${code}:\n${stack.output}\n${logs(dir)}`)
  })
  const running = new Promise((done) => {
    child.stdout.on('data', () => stack.output.includes('(running)') && done())
  })
  await Promise.race([running, failed])
  failed.catch(() => {})
  return stack
}

function logs(dir) {
  return spawnSync('sh', ['-c', 'tail -n 20 "$1"/log/*', 'sh', dir], { encoding: 'utf8' }).stdout
}

let own // of a test file that runs alone

/** The stack of this run: the runner's (DUBAN_URL, DUBAN_VAR), or one of our own that ends with the process. */
export async function stack() {
  if (process.env.DUBAN_URL) return { url: process.env.DUBAN_URL, dir: process.env.DUBAN_VAR }
  own ??= startStack().then((started) => {
    started.child.unref()
    started.child.stdout.unref()
    started.child.stderr.unref()
    process.once('exit', () => {
      started.child.kill('SIGTERM')
      spawnSync('sh', ['-c', 'while kill -0 "$1" 2>/dev/null; do sleep 0.05; done; rm -rf "$2"', 'sh',
        String(started.child.pid), dirname(started.dir)], { timeout: 20000 })
    })
    return started
  })
  return own
}

/** Runs SQL as the database's owner; answers rows as arrays of texts. */
export async function sql(text, database = 'duban') {
  const { dir } = await stack()
  const run = spawnSync('mariadb', ['--no-defaults', '-S', join(dir, 'run/db.sock'), '-NB',
    '--default-character-set=utf8mb4', database], { input: text, encoding: 'utf8' })
  if (run.status !== 0) throw new Error(run.stderr)
  return run.stdout.split('\n').filter(Boolean).map((line) => line.split('\t'))
}

/** Runs dubanctl with the rights to migrate: {status, stdout, stderr}. */
export async function ctl(args, input = '') {
  const { dir } = await stack()
  return spawnSync(join(build, 'dubanctl'), ['-c', join(dir, 'ctl.conf'), ...args], { input, encoding: 'utf8' })
}

export async function workerLog() {
  const { dir } = await stack()
  return readFileSync(join(dir, 'log/worker.log'), 'utf8')
}
