// Units and people from a file: every mistake is named before anything is written.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { as, nobody, signIn } from '../support/client.mjs'
import { unique } from '../support/people.mjs'
import { sql } from '../support/stack.mjs'
import { xlsx } from '../support/xlsx.mjs'

const admin = await as('admin')
const UNITS = '单位代码,上级代码,类别,名称,简称,电话'
const PEOPLE = '登录名,姓名,手机,邮箱,单位代码,角色,组内职务,职务'
const paths = { units: '/api/imports/units', people: '/api/imports/people' }
const send = (who, kind, bytes, query = '', key = randomUUID()) =>
  who.send('POST', `${paths[kind]}?name=x.csv${query}`, Buffer.from(bytes),
    { headers: { 'Content-Type': 'application/octet-stream' }, key })
const lines = (head, rows) => `${[head, ...rows].join('\r\n')}\r\n`
const places = (answer) => answer.body.errors.map((e) => `${e.row} ${e.column}`)
const unitOf = async (code) => (await admin.get('/api/units')).body.items.find((u) => u.code === code)

test('A1.2: units come in with their tree, in any order, and a second time are brought up to date', async () => {
  const [a, b] = [unique('I'), unique('I')]
  const rows = [`${b},${a},科室,${b}科,${b},`, `${a},WJW,医院,${a}医院,${a},0556-1`]
  const done = await send(admin, 'units', lines(UNITS, rows))
  assert.deepEqual([done.status, done.body.rows, done.body.created, done.body.updated, done.body.errors], [200, 2, 2, 0, []])
  const [upper, lower] = [await unitOf(a), await unitOf(b)]
  assert.deepEqual([upper.kind, upper.parent_id, upper.body_id, lower.parent_id, lower.body_id], ['hospital', 1, 1, upper.id, 1])
  const again = await send(admin, 'units', lines(UNITS, [`${a},WJW,疾控中心,${a}改名,${a},`]))
  assert.deepEqual([again.body.created, again.body.updated], [0, 1])
  assert.deepEqual([(await unitOf(a)).name, (await unitOf(a)).kind, (await unitOf(a)).version], [`${a}改名`, 'cdc', 2])
})

test('a dry run names row and column of every mistake and writes nothing', async () => {
  const a = unique('I')
  const rows = [`${a},WJW,医院,${a}医院,${a},`, `,NO,诊所,x,,`, `${a},WJW,医院,别的,别的,`, `${unique('I')},NO,医院,=x,某,`]
  for (const query of ['&dry_run=true', '']) {
    const { body } = await send(admin, 'units', lines(UNITS, rows), query)
    assert.deepEqual(places({ body }), ['3 单位代码', '3 类别', '3 名称', '3 简称', '4 单位代码', '5 名称', '5 简称', '5 上级代码'])
    assert.deepEqual([body.rows, body.created, body.updated], [4, 0, 0])
    assert.ok(body.errors.every((e) => /\p{Script=Han}/u.test(e.detail)))
  }
  assert.equal(await unitOf(a), undefined)
  const fine = await send(admin, 'units', lines(UNITS, [rows[0]]), '&dry_run=true')
  assert.deepEqual([fine.body.created, fine.body.errors], [1, []])
  assert.equal(await unitOf(a), undefined)
})

test('mistakes that only the database knows are named too', async () => {
  const a = unique('I')
  const { body } = await send(admin, 'units', lines(UNITS, [`${a},WJW,科室,办公室,办公室,`, `${unique('I')},WJW,科室,${a}科,${a},`]), '&dry_run=true')
  assert.deepEqual(places({ body }), ['2 名称'])
  const [[code]] = await sql(`SELECT u.code FROM assignment s JOIN matter m ON m.id = s.matter_id JOIN unit u ON u.id = s.unit_id
    LEFT JOIN body b ON b.unit_id = u.id WHERE s.status NOT IN ('accepted', 'withdrawn') AND m.status = 'issued' AND u.body_id = 1 AND b.id IS NULL LIMIT 1`)
  const busy = await unitOf(code)
  const moved = await send(admin, 'units', lines(UNITS, [`${code},SLYY,其他,${busy.name},${busy.short_name},`]))
  assert.deepEqual(places(moved), ['2 上级代码'])
  assert.equal((await unitOf(code)).version, busy.version)
})

test('people come in with posts and passwords that are told once', async () => {
  const [p, q] = [unique('i'), unique('i')]
  const rows = [`${p},王五,13900000031,w@example.com,SEYY,责任部门负责人,,院长助理`, `${p},王五,,,SZYY,责任部门负责人,,挂职副院长`,
    `${q},赵六,,,WJW,领导小组,成员,调研员`]
  const done = await send(admin, 'people', lines(PEOPLE, rows))
  assert.deepEqual([done.body.rows, done.body.created, done.body.updated, done.body.errors], [3, 2, 0, []])
  assert.deepEqual(done.body.passwords.map((x) => x.login), [p, q])
  const one = await signIn(p, done.body.passwords[0].initial_password)
  assert.deepEqual([one.me.must_change_password, one.me.memberships.length], [true, 2])
  const again = await send(admin, 'people', lines(PEOPLE, [rows[0].replace('王五', '王武'), rows[1].replace('王五', '王武')]))
  assert.deepEqual([again.body.created, again.body.updated, again.body.passwords], [0, 1, []])
  const { items } = (await admin.get(`/api/people?q=${p}`)).body
  assert.deepEqual([items[0].name, items[0].mobile, items[0].memberships.length], ['王武', '13900000031', 2], 'empty cells leave what is there')
})

test('等保 8: a file gives nobody two classes, two heads, two liaisons', async () => {
  const p = unique('i')
  const rows = [
    `${p}1,甲,,,WJW,系统管理员,,管理员`, `${p}1,甲,,,WJW,督办办公室,,科员`, `${p}2,乙,,,WJW,领导小组,组长,主任`, `${p}3,丙,,,SEYY,联络员,,干事`,
    `${p}4,丁,,,NOWHERE,联络员,,干事`, `${p}5,戊,,,WJW,督办办公室,组长,科员`, `leader,周明远,,,WJW,审计员,,审计`, `${p}6,己,1,x,WJW,审计员,,审计`,
  ]
  const { body } = await send(admin, 'people', lines(PEOPLE, rows))
  assert.deepEqual(places({ body }), ['3 角色', '4 组内职务', '5 角色', '6 单位代码', '7 组内职务', '8 角色', '9 手机', '9 邮箱'])
  assert.deepEqual((await admin.get(`/api/people?q=${p}`)).body.items, [])
  assert.deepEqual(body.passwords, [])
})

test('CSV in UTF-8 with and without mark, in GB18030, and XLSX say the same', async () => {
  const code = unique('I')
  const text = lines(UNITS, [`${code},WJW,社区卫生服务中心（站）,"${code}，""镕""站",${code},`])
  const gb = spawnSync('iconv', ['-f', 'UTF-8', '-t', 'GB18030'], { input: text }).stdout
  const cells = [UNITS.split(','), [code, 'WJW', '社区卫生服务中心（站）', `${code}，"镕"站`, code, '']]
  for (const bytes of [text, `\uFEFF${text}`, gb, xlsx(cells)]) {
    const { body } = await send(admin, 'units', bytes, '&dry_run=true')
    assert.deepEqual([body.rows, body.created, body.errors], [1, 1, []])
  }
  assert.equal((await send(admin, 'units', gb)).body.created, 1)
  assert.equal((await unitOf(code)).name, `${code}，"镕"站`)
})

test('what is no table is refused whole', async () => {
  const cases = [Buffer.from([0xff, 0xfe, 0x41, 0]), 'a,"b\n', 'PK\u0003\u0004rubbish', Buffer.alloc(6 << 20, 'a')]
  for (const bytes of cases) {
    const answer = await send(admin, 'units', bytes)
    assert.deepEqual([answer.status, answer.body.type], [422, '/problems/import-unreadable'])
  }
  for (const bytes of ['', UNITS, 'a,b\r\n1,2\r\n']) {
    const { body } = await send(admin, 'units', bytes)
    assert.ok(body.errors.length > 0 && body.created === 0)
  }
})

test('R13: an import is done once, and its passwords are not told again', async () => {
  const p = unique('i')
  const key = randomUUID()
  const bytes = lines(PEOPLE, [`${p},王五,,,SEYY,责任部门负责人,,科长`])
  assert.equal((await send(admin, 'people', bytes, '', key)).body.created, 1)
  const again = await send(admin, 'people', bytes, '', key)
  assert.deepEqual([again.status, again.body.type], [409, '/problems/idempotency-secret'])
})

test('R5: an import that was not carried out is not told as done', async () => {
  const other = await signIn('admin')
  const p = unique('i')
  await sql(`UPDATE session SET revoked_at = UTC_TIMESTAMP(3) WHERE id = (SELECT MAX(id) FROM session)`) // seen by the transaction first
  const answer = await send(other, 'people', lines(PEOPLE, [`${p},王五,,,SEYY,责任部门负责人,,科长`]))
  assert.equal(answer.status, 401)
  assert.deepEqual(await sql(`SELECT COUNT(*) FROM person WHERE login = '${p}'`), [['0']])
})

test('R17: an import is audited as a whole and account by account', async () => {
  const p = unique('i')
  await send(admin, 'people', lines(PEOPLE, [`${p},王五,,,SEYY,责任部门负责人,,科长`]))
  const rows = await sql(`SELECT action FROM audit_log WHERE id > (SELECT MAX(id) - 10 FROM audit_log) ORDER BY id DESC LIMIT 3`)
  assert.deepEqual(rows.flat().sort(), ['import.people', 'membership.create', 'person.create'])
})

test('templates are what the import reads', async () => {
  for (const [path, head] of [['/api/imports/templates/units', UNITS], ['/api/imports/templates/people', PEOPLE]]) {
    const answer = await admin.get(path)
    assert.equal(answer.status, 200)
    assert.match(answer.headers.get('content-type'), /^text\/csv/)
    assert.match(answer.headers.get('content-disposition'), /^attachment; filename="\w+\.csv"; filename\*=UTF-8''/)
    assert.equal(answer.bytes.toString(), `\uFEFF${head}\r\n`)
  }
})

test('only an administrator imports', async () => {
  for (const login of ['leader', 'office', 'department', 'liaison', 'auditor']) {
    const other = await as(login)
    assert.equal((await send(other, 'units', UNITS)).status, 403)
    assert.equal((await send(other, 'people', PEOPLE)).status, 403)
    assert.equal((await other.get('/api/imports/templates/units')).status, 403)
    assert.equal((await other.get('/api/imports/templates/people')).status, 403)
  }
  assert.equal((await send(nobody, 'units', UNITS)).status, 401)
  assert.equal((await nobody.get('/api/imports/templates/units')).status, 401)
})
