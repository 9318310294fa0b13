// with-stack.mjs plain|san COMMAND…: runs the command over a fresh instance; its exit status is the command's,
// or 1 when a sanitizer reported something or the instance did not stop cleanly.
import { spawnSync, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, startStack } from './stack.mjs'

const [kind, ...command] = process.argv.slice(2)
const build = join(root, kind === 'san' ? 'build/san' : 'build')
// The sandbox kills what it does not know, and sanitizers need system calls of their own.
const sandbox = kind === 'san' ? { SANDBOX: '0' } : {}
const stack = await startStack({ build, env: sandbox })
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stack.stop().then(() => process.exit(130)))

const env = { ...process.env, ...sandbox, DUBAN_URL: stack.url, DUBAN_VAR: stack.dir, DUBAN_BUILD: build }
const child = spawn(command[0], command.slice(1), { stdio: 'inherit', env })
let status = await new Promise((done) => child.once('close', (code) => done(code ?? 1)))

const found = ['worker', 'job', 'setup'].flatMap((name) =>
  readFileSync(join(stack.dir, `log/${name}.log`), 'utf8').split('\n')
    .filter((line) => /Sanitizer|runtime error:/.test(line)))
if (found.length) {
  console.log(`# sanitizers: ${found.slice(0, 10).join('\n# ')}`)
  status ||= 1
}
if (status) console.log(spawnSync('tail', ['-n', '15', join(stack.dir, 'log/worker.log')], { encoding: 'utf8' }).stdout.replace(/^/gm, '# '))
const ended = await stack.stop()
if (ended !== 0) {
  console.log(`# the instance ended with ${ended}: ${stack.output}`)
  status ||= 1
}
process.exit(status)
