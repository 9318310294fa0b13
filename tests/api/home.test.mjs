// What waits for me, by role; each count is the ledger behind it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as, nobody, signIn } from '../support/client.mjs'
import { act, draft, issueMatter, partOf } from '../support/matters.mjs'
import { makePerson, today } from '../support/people.mjs'
import { sql } from '../support/stack.mjs'
import { workdayIn } from '../support/workdays.mjs'

const home = async (client) => (await client.get('/api/home')).body
const kinds = (todos, matter_id) => todos.filter((t) => t.matter_id === matter_id).map((t) => t.kind)

async function ledger(client, query) {
  const items = []
  for (let next = ''; next !== null;) {
    const { body } = await client.get(`/api/matters?limit=200&${query}${next && `&after=${encodeURIComponent(next)}`}`)
    items.push(...body.items)
    next = body.next
  }
  return items
}

test('[D3.1][D4.2] an extension or a suspension that is asked for waits for who may decide', async () => {
  const [office, department, liaison] = await Promise.all(['office', 'department', 'liaison'].map(as))
  const units = [{ unit_id: 12, kind: 'lead' }, { unit_id: 17, kind: 'assist' }]
  const { matter, assignments } = await issueMatter({ units })
  const { id } = partOf({ assignments }, 12)
  await act(liaison, `/api/assignments/${id}/receive`, {}, partOf({ assignments }, 12).version)
  const askedOf = async () => Object.fromEntries(await Promise.all(['leader', 'deputy', 'office'].map(async (login) =>
    [login, kinds((await home(await as(login))).todos, matter.id)])))
  const request = { reason: '设备到货推迟。', progress_so_far: '已完成一半。', measures: '催促供货。' }
  await act(department, `/api/assignments/${id}/extensions`, { ...request, to_on: await workdayIn(90) })
  assert.deepEqual(await askedOf(), { leader: ['approve'], deputy: ['approve'], office: [] })
  const [asked] = (await office.get(`/api/matters/${matter.id}/extensions`)).body.items
  await act(await as('deputy'), `/api/extensions/${asked.id}/refuse`, { opinion: '不同意。' }, asked.version)
  await act(department, `/api/assignments/${id}/extensions`, { ...request, to_on: await workdayIn(22) })
  assert.deepEqual(await askedOf(), { leader: [], deputy: [], office: ['approve'] })
  const { version } = (await office.get(`/api/matters/${matter.id}`)).body.matter
  await act(office, `/api/matters/${matter.id}/suspend`, { reason: '等待配套政策。' }, version)
  assert.deepEqual(await askedOf(), { leader: ['approve'], deputy: [], office: ['approve'] })
})

for (const login of ['leader', 'deputy', 'office', 'department', 'liaison', 'qinshaofeng', 'xiechenguang', 'nieyongjun']) {
  test(`each count of ${login} is the number of the ledger behind it`, async () => {
    const client = await signIn(login)
    const { counts, todos } = await home(client)
    assert.ok(counts.length >= 4)
    for (const { name, n, query } of counts) assert.equal((await ledger(client, query)).length, n, `${name}: ${query}`)
    const waiting = new Set(todos.map((t) => t.matter_id).filter(Boolean)) // some are not about a matter yet
    assert.equal(counts.find((c) => c.name === 'mine').n, waiting.size)
    assert.deepEqual(new Set((await ledger(client, 'mine=true')).map((m) => m.id)), waiting)
  })
}

test('[A2.3.1] what is overdue comes first, what has no limit last', async () => {
  for (const login of ['leader', 'office', 'department']) {
    const { todos } = await home(await as(login))
    const dates = todos.map((t) => t.due_on ?? '9999')
    assert.deepEqual(dates, dates.toSorted())
    for (const t of todos.filter((t) => t.overdue_days > 0 && !t.light_reason.includes('定为'))) assert.equal(t.light, 'red', t.title)
  }
})

test('[A2.3.1][D3.1] a deputy is asked only about own units, the head about all', async () => {
  const office = await as('office')
  const own = await act(office, '/api/matters', draft())
  const mixed = await act(office, '/api/matters', draft({ units: [{ unit_id: 12, kind: 'lead' }, { unit_id: 17, kind: 'assist' }] }))
  for (const m of [own, mixed]) await act(office, `/api/matters/${m.id}/propose`, { proposal: '拟请办理。' }, m.version)
  const deputy = (await home(await as('deputy'))).todos, head = (await home(await as('leader'))).todos
  assert.deepEqual([kinds(deputy, own.id), kinds(deputy, mixed.id)], [['approve'], []])
  assert.deepEqual([kinds(head, own.id), kinds(head, mixed.id)], [['approve'], ['approve']])
})

test('[A2.2.1][A2.3.3] a matter waits for one desk after the other', async () => {
  const [office, leader, department, liaison] = await Promise.all(['office', 'leader', 'department', 'liaison'].map(as))
  const matter = await act(office, '/api/matters', draft())
  const waitsFor = async (expected) => {
    const now = {}
    for (const [name, client] of Object.entries({ office, leader, department, liaison })) {
      const found = kinds((await home(client)).todos, matter.id)
      if (found.length) now[name] = found.join()
    }
    assert.deepEqual(now, expected)
  }
  let { version } = matter
  const step = async (client, action, body) => {
    version = (await act(client, `/api/matters/${matter.id}/${action}`, body, version)).version
  }
  await waitsFor({ office: 'propose' })
  await step(office, 'propose', { proposal: '拟请办理。' })
  await waitsFor({ leader: 'approve' })
  await step(leader, 'return', { opinion: '请写明标准。' })
  await waitsFor({ office: 'mend' })
  await step(office, 'propose', { proposal: '拟请办理。' })
  await step(leader, 'approve', { opinion: '同意。' })
  await waitsFor({ office: 'issue' })
  await step(office, 'issue', {})
  await waitsFor({ department: 'receive', liaison: 'receive' })
  const part = async () => partOf((await office.get(`/api/matters/${matter.id}`)).body, 12)
  const move = async (client, action, body) => {
    const at = await part()
    await act(client, `/api/assignments/${at.id}/${action}`, body, at.version)
  }
  await move(department, 'refuse', { reason: '应由医政科牵头。' })
  await waitsFor({ office: 'refused' })
  await move(office, 'insist', { reason: '医院是责任主体。' })
  await move(liaison, 'receive', {})
  await waitsFor({ department: 'report', liaison: 'report' })
  const report = { done: '已完成。', effect: '见效。', problem: '无', next_step: '报送结果。', progress: 100 }
  await act(liaison, `/api/assignments/${(await part()).id}/reports`, report)
  await waitsFor({ department: 'submit', liaison: 'report' })
  await move(department, 'submit', { result: '已按要求全部办理完成。' })
  await waitsFor({ office: 'accept' })
  await move(office, 'return', { verdict: '佐证材料不全，请补充。' })
  await waitsFor({ department: 'rectify', liaison: 'rectify' })
  await move(department, 'submit', { result: '已补齐验收所需的材料。' })
  await move(office, 'accept', { verdict: '材料齐全，同意验收。' })
  await waitsFor({ office: 'conclude' })
  version = (await office.get(`/api/matters/${matter.id}`)).body.matter.version
  await step(office, 'conclude', { answer: '事项已经办结，特此答复。', answered_to: '委务会' })
  await waitsFor({ office: 'archive' })
  await step(office, 'archive', {})
  await waitsFor({})
})

test('recent moves are of matters that one may see', async () => {
  const page = await issueMatter({ units: [{ unit_id: 13, kind: 'lead' }] })
  const foreign = await home(await as('liaison'))
  assert.ok(foreign.recent.every((r) => r.matter_id !== page.matter.id))
  const own = await home(await signIn('hujianguo'))
  assert.equal(own.recent[0].matter_id, page.matter.id)
  assert.equal((await home(await as('office'))).recent[0].title, page.matter.title)
})

test('the administrator sees who never signed in, the auditor what is not sealed', async () => {
  const { person } = await makePerson({ name: '尚未登录' })
  const admin = await home(await as('admin'))
  assert.ok(admin.todos.some((t) => t.kind === 'first_login' && t.title.includes(person.login)))
  assert.deepEqual([admin.counts, admin.recent], [[], []])
  assert.deepEqual((await home(await as('auditor'))).todos, [])
  await sql(`INSERT INTO audit_log (at, ip, request_id, action, result)
    VALUES (UTC_TIMESTAMP() - INTERVAL 2 HOUR, '127.0.0.1', 'late', 'test', 'ok')`)
  const auditor = await home(await as('auditor'))
  assert.ok(auditor.todos.length === 0 || auditor.todos[0].kind === 'seal', 'unless the job was faster')
  assert.equal((await nobody.get('/api/home')).status, 401)
})
