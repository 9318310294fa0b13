// Mail and robot messages against a real SMTP server and an HTTP receiver, while the job that sends them is killed.
// Nothing is lost. Killed between the other side's yes and its own note of it, a message goes out once more under
// the same Message-ID or Idempotency-Key, so that each is delivered once: receivers keep one of a number.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, test } from 'node:test'
import { build, freePort, root, scratchFolder, startStack } from '../support/stack.mjs'

const kills = 20, each = 40
const mails = [], posts = []
let folder, stack, smtp, robot, answer = { errcode: 0, errmsg: 'ok' }


before(async () => {
  folder = scratchFolder('obx')
  chmodSync(folder, 0o755)
  const port = await freePort()
  smtp = spawn('/usr/bin/python3', [join(root, 'tests/support/smtp.py'), String(port)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines = createInterface({ input: smtp.stdout })
  await once(lines, 'line')
  lines.on('line', (line) => mails.push(JSON.parse(line)))
  robot = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    posts.push({ id: request.headers['idempotency-key'], body: JSON.parse(body) })
    response.end(JSON.stringify(answer))
  }).listen(0, '127.0.0.1')
  await once(robot, 'listening')
  writeFileSync(join(folder, 'job.add'), `smtp_url = smtp://127.0.0.1:${port}\nsmtp_from = duban@wjw.example\n` +
    `webhook_url = http://127.0.0.1:${robot.address().port}/send?key=1\n`)
  stack = await startStack({ dir: join(folder, 'v'), build: supervised(), env: { JOB_CONF: join(folder, 'job.add') } })
})
after(async () => {
  await stack?.stop()
  smtp?.kill()
  robot?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The build with a job that is started again whenever it ends, as systemd does. */
function supervised() {
  const dir = join(folder, 'build')
  mkdirSync(dir)
  for (const program of ['duban-worker', 'dubanctl']) symlinkSync(join(build, program), join(dir, program))
  writeFileSync(join(dir, 'duban-job'), `#!/bin/sh
while :; do
  "${join(build, 'duban-job')}" "$@" &
  echo $! >"${folder}/job.pid"
  wait $!
done
`, { mode: 0o755 })
  return dir
}

function sql(text) {
  const run = spawnSync('mariadb', ['--no-defaults', '-S', join(stack.dir, 'run/db.sock'), '-NB',
    '--default-character-set=utf8mb4', 'duban'], { input: text, encoding: 'utf8' })
  assert.equal(run.status, 0, run.stderr)
  return run.stdout.split('\n').filter(Boolean).map((line) => line.split('\t'))
}

const put = (channel, target, count, prefix) => sql(`INSERT INTO outbox (dedupe, channel, target, payload, next_at, at)
  SELECT CONCAT('${prefix}/', seq), '${channel}', '${target}', JSON_OBJECT('title', CONCAT('第', seq, '件：${'长标题'.repeat(20)}'),
    'text', '请于11月24日前报送办理结果。', 'path', '/matters/1'), UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) FROM seq_1_to_${count}`)

const states = (prefix) => Object.fromEntries(sql(
  `SELECT state, COUNT(*) FROM outbox WHERE dedupe LIKE '${prefix}/%' GROUP BY state`).map(([s, n]) => [s, Number(n)]))

async function until(condition, ms = 30000) {
  const end = Date.now() + ms
  let holds
  while (!(holds = condition()) && Date.now() < end) await new Promise((done) => setTimeout(done, 50))
  assert.ok(holds, condition.toString())
}

const jobPid = () => Number(existsSync(join(folder, 'job.pid')) && readFileSync(join(folder, 'job.pid'), 'utf8'))

/** How often each number was taken. */
function tally(ids) {
  const seen = new Map()
  for (const id of ids) seen.set(id, (seen.get(id) ?? 0) + 1)
  return seen
}

test(`across ${kills} kills of the job each of ${2 * each * kills} messages is delivered once`, async () => {
  let cut = 0
  for (let killed = 0; killed < kills; killed++) {
    put('mail', 'linxiao@wjw.example', each, `k-mail/${killed}`)
    put('webhook', '13905560115', each, `k-robot/${killed}`)
    const pid = jobPid()
    await new Promise((done) => setTimeout(done, Math.random() * 250))
    assert.equal(spawnSync('kill', ['-KILL', String(pid)]).status, 0)
    cut += Number(sql("SELECT COUNT(*) FROM outbox WHERE state = 'sending'")[0][0])
    await until(() => jobPid() !== pid)
  }
  await until(() => states('k-mail').sent === each * kills && states('k-robot').sent === each * kills, 90000)
  const ours = () => mails.map((m) => m.id).filter((id) => id.startsWith('<duban.k-mail.')) // the demo's reminders go too
  await until(() => tally(ours()).size >= each * kills)

  const mail = tally(ours()), post = tally(posts.map((p) => p.id).filter((id) => id.startsWith('k-robot/')))
  assert.equal(mail.size, each * kills, 'no mail is lost')
  assert.equal(post.size, each * kills, 'no robot message is lost')
  const again = [...mail.values(), ...post.values()].reduce((n, times) => n + times - 1, 0)
  console.log(`# ${cut} of ${kills} kills cut a sending; ${again} messages went out a second time, under the same number`)
  assert.ok(cut >= 2, 'the kills came while it was sending')
  assert.ok(again <= cut, `a kill repeats the one message that it cut, not ${again}`)
})

test('a mail is what a mail reader expects', () => {
  const mail = mails.find((m) => m.id === '<duban.k-mail.0.7@localhost>')
  assert.deepEqual([mail.to, mail.from], [['linxiao@wjw.example'], 'duban@wjw.example'])
  assert.equal(mail.subject, `第7件：${'长标题'.repeat(20)}`)
  assert.match(mail.text, /^请于11月24日前报送办理结果。\r?\n\r?\n打开：http:\/\/localhost:\d+\/matters\/1/)
  assert.ok(mail.longest <= 78, `${mail.longest}`)
})

test('a robot message suits 企业微信 and 钉钉', () => {
  const { body } = posts.find((p) => p.id === 'k-robot/0/7')
  assert.equal(body.msgtype, 'text')
  assert.match(body.text.content, /^【督办】第7件.*\n请于11月24日前报送办理结果。\nhttp:.*\/matters\/1\n@13905560115$/)
  assert.deepEqual([body.text.mentioned_mobile_list, body.at], [['13905560115'], { atMobiles: ['13905560115'] }])
})

test('an address that does not exist is dead at once; an operator sees why and may send it again', async () => {
  put('mail', 'nobody@wjw.example', 1, 'd-mail')
  await until(() => states('d-mail').dead === 1)
  const admin = await signIn('admin')
  const { items } = await (await admin('/api/outbox?state=dead')).json()
  assert.equal(items.length, 1)
  assert.match(items[0].error, /550/)
  assert.equal(items[0].target, 'nobody@wjw.example')
  sql("UPDATE outbox SET target = 'linxiao@wjw.example' WHERE dedupe = 'd-mail/1'")
  assert.equal((await admin(`/api/outbox/${items[0].id}/resend`, { method: 'POST' })).status, 204)
  await until(() => states('d-mail').sent === 1)
  assert.equal((await admin(`/api/outbox/${items[0].id}/resend`, { method: 'POST' })).status, 404)
})

test('a robot that has enough is tried again later, and the message is dead after eight times', async () => {
  answer = { errcode: 45009, errmsg: 'api freq out of limit' }
  put('webhook', '', 1, 'b-robot')
  const row = () => sql("SELECT state, tries, TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(), next_at), error FROM outbox WHERE dedupe = 'b-robot/1'")[0]
  await until(() => row().slice(0, 2).join() === 'pending,1')
  assert.ok(row()[2] > 50 && row()[2] <= 60, `a minute, not ${row()[2]} s`)
  assert.match(row()[3], /45009/)
  for (let tries = 2; tries <= 8; tries++) {
    sql("UPDATE outbox SET next_at = UTC_TIMESTAMP(3) WHERE dedupe = 'b-robot/1'")
    await until(() => [`pending,${tries}`, `dead,${tries}`].includes(row().slice(0, 2).join()))
  }
  assert.equal(row()[0], 'dead')
  answer = { errcode: 0 }
})

test('what the office does by hand reaches the screen, the mailbox and the work group', async () => {
  const office = await signIn('office'), liaison = await signIn('liaison')
  const stream = await fetch(`${stack.url}/api/events`, { headers: { Cookie: liaison.cookie, Accept: 'text/event-stream' } })
  assert.equal(stream.status, 200)
  assert.equal((await liaison('/api/me/preferences', { method: 'PUT', body: { mail: true, webhook: true } })).status, 200)
  const [[assignment, matter]] = sql(`SELECT a.id, a.matter_id FROM assignment a JOIN matter m ON m.id = a.matter_id
    AND m.status = 'issued' AND m.body_id = 1 WHERE a.unit_id = 12 AND a.status IN ('pending', 'received', 'underway') LIMIT 1`)
  const made = await office(`/api/assignments/${assignment}/reminders`, { method: 'POST',
    body: { channel: 'phone', text: '请今天下班前报送进展', reply_by: '2099-01-01' } })
  assert.equal(made.status, 201, await made.text())
  const hint = await firstEvent(stream)
  assert.deepEqual([hint.kind, hint.matter_id], ['reminder', Number(matter)])
  const { items } = await (await liaison('/api/notifications?unread=true')).json()
  assert.equal(items[0].id, hint.id)
  await until(() => mails.some((m) => m.to[0] === 'liaison@wjw.example' && m.text.includes('请今天下班前报送进展')))
  await until(() => posts.some((p) => p.id === `webhook/${hint.id}`))
})

async function firstEvent(stream) {
  let text = ''
  for await (const chunk of stream.body) {
    text += Buffer.from(chunk).toString('utf8')
    const data = text.match(/^data: (.*)\n/m)
    if (data) return JSON.parse(data[1])
  }
}

async function signIn(login) {
  const answer = await fetch(`${stack.url}/api/sessions`, { method: 'POST', body: JSON.stringify({ login, password: 'Duban-2026' }),
    headers: { 'Content-Type': 'application/json', Origin: stack.url } })
  const { access_token: token } = await answer.json()
  const send = (path, { method = 'GET', body } = {}) => fetch(stack.url + path, { method, body: body && JSON.stringify(body),
    headers: { Authorization: `Bearer ${token}`, ...(body && { 'Content-Type': 'application/json' }) } })
  send.cookie = answer.headers.getSetCookie().map((c) => c.split(';')[0]).join('; ')
  return send
}
