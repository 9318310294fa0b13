// An instance whose clocks stand still until the test moves them: worker, job and dubanctl run under libfaketime,
// the people's clock and the job's apart, so that the job works only when it is told to. MariaDB and nginx keep
// the real time: SQL never reads the clock.
import { spawn } from 'node:child_process'
import { createHmac, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { build, root, scratchFolder, startStack } from '../stack.mjs'

const library = '/usr/$LIB/faketime/libfaketimeMT.so.1'
const password = 'Duban-2026'
const tasks = ['due', 'remind', 'ladder', 'digest', 'sweep']
const text = (ms) => new Date(ms).toISOString().slice(0, 19).replace('T', ' ')

/** begins: the instant at which it is installed, with the demo's units and people and no matters. */
export async function startInstance(begins) {
  const folder = scratchFolder('year')
  chmodSync(folder, 0o755)
  const people = join(folder, 'people.clock'), job = join(folder, 'job.clock')
  const set = (file, ms) => { // at once: a clock that is read half-written would be the real one
    writeFileSync(`${file}.new`, text(ms))
    renameSync(`${file}.new`, file)
  }
  set(people, begins)
  set(job, begins)
  const stack = await startStack({ dir: join(folder, 'v'), build: wrapped(folder, people, job), env: { SANDBOX: '0' } })
  const db = database(join(stack.dir, 'run/db.sock'))
  await db('SET GLOBAL innodb_flush_log_at_trx_commit = 0') // the machine itself does not fail here
  const agent = new Agent({ keepAlive: true, maxSockets: 4 })
  const key = readFileSync(join(stack.dir, 'keys/token'), 'utf8').trim().split(' ')[1]
  const sessions = new Map()
  let now = begins

  /** Signs in once; later tokens are the first one's, renewed with the instance's own key. */
  async function token(login) {
    if (!sessions.has(login)) {
      const { body } = await send('POST', '/api/sessions', { body: { login, password } })
      sessions.set(login, body.access_token)
      await db("UPDATE session SET expires_at = '2036-01-01', rotated_at = '2036-01-01'")
    }
    const [header, payload] = sessions.get(login).split('.')
    const claims = { ...JSON.parse(Buffer.from(payload, 'base64url')), iat: now / 1000, exp: now / 1000 + 600, jti: randomBytes(16).toString('hex') }
    const signed = `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`
    return `${signed}.${createHmac('sha256', Buffer.from(key, 'hex')).update(signed).digest('base64url')}`
  }

  function send(method, path, { body, bearer, version } = {}) {
    const headers = { Host: `localhost:${stack.port}` }
    if (bearer) headers.Authorization = `Bearer ${bearer}`
    if (method === 'POST') headers['Idempotency-Key'] = randomBytes(12).toString('hex')
    if (version !== undefined) headers['If-Match'] = `"${version}"`
    if (body !== undefined) headers['Content-Type'] = 'application/json'
    return new Promise((done, fail) => {
      const ask = request({ host: '127.0.0.1', port: stack.port, method, path, headers, agent }, (answer) => {
        const chunks = []
        answer.on('data', (chunk) => chunks.push(chunk)).on('end', () => {
          const bytes = Buffer.concat(chunks).toString('utf8')
          done({ status: answer.statusCode, body: bytes ? JSON.parse(bytes) : undefined })
        })
      })
      ask.on('error', fail).end(body === undefined ? undefined : JSON.stringify(body))
    })
  }

  const jobPid = () => Number(existsSync(join(folder, 'job.pid')) && readFileSync(join(folder, 'job.pid'), 'utf8'))
  /** The tasks that the job finished well at this instant of its clock. */
  const finished = async (ms) => (await db(`SELECT name FROM job_state WHERE ok_at = '${text(ms)}'`)).map(([name]) => name)

  const signal = (pid, name) => {
    try {
      process.kill(pid, name)
    } catch (error) {
      if (error.code !== 'ESRCH') throw error
    }
  }
  async function roundEnds(ms) {
    for (let tries = 0, done = []; ; tries++) {
      done = await finished(ms)
      if (tasks.every((name) => done.includes(name))) return
      if (tries === 5000) throw new Error(`of the job's round of ${text(ms)} only this is done: ${done.join(' ')}`)
      await sleep(3)
      if (tries % 100 === 99) signal(jobPid(), 'SIGHUP') // it may have started just after it was woken
    }
  }
  await roundEnds(begins)

  return {
    db,
    finished,
    roundEnds,
    get now() { return now },
    setPeople(ms) { set(people, now = ms) },
    /** A call of one who is signed in: {status, body}. */
    call: async (login, method, path, body, version) => send(method, path, { body, bearer: await token(login), version }),
    /** Moves the job's clock and wakes it; does not wait. */
    wakeJob(ms) {
      set(job, ms)
      signal(jobPid(), 'SIGHUP')
    },
    /** Answers the tasks that it had finished. The next one begins its round only after that was asked. */
    async killJob(ms) {
      const pid = jobPid()
      writeFileSync(join(folder, 'hold'), '')
      signal(pid, 'SIGKILL')
      while (existsSync(`/proc/${pid}`)) await sleep(1)
      const done = await finished(ms)
      await db("UPDATE job_state SET ok_at = NULL WHERE name = 'sweep'")
      rmSync(join(folder, 'hold'))
      while (jobPid() === pid) await sleep(2)
      return done
    },
    async stop() {
      db.end()
      agent.destroy()
      await stack.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The build under faked clocks, and with a job that is started again whenever it ends, as systemd does. */
function wrapped(folder, people, job) {
  const dir = join(folder, 'build'), sql = join(folder, 'sql')
  mkdirSync(dir)
  mkdirSync(join(sql, 'demo'), { recursive: true })
  symlinkSync(join(root, 'sql/demo/01_org.sql'), join(sql, 'demo/01_org.sql'))
  const faked = (clock) => `export TZ=UTC LD_PRELOAD='${library}' FAKETIME_TIMESTAMP_FILE=${clock} FAKETIME_NO_CACHE=1 FAKETIME_DONT_FAKE_MONOTONIC=1\n`
  const program = (name, lines) => writeFileSync(join(dir, name), `#!/bin/sh\n${lines}`, { mode: 0o755 })
  program('duban-worker', `${faked(people)}exec ${build}/duban-worker "$@"\n`)
  program('dubanctl', `case " $* " in *" demo "*) set -- "$1" "$2" demo --dir ${sql} ;; esac\n${faked(people)}exec ${build}/dubanctl "$@"\n`)
  program('duban-job', `while :; do
  while [ -e ${folder}/hold ]; do sleep 0.01; done
  (${faked(job)}exec ${build}/duban-job "$@") &
  echo $! >${folder}/job.new && mv ${folder}/job.new ${folder}/job.pid
  wait $!
done
`)
  return dir
}

/** SQL over one connection that stays: rows as arrays of texts. */
function database(socket) {
  const client = spawn('mariadb', ['--no-defaults', '-S', socket, '-NBn', '--force', '--default-character-set=utf8mb4', 'duban'])
  let out = '', error = '', last = Promise.resolve(), waiting
  client.stderr.setEncoding('utf8').on('data', (chunk) => (error += chunk))
  client.stdout.setEncoding('utf8').on('data', (chunk) => {
    out += chunk
    if (!out.endsWith('--end--\n')) return
    const rows = out.slice(0, -'--end--\n'.length)
    out = ''
    waiting(rows.split('\n').filter(Boolean).map((line) => line.split('\t')))
  })
  const ask = (statement) => (last = last.then(() => new Promise((done, fail) => {
    waiting = (rows) => (error ? fail(new Error(error)) : done(rows))
    client.stdin.write(`${statement};\nSELECT '--end--';\n`)
  })))
  ask.end = () => client.stdin.end()
  return ask
}
