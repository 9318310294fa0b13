// 年度任务分解表: every row is checked before anything is made, corrected on the screen, made together, proposed together.
import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { as } from '../support/client.mjs'
import { hospitalOffice } from '../support/levels.mjs'
import { act, draft } from '../support/matters.mjs'
import { today, unique } from '../support/people.mjs'
import { sql } from '../support/stack.mjs'
import { xlsx } from '../support/xlsx.mjs'

const [office, leader, department] = await Promise.all(['office', 'leader', 'department'].map(as))
const HEAD = ['序号', '任务', '内容', '要求/目标', '牵头单位', '责任人', '协办单位', '时限', '报送频次', '来源', '备注']
const problem = (answer) => answer.body.type.replace('/problems/', '')
const upload = (bytes, name = '任务分解表.csv', who = office, key = randomUUID()) =>
  who.send('POST', `/api/imports/matters?name=${encodeURIComponent(name)}`, Buffer.from(bytes), { headers: { 'Content-Type': 'application/octet-stream' }, key })
const csv = (...rows) => [HEAD, ...rows].map((r) => r.join(',')).join('\r\n')
const HAN = '冬春夏秋山河湖海松竹梅兰金木水火土晴雨雪风云星月虹霜露霞'
const name = () => `${[...unique()].map((c) => HAN[c.charCodeAt(0) % HAN.length]).join('')}专项`
const row = (title, more = {}) => ({ 序号: '1', 任务: title, '要求/目标': '按期完成', 牵头单位: '市立医院', 时限: today(30), ...more })
const cells = (one) => HEAD.map((h) => one[h] ?? '')
const faults = (item) => item.faults.map((f) => f.column)
const send = (checked, rows, more = {}, version = checked.version, who = office) =>
  who.post(`/api/imports/matters/${checked.id}`, { rows, ...more }, { version })
const count = async () => Number((await sql('SELECT COUNT(*) FROM matter'))[0][0])

test('[D4.1] the template has the columns of the table', async () => {
  const { status, bytes, headers } = await office.get('/api/imports/templates/matters')
  assert.equal(status, 200)
  assert.equal(bytes.toString('utf8'), `\ufeff${HEAD.join(',')}\r\n`)
  assert.match(headers.get('content-disposition'), /attachment/)
})

test('[D4.1] a dry run says row by row what would be made and what is wrong, and makes nothing', async () => {
  const before = await count()
  const good = name()
  const { status, body } = await upload(csv(cells(row(good, { 协办单位: '市疾控、市二院', 责任人: '张三', 报送频次: '每月' })),
    cells(row('', {})), cells(row(name(), { 牵头单位: '市人民医院', 时限: '尽快', 报送频次: '每天' })), cells(row(good)), cells(row(name(), { 时限: today(-3) }))))
  assert.equal(status, 201)
  assert.deepEqual([body.bad_n, body.alike_n, body.items.length], [4, 0, 5])
  assert.match(body.items[0].says, /^主办市立医院，协办市疾病预防控制中心，协办市第二人民医院；\d{4}年.*前；每月报送$/)
  assert.deepEqual(body.items.map(faults), [[], ['title'], ['lead', 'due', 'cycle'], ['title'], ['due']])
  assert.deepEqual([body.items[2].faults[0].suggestions[0], body.items[2].faults[0].suggestions.length], ['市第二人民医院', 3])
  assert.deepEqual(body.items[2].faults[0].label, '牵头单位')
  assert.match(body.items[3].faults[0].detail, /与第 2 行重复/)
  assert.ok(body.items.flatMap((i) => i.faults).every((f) => /\p{Script=Han}/u.test(f.detail)))
  assert.equal(await count(), before)
})

test('[D4.1] mistakes are corrected on the screen; then all rows become drafts in one go, with a record of it', async () => {
  const [one, two] = [name(), name()]
  const bytes = Buffer.from(xlsx([['某市 2026 年任务分解表'], HEAD, cells(row(one, { 牵头单位: '市人民医院', 序号: '7' })), cells(row(two, { 牵头单位: '市立医院 市二院', 来源: '市长办公会' }))]))
  const { body: checked } = await upload(bytes, '任务分解表（终稿）.xlsx')
  assert.deepEqual([checked.bad_n, checked.items.map((i) => i.cells.row)], [1, [3, 4]])
  const rows = checked.items.map((i) => i.cells)
  assert.equal((await send(checked, rows)).status, 409)
  rows[0].lead = checked.items[0].faults[0].suggestions[0]
  const tried = await send(checked, rows, { dry_run: true })
  assert.deepEqual([tried.body.bad_n, tried.body.made_n, tried.body.version], [0, 2, checked.version])
  const before = await count()
  const done = await send(checked, rows)
  assert.deepEqual([done.status, done.body.made_n, done.body.merged_n], [200, 2, 0])
  assert.equal(await count(), before + 2)
  const { record, matters } = (await office.get(`/api/imports/matters/${checked.id}`)).body
  assert.deepEqual([record.file_name, record.rows_n, record.made_n, record.by_name, record.sha256],
    ['任务分解表（终稿）.xlsx', 2, 2, '许静怡', createHash('sha256').update(bytes).digest('hex')])
  assert.deepEqual(matters.map((m) => [m.title, m.status, m.units]), [[one, 'draft', '市第二人民医院'], [two, 'draft', '市立医院、市第二人民医院']])
  const { matter, assignments } = (await office.get(`/api/matters/${matters[0].id}`)).body
  assert.deepEqual([matter.source, matter.origin_ref, matter.origin_ref_id, matter.origin_title, matter.origin_no, matter.requirement],
    ['plan', 'import', checked.id, '任务分解表（终稿）', '第7项', '按期完成'])
  const other = (await office.get(`/api/matters/${matters[1].id}`)).body
  assert.deepEqual([other.assignments.map((a) => a.kind), other.matter.origin_title], [['parallel', 'parallel'], '市长办公会'])
  assert.equal(assignments[0].kind, 'lead')
  assert.equal((await office.get('/api/imports/matters')).body.items[0].id, checked.id)
  assert.equal(problem(await send(checked, rows, {}, done.body.version)), 'import-done')
})

test('[D4.1] a row that is alike to an open matter waits for a decision: a matter of its own, or taken in', async () => {
  const [what, twin] = [name(), name()]
  const open = await act(office, '/api/matters', draft({ title: what }))
  const second = await act(office, '/api/matters', draft({ title: twin }))
  const { body: checked } = await upload(csv(cells(row(`做好${what}工作`)), cells(row(twin))))
  assert.deepEqual([checked.bad_n, checked.alike_n, checked.items.map((i) => i.similar[0].id)], [0, 2, [open.id, second.id]])
  const rows = checked.items.map((i) => i.cells)
  const undecided = await send(checked, rows)
  assert.deepEqual([undecided.status, problem(undecided)], [409, 'import-not-ready'])
  rows[0].as_new = true
  rows[1].merge_into = 999999999
  assert.deepEqual((await send(checked, rows, { dry_run: true })).body.items.map(faults), [[], ['merge_into']])
  rows[1].merge_into = second.id
  const done = await send(checked, rows)
  assert.deepEqual([done.status, done.body.made_n, done.body.merged_n], [200, 1, 1])
  assert.equal((await office.get(`/api/matters/${second.id}`)).body.origins.length, 1)
})

test('what is no table is told; wrong role, another body’s import, stale, bad rows', async () => {
  for (const [bytes, says] of [['', /./], ['甲,乙\r\n1,2', /表头/], [`${HEAD.join(',')}\r\n`, /没有内容/], [csv(...Array.from({ length: 301 }, (_, i) => cells(row(`任务${i}`)))), /300/]]) {
    const answer = await upload(bytes)
    assert.equal(answer.status, 422)
    assert.match(answer.body.detail, says)
  }
  for (const who of [leader, department]) assert.equal((await upload(csv(cells(row('甲任务'))), 'a.csv', who)).status, 403)
  const { body: checked } = await upload(csv(cells(row(name()))))
  const rows = checked.items.map((i) => i.cells)
  assert.equal((await send(checked, rows, {}, checked.version + 1)).status, 412)
  assert.equal((await send(checked, rows, {}, checked.version, await hospitalOffice())).status, 404)
  assert.equal((await (await hospitalOffice()).get(`/api/imports/matters/${checked.id}`)).status, 404)
  assert.equal((await office.post(`/api/imports/matters/${checked.id}`, { rows })).status, 428)
  assert.equal((await send(checked, [])).status, 422)
})

test('[D4.1] many drafts are proposed at once; what may not go is said of it alone', async () => {
  const good = await act(office, '/api/matters', draft({ proposal: null }))
  const own = await act(office, '/api/matters', draft({ proposal: '拟由市立医院单独办理。' }))
  const unready = await act(office, '/api/matters', draft({ proposal: null, due_on: null }))
  const foreign = await act(await hospitalOffice(), '/api/matters', draft({ units: [{ unit_id: 35, kind: 'lead' }] }))
  const items = [good, own, unready, foreign].map(({ id, version }) => ({ id, version })).concat({ id: own.id, version: own.version })
  items.push({ ...items[0], version: 99 })
  const { status, body } = await office.post('/api/matters/propose-many', { proposal: '拟按分解表办理。', items })
  assert.equal(status, 200)
  assert.deepEqual([body.n, body.items.map((i) => i.done)], [2, [true, true, false, false, false, false]])
  assert.match(body.items[2].message, /缺少办理时限/)
  assert.equal(body.items[3].message, '没有这个事项')
  assert.equal(body.items[3].title, '')
  const proposalOf = async (id) => (await office.get(`/api/matters/${id}`)).body.matter.proposal
  assert.deepEqual([await proposalOf(good.id), await proposalOf(own.id)], ['拟按分解表办理。', '拟由市立医院单独办理。'])
  assert.equal((await leader.post('/api/matters/propose-many', { items })).status, 403)
  assert.equal((await office.post('/api/matters/propose-many', { items: [] })).status, 422)
  const stale = await act(office, '/api/matters', draft())
  const late = (await office.post('/api/matters/propose-many', { items: [{ id: stale.id, version: stale.version + 1 }] })).body
  assert.deepEqual([late.n, late.items[0].done], [0, false])
  assert.match(late.items[0].message, /他人更新/)
})
