// Two clerks and a department at the same matter at once: nobody's work is lost without a word.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as, signIn } from '../support/client.mjs'
import { act, draft, issueMatter, partOf } from '../support/matters.mjs'
import { unique } from '../support/people.mjs'

const [one, two, department, liaison] = [await as('office'), await signIn('luoyiming'), await as('department'), await as('liaison')]
const pageOf = async (id) => (await one.get(`/api/matters/${id}`)).body

test('of two clerks who save the same draft one is told, with the other’s version in hand; then both texts stand', async () => {
  const fields = draft({ title: `同一事项 ${unique()}` })
  const { id, version } = await act(one, '/api/matters', fields)
  const answers = await Promise.all([
    one.put(`/api/matters/${id}`, { ...fields, requirement: '甲写的要求。' }, { version }),
    two.put(`/api/matters/${id}`, { ...fields, content: '乙写的内容。' }, { version }),
  ])
  assert.deepEqual(answers.map((a) => a.status).sort(), [200, 412])
  const loser = answers.findIndex((a) => a.status === 412)
  const { current } = answers[loser].body
  assert.equal(current.version, version + 1)
  assert.equal(loser === 0 ? current.content : current.requirement, loser === 0 ? '乙写的内容。' : '甲写的要求。')
  const both = { ...fields, requirement: '甲写的要求。', content: '乙写的内容。' }
  assert.equal((await [one, two][loser].put(`/api/matters/${id}`, both, { version: current.version })).status, 200)
  const { matter, history } = await pageOf(id)
  assert.deepEqual([matter.requirement, matter.content, matter.version], ['甲写的要求。', '乙写的内容。', version + 2])
  assert.deepEqual(history.filter((h) => h.action === 'edit').map((h) => h.actor_name).sort(), ['罗一鸣', '许静怡'])
})

test('one adds a unit, one changes the cycle, the department reports: what was told as done is there, the rest was told', async () => {
  const page = await issueMatter()
  const { id, version } = page.matter
  const part = partOf(page, 12)
  const received = await act(liaison, `/api/assignments/${part.id}/receive`, {}, part.version)
  const now = (await pageOf(id)).matter.version
  assert.ok(now > version)
  const report = { done: '已经开展。', effect: '见效。', problem: '无', next_step: '继续。', progress: 30 }
  const [assign, cycle, filed] = await Promise.all([
    one.post(`/api/matters/${id}/assign`, { units: [{ unit_id: 16, kind: 'assist' }] }, { version: now }),
    two.post(`/api/matters/${id}/cycle`, { report_cycle: 'monthly', why: '减轻负担' }, { version: now }),
    department.post(`/api/assignments/${part.id}/reports`, report, { version: received.version }),
  ])
  assert.equal(filed.status, 201)
  const clerks = [assign.status, cycle.status]
  assert.ok(clerks.filter((s) => s === 200).length <= 1, 'never both over the same version')
  assert.ok(clerks.every((s) => s === 200 || s === 412), clerks.join())
  for (const lost of [assign, cycle].filter((a) => a.status === 412)) assert.ok(lost.body.current.version > now)
  const { matter, assignments, reports, history } = await pageOf(id)
  assert.equal(reports.length, 1)
  assert.equal(assignments.some((a) => a.unit_id === 16), assign.status === 200)
  assert.equal(matter.report_cycle === 'monthly', cycle.status === 200)
  const actions = history.map((h) => h.action)
  assert.deepEqual([actions.includes('assign'), actions.includes('cycle'), actions.includes('report')], [assign.status === 200, cycle.status === 200, true])
})

test('a department that reports twice at once is told of the second', async () => {
  const part = partOf(await issueMatter(), 12)
  const { version } = await act(liaison, `/api/assignments/${part.id}/receive`, {}, part.version)
  const report = (done) => ({ done, effect: '见效。', problem: '无', next_step: '继续。', progress: 30 })
  const answers = await Promise.all([department.post(`/api/assignments/${part.id}/reports`, report('负责人写的。'), { version }),
    liaison.post(`/api/assignments/${part.id}/reports`, report('联络员写的。'), { version })])
  assert.deepEqual(answers.map((a) => a.status).sort(), [201, 412])
})
