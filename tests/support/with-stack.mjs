// with-stack.mjs plain|san COMMAND…: runs the command over a fresh instance and adds what only the end can tell:
// sanitizers were silent, the instance stopped cleanly, and (DUBAN_ANSWERED) every operation was called with success.
import { spawn, spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root, sql, startStack, workerLog } from './stack.mjs'

const [kind, ...command] = process.argv.slice(2)
const build = join(root, kind === 'san' ? 'build/san' : 'build')
const answered = process.env.DUBAN_ANSWERED
if (answered) rmSync(answered, { force: true })
// The sandbox kills what it does not know, and sanitizers need system calls of their own.
const sandbox = kind === 'san' ? { SANDBOX: '0' } : {}
const stack = await startStack({ build, env: sandbox })
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stack.stop().then(() => process.exit(130)))

Object.assign(process.env, { DUBAN_URL: stack.url, DUBAN_VAR: stack.dir })
const env = { ...process.env, ...sandbox, DUBAN_BUILD: build }
const child = spawn(command[0], command.slice(1), { stdio: 'inherit', env })
let status = await new Promise((done) => child.once('close', (code) => done(code ?? 1)))

// One TAP line, and node's summary line for the tally.
function conclude(name, faults) {
  console.log(`${faults.length ? 'not ok' : 'ok'} - ${name}`)
  for (const fault of faults.slice(0, 20)) console.log(`# ${fault}`)
  console.log(faults.length ? '# fail 1' : '# pass 1')
  if (faults.length) status ||= 1
}

// Over a real receiver and a real stream, in tests/fault/outbox.
const ELSEWHERE = ['GET /api/events', 'POST /api/outbox/{id}/resend']

async function neverCalled() {
  const { paths } = await (await fetch(`${stack.url}/api/openapi.json`)).json()
  const called = new Set(readFileSync(answered, 'utf8').split('\n'))
  return Object.entries(paths)
    .flatMap(([path, item]) => Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`))
    .filter((operation) => !called.has(operation) && !ELSEWHERE.includes(operation))
}

// One's own filters, wishes and what one has read, a new token for the same session, and a rehearsal change
// nothing that others see.
const UNTRACED = ['POST /api/views', 'DELETE /api/views/{id}', 'POST /api/sessions/refresh', 'PUT /api/me/preferences',
  'POST /api/notifications/read', 'POST /api/calendar/{id}/preview', 'POST /api/assignments/{id}/plan/schedule']

/** Changes that succeeded without any of their requests being in the trail; a repeated request leaves no row of its own. */
async function untraced() {
  const traced = new Set((await sql('SELECT DISTINCT request_id FROM audit_log')).flat())
  const requests = (await workerLog()).split('\n').filter((line) => line.includes('"event":"request"')).map((line) => JSON.parse(line))
  const changes = requests.filter((r) => r.method !== 'GET' && r.status < 300 && !UNTRACED.includes(`${r.method} ${r.route}`))
  const seen = new Set(changes.filter((r) => traced.has(r.id)).map((r) => `${r.method} ${r.route}`))
  return [...new Set(changes.map((r) => `${r.method} ${r.route}`))].filter((operation) => !seen.has(operation))
}

if (answered) conclude('every operation was called with success by some test', await neverCalled())
if (answered) conclude('[R17] every kind of change left its rows in the audit trail', await untraced())
const ended = await stack.stop({ keep: true })
conclude('the instance stopped cleanly', ended === 0 ? [] : [`exit ${ended}`, ...stack.output.split('\n')])
if (kind === 'san') {
  const said = ['worker', 'job', 'setup'].flatMap((name) => readFileSync(join(stack.dir, `log/${name}.log`), 'utf8').split('\n'))
  conclude('the sanitizers were silent', said.filter((line) => /Sanitizer|runtime error:|^ +#[0-9]+ 0x/.test(line)))
}
if (status) console.log(spawnSync('grep', ['-hE', '"(warn|error)"', join(stack.dir, 'log/worker.log')], { encoding: 'utf8' }).stdout
  .split('\n').slice(-16).join('\n# '))
stack.remove()
process.exit(status)
