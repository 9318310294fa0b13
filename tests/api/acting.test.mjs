// 代理: another acts for a head, a deputy or a unit's head from one day to another; what is done says so.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as, nobody, signIn } from '../support/client.mjs'
import { act, draft, issueMatter, partOf } from '../support/matters.mjs'
import { enter, makePerson, makeUnit, post, secret, today, tooLate } from '../support/people.mjs'
import { ctl, sql } from '../support/stack.mjs'

const [admin, office, leader, liaison] = await Promise.all(['admin', 'office', 'leader', 'liaison'].map(as))
const pointers = (answer) => (answer.body.errors ?? []).map((e) => e.pointer)
const problem = (answer) => answer.body.type.replace('/problems/', '')
const set = (who, membership_id, person_id, more = {}) =>
  who.post('/api/acting', { membership_id, person_id, from_on: today(), last_on: today(5), ...more })

/** A unit of the bureau with its head and somebody else: signed in, with their posts. */
async function unitOf() {
  const unit = await makeUnit()
  const [head, other] = await Promise.all([makePerson({ name: '负责人甲' }, [post('department', unit.id, { post: '科长' })]),
    makePerson({ name: '副职乙' }, [post('liaison', unit.id, { post: '副科长' })])])
  const [one, two] = await Promise.all([enter(head), enter(other)])
  return { unit, head: one, other: two, headPost: one.me.membership.id, otherId: other.person.id, login: other.person.login }
}
/** The same person in the acting post. */
async function actingAs(login, made) {
  const client = await signIn(login, secret)
  const { status, body } = await client.post('/api/sessions/current/switch', { membership_id: made.id })
  assert.equal(status, 200)
  return Object.assign(client, { token: body.access_token, me: body.me })
}

test('a unit’s head lets a colleague act: the colleague signs as 代理, and the head still may', async () => {
  const { unit, head, headPost, otherId, login } = await unitOf()
  const made = await set(head, headPost, otherId)
  assert.deepEqual([made.status, made.body.post, made.body.for_name, made.body.last_on, made.body.role], [201, '代理科长', '负责人甲', today(5), 'department'])
  const deputy = await actingAs(login, made.body)
  assert.deepEqual([deputy.me.membership.post, deputy.me.membership.unit_id], ['代理科长', unit.id])
  const page = await issueMatter({ units: [{ unit_id: unit.id, kind: 'lead' }] })
  const part = partOf(page, unit.id)
  await act(deputy, `/api/assignments/${part.id}/receive`, {}, part.version)
  const { history } = (await office.get(`/api/matters/${page.matter.id}`)).body
  assert.deepEqual([history.at(-1).actor_name, history.at(-1).actor_post], ['副职乙', `${unit.name}代理科长`])
  assert.equal((await head.get(`/api/assignments/${part.id}`)).status, 200)
  const told = async (who) => (await who.get('/api/notifications')).body.items.filter((n) => n.kind === 'handover').map((n) => n.title)
  for (const who of [head, deputy]) assert.ok((await told(who)).some((t) => t.startsWith('确定代理人：副职乙代理负责人甲的')))
  assert.ok((await told(office)).some((t) => t.includes(unit.name)))
  assert.ok((await office.get('/api/acting')).body.items.some((a) => a.id === made.body.id))
})

test('[D3.1] who acts for a deputy has that one’s charges, and the notice says （代）', async () => {
  const unit = await makeUnit()
  const [deputy, stand] = await Promise.all([
    makePerson({ name: '副主任丙' }, [post('leader', 1, { rank: 'deputy', post: '副主任' })]),
    makePerson({ name: '办公室丁' }, [post('department', (await makeUnit()).id)])])
  const one = await enter(deputy)
  await enter(stand)
  const { version } = (await admin.get(`/api/people?limit=1&after=${deputy.person.id - 1}`)).body.items[0].memberships[0]
  assert.equal((await admin.put(`/api/charges/${one.me.membership.id}`, { unit_ids: [unit.id] }, { version })).status, 200)
  const made = await set(leader, one.me.membership.id, stand.person.id)
  assert.equal(made.status, 201)
  const acting = await actingAs(stand.person.login, made.body)
  assert.deepEqual([acting.me.membership.rank, acting.me.charges.map((c) => c.unit_id)], ['deputy', [unit.id]])
  const { id, version: v } = await act(office, '/api/matters', draft({ units: [{ unit_id: unit.id, kind: 'lead' }] }))
  const proposed = await act(office, `/api/matters/${id}/propose`, {}, v)
  await act(acting, `/api/matters/${id}/approve`, { opinion: '同意。' }, proposed.version)
  assert.equal((await office.get(`/api/matters/${id}`)).body.matter.approver_name, '办公室丁（代）')
  const outside = await act(office, '/api/matters', draft({ units: [{ unit_id: 13, kind: 'lead' }] }))
  const waiting = await act(office, `/api/matters/${outside.id}/propose`, {}, outside.version)
  assert.equal((await acting.post(`/api/matters/${outside.id}/approve`, { opinion: '同意。' }, { version: waiting.version })).status, 403)
  const [now] = (await admin.get(`/api/people?limit=1&after=${deputy.person.id - 1}`)).body.items[0].memberships
  await act(admin, `/api/memberships/${now.id}/end`, { until_on: today() }, now.version)
  assert.deepEqual(await sql(`SELECT id FROM charge WHERE unit_id = ${unit.id} AND until_on > '${today()}'`), [], 'nobody is in charge any more')
})

test('[D3.1] charges that the deputy gets or gives away while another acts are that one’s too', async () => {
  const [first, second] = await Promise.all([makeUnit(), makeUnit()])
  const [deputy, stand, heir] = await Promise.all([
    makePerson({ name: '副主任戊' }, [post('leader', 1, { rank: 'deputy', post: '副主任' })]),
    makePerson({ name: '办公室己' }, [post('department', first.id)]),
    makePerson({ name: '副主任庚' }, [post('leader', 1, { rank: 'deputy', post: '副主任' })])])
  const id = deputy.person.memberships[0].id
  const version = async () => (await admin.get(`/api/people?limit=1&after=${deputy.person.id - 1}`)).body.items[0].memberships[0].version
  const charge = async (unit_ids) => assert.equal((await admin.put(`/api/charges/${id}`, { unit_ids }, { version: await version() })).status, 200)
  await charge([first.id])
  await enter(stand)
  const acting = await actingAs(stand.person.login, (await set(leader, id, stand.person.id)).body)
  const units = async () => (await acting.get('/api/me')).body.charges.map((c) => c.unit_id)
  await charge([second.id])
  assert.deepEqual(await units(), [second.id])
  await charge([first.id, second.id])
  assert.deepEqual((await units()).sort((a, b) => a - b), [first.id, second.id].sort((a, b) => a - b))
  await act(office, `/api/memberships/${id}/handover`, { to_person_id: heir.person.id, on_date: today() }, await version())
  assert.deepEqual(await units(), [], 'passed on')
})

test('it begins and ends by itself, and both are told on the day', async () => {
  const { head, headPost, otherId, login, other } = await unitOf()
  const made = (await set(head, headPost, otherId, { from_on: today(1), last_on: today(2) })).body
  const posts = async () => (await signIn(login, secret)).me.memberships.map((m) => m.id)
  assert.ok(!(await posts()).includes(made.id), 'not yet')
  await sql(`UPDATE membership SET from_on = '${today()}' WHERE id = ${made.id}`)
  assert.ok((await posts()).includes(made.id))
  const acting = await actingAs(login, made)
  assert.equal((await ctl(['job', 'run', 'terms'])).status, 0)
  const titles = async () => (await other.get('/api/notifications?limit=50')).body.items.map((n) => n.title)
  assert.ok((await titles()).some((t) => t.startsWith('代理今天开始')))
  await sql(`UPDATE membership SET from_on = '${today(-3)}', until_on = '${today()}' WHERE id = ${made.id}; UPDATE revocation SET epoch = epoch + 1`)
  await tooLate(1100)
  assert.equal((await acting.get('/api/home')).status, 401, 'its time is over')
  assert.ok(!(await posts()).includes(made.id))
  assert.equal((await ctl(['job', 'run', 'terms'])).status, 0)
  assert.ok((await titles()).some((t) => t.startsWith('代理期满')))
  const again = (await titles()).length
  await ctl(['job', 'run', 'terms'])
  assert.equal((await titles()).length, again, 'told once')
})

test('it is ended early by who may set it; ending the post ends it too', async () => {
  const { head, headPost, otherId, other } = await unitOf()
  const made = (await set(head, headPost, otherId)).body
  const path = `/api/acting/${made.id}/end`
  assert.equal((await head.post(path, undefined, {})).status, 428)
  assert.equal((await head.post(path, undefined, { version: made.version + 1 })).status, 412)
  assert.equal((await other.post(path, undefined, { version: made.version })).status, 403)
  const done = await head.post(path, undefined, { version: made.version })
  assert.deepEqual([done.status, done.body.until_on], [200, today()])
  assert.equal(problem(await head.post(path, undefined, { version: done.body.version })), 'acting-over')
  assert.ok(!(await office.get('/api/acting')).body.items.some((a) => a.id === made.id))
  const again = (await set(head, headPost, otherId)).body
  await act(admin, `/api/memberships/${headPost}/end`, { until_on: today() }, 1)
  assert.ok(!(await office.get('/api/acting')).body.items.some((a) => a.id === again.id))
  const left = await unitOf()
  const third = (await set(left.head, left.headPost, left.otherId)).body
  await act(admin, `/api/memberships/${left.other.me.membership.id}/end`, { until_on: today() }, 1)
  assert.ok(!(await office.get('/api/acting')).body.items.some((a) => a.id === third.id), 'who has no post left acts for nobody')
})

test('who may: the person, the head of the body, the administrator; for whom, by whom and how long', async () => {
  const { head, headPost, otherId, other, unit } = await unitOf()
  const strange = await unitOf()
  const refusals = [
    [strange.head, headPost, 403, 'not-yours'], [liaison, headPost, 403, 'forbidden'], [office, headPost, 403, 'forbidden'],
  ]
  for (const [who, membership, status, code] of refusals) {
    const answer = await set(who, membership, otherId)
    assert.deepEqual([answer.status, problem(answer)], [status, code])
  }
  const otherPost = other.me.membership.id
  assert.match((await set(admin, otherPost, head.me.person.id)).body.detail, /联络员请办理交接/)
  assert.deepEqual(pointers(await set(head, headPost, head.me.person.id)), ['#/person_id'])
  assert.deepEqual(pointers(await set(head, headPost, 999999999)), ['#/person_id'])
  const outsider = await makePerson({ name: '外单位' }, [post('department', (await makeUnit({ parent_id: 12 })).id)])
  assert.deepEqual(pointers(await set(head, headPost, outsider.person.id)), ['#/person_id'], 'of another body')
  for (const [more, at] of [[{ from_on: today(-1) }, '#/from_on'], [{ last_on: today(-1) }, '#/last_on'], [{ last_on: today(200) }, '#/last_on']]) {
    assert.ok(pointers(await set(head, headPost, otherId, more)).includes(at))
  }
  assert.deepEqual(pointers(await head.post('/api/acting', {})), ['#/membership_id', '#/person_id', '#/from_on', '#/last_on'])
  assert.equal((await nobody.get('/api/acting')).status, 401)
  const made = await set(leader, headPost, otherId)
  assert.equal(made.status, 201)
  assert.equal(problem(await set(head, headPost, strange.otherId)), 'acting-taken')
  const acting = await actingAs(other.me.person.login, made.body)
  assert.match((await set(acting, made.body.id, strange.otherId)).body.detail, /不能再委托/)
  const foreign = await set((await signIn('panmeihua')), headPost, otherId)
  assert.equal(foreign.status, 404, `${unit.name} is none of the hospital’s`)
})
