// with-stack.mjs plain|san COMMAND…: runs the command over a fresh instance and adds what only the end can tell:
// sanitizers were silent, the instance stopped cleanly, and (DUBAN_ANSWERED) every operation was called with success.
import { spawn, spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root, startStack } from './stack.mjs'

const [kind, ...command] = process.argv.slice(2)
const build = join(root, kind === 'san' ? 'build/san' : 'build')
const answered = process.env.DUBAN_ANSWERED
if (answered) rmSync(answered, { force: true })
// The sandbox kills what it does not know, and sanitizers need system calls of their own.
const sandbox = kind === 'san' ? { SANDBOX: '0' } : {}
const stack = await startStack({ build, env: sandbox })
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stack.stop().then(() => process.exit(130)))

const env = { ...process.env, ...sandbox, DUBAN_URL: stack.url, DUBAN_VAR: stack.dir, DUBAN_BUILD: build }
const child = spawn(command[0], command.slice(1), { stdio: 'inherit', env })
let status = await new Promise((done) => child.once('close', (code) => done(code ?? 1)))

// One TAP line, and node's summary line for the tally.
function conclude(name, faults) {
  console.log(`${faults.length ? 'not ok' : 'ok'} - ${name}`)
  for (const fault of faults.slice(0, 20)) console.log(`# ${fault}`)
  console.log(faults.length ? '# fail 1' : '# pass 1')
  if (faults.length) status ||= 1
}

async function neverCalled() {
  const { paths } = await (await fetch(`${stack.url}/api/openapi.json`)).json()
  const called = new Set(readFileSync(answered, 'utf8').split('\n'))
  return Object.entries(paths)
    .flatMap(([path, item]) => Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`))
    .filter((operation) => !called.has(operation))
}

if (answered) conclude('every operation was called with success by some test', await neverCalled())
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
