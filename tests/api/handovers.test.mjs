// Who moves or leaves passes on what is open in their hands; what is done keeps the old name and post. (G2)
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as, signIn } from '../support/client.mjs'
import { hospitalOffice } from '../support/levels.mjs'
import { act, issueMatter } from '../support/matters.mjs'
import { enter, makePerson, makeUnit, post, secret, today } from '../support/people.mjs'
import { ctl, sql } from '../support/stack.mjs'

const [admin, office, leader] = await Promise.all(['admin', 'office', 'leader'].map(as))
const pointers = (answer) => (answer.body.errors ?? []).map((e) => e.pointer)
const problem = (answer) => answer.body.type.replace('/problems/', '')
const duties = async (who, id) => (await who.get(`/api/memberships/${id}/duties`)).body
const counts = ({ items }) => Object.fromEntries(items.map((i) => [i.kind, i.n]))
const hand = (who, id, body, version = 1) => who.post(`/api/memberships/${id}/handover`, { on_date: today(), ...body }, { version })
const personOf = async (id) => (await admin.get(`/api/people?limit=1&after=${id - 1}`)).body.items[0]

async function deputy(name) {
  const { person } = await makePerson({ name }, [post('leader', 1, { rank: 'deputy', post: '副主任' })])
  return { person: person.id, login: person.login, post: person.memberships[0].id }
}

/** A deputy with a charge, an instruction, what waits for a word, a meeting, a team and a quota. */
async function laden() {
  const [unit, one] = [await makeUnit(), await deputy('移交人')]
  const { version } = (await personOf(one.person)).memberships[0]
  await admin.put(`/api/charges/${one.post}`, { unit_ids: [unit.id] }, { version })
  const { matter, assignments } = await issueMatter()
  const at = 'UTC_TIMESTAMP(3)'
  await sql(`INSERT INTO instruction (body_id, is_new, matter_id, text, due_on, status, author_id, author_name, author_post, at)
      VALUES (1, FALSE, ${matter.id}, '请抓紧办理', '${today(5)}', 'open', ${one.post}, '移交人', '副主任', ${at});
    INSERT INTO directive (body_id, matter_id, assignment_id, unit_id, unit_name, source, source_id, text, due_on, closer_id, made_at, made_name, made_post)
      VALUES (1, ${matter.id}, ${assignments[0].id}, 12, '市立医院', 'instruction', 1, '书面答复', '${today(5)}', ${one.post}, ${at}, '移交人', '副主任');
    INSERT INTO meeting (body_id, kind, title, starts_at, ends_at, place, chair_id, chair_name, called_by, called_name, called_post, called_at)
      VALUES (1, 'coordinate', '协调会', ${at} + INTERVAL 5 DAY, ${at} + INTERVAL 6 DAY, '一楼', ${one.post}, '移交人', 201, '许静怡', '专员', ${at});
    INSERT INTO inspection (body_id, kind, title, reason, from_on, until_on, created_by, created_name, created_at)
      VALUES (1, 'undercover', '夜间暗访', '专项', '${today(3)}', '${today(4)}', 201, '许静怡', ${at});
    INSERT INTO inspection_member (inspection_id, seq, membership_id, name, post, is_leader) VALUES (LAST_INSERT_ID(), 1, ${one.post}, '移交人', '副主任', TRUE);
    INSERT INTO inspection_quota (body_id, kind, period, n, leader_id) VALUES (1, 'open', 'month', 2, ${one.post})`)
  return { ...one, unit: unit.id, matter: matter.id, version: (await personOf(one.person)).memberships[0].version }
}
const ALL = { charge: 1, instruction: 1, directive: 1, team: 1, quota: 1, meeting: 1 }

test('the office sees what is in somebody’s hands, the administrator how many, nobody else anything', async () => {
  const one = await laden()
  const seen = await duties(office, one.post)
  assert.deepEqual(counts(seen), ALL)
  assert.deepEqual(seen.items.find((i) => i.kind === 'team').rows.map((r) => [r.title, r.path]), [['暗访', null]]) // [C2.3]
  assert.deepEqual([seen.holder.name, seen.holder.post], ['移交人', '副主任'])
  const blind = await duties(admin, one.post)
  assert.deepEqual(counts(blind), ALL)
  assert.ok(blind.items.every((i) => i.rows.length === 0), '三员分立')
  assert.ok(!JSON.stringify(blind).includes('夜间暗访'))
  assert.equal((await leader.get(`/api/memberships/${one.post}/duties`)).status, 403)
  const below = await hospitalOffice()
  assert.equal((await below.get(`/api/memberships/${one.post}/duties`)).status, 404)
  assert.equal((await office.get(`/api/memberships/${below.me.membership.id}/duties`)).status, 404, 'nor the body above what is inside one below')
  assert.equal((await below.get(`/api/memberships/${below.me.membership.id}/duties`)).status, 200)
})

test('all of it is passed on at once; what is on record keeps the old name', async () => {
  const [one, two] = [await laden(), await deputy('接手人')]
  const done = await hand(office, one.post, { to_person_id: two.person, note: '分工调整' }, one.version)
  assert.equal(done.status, 201)
  assert.equal(done.body.to_membership_id, two.post)
  assert.match(done.body.message, /^已登记移交：分管单位 1 项、没有办结的批示 1 项/)
  assert.deepEqual(counts(await duties(office, one.post)), {})
  assert.deepEqual(counts(await duties(office, two.post)), ALL)
  const [[author, chair, member]] = await sql(`SELECT (SELECT author_name FROM instruction WHERE author_id = ${two.post}),
    (SELECT chair_name FROM meeting WHERE chair_id = ${two.post}), (SELECT name FROM inspection_member WHERE membership_id = ${two.post})`)
  assert.deepEqual([author, chair, member], ['移交人', '接手人', '接手人'])
  const mine = (await admin.get('/api/charges')).body.items.filter((c) => c.unit_id === one.unit)
  assert.deepEqual(mine.map((c) => [c.membership_id, c.from_on]), [[two.post, today()]])
  const [record] = (await office.get('/api/handovers')).body.items
  assert.deepEqual([record.from_name, record.to_name, record.is_ended, record.note, record.by_name, record.items.length], ['移交人', '接手人', false, '分工调整', '许静怡', 6])
  assert.ok(record.done_at)
  for (const { login } of [one, two]) {
    const [[n]] = await sql(`SELECT COUNT(*) FROM notification n JOIN person p ON p.id = n.person_id WHERE p.login = '${login}' AND n.kind = 'handover'`)
    assert.equal(n, '1')
  }
})

test('one kind alone, on a day to come: the job passes it on', async () => {
  const [one, two] = [await laden(), await deputy('接手人')]
  const done = await hand(office, one.post, { to_person_id: two.person, kinds: ['meeting', 'charge'], on_date: today(3) }, one.version)
  assert.equal(done.status, 201)
  assert.deepEqual(done.body.items.map((i) => i.kind), ['charge', 'meeting'])
  assert.equal(counts(await duties(office, one.post)).meeting, 1, 'not yet')
  assert.equal((await ctl(['job', 'run', 'terms'])).status, 0)
  assert.equal(counts(await duties(office, one.post)).meeting, 1, 'not yet')
  await sql(`UPDATE post_handover SET on_date = '${today()}' WHERE id = ${done.body.id}`)
  assert.equal((await ctl(['job', 'run', 'terms'])).status, 0)
  const { charge, meeting, instruction } = counts(await duties(office, one.post))
  assert.deepEqual([charge, meeting, instruction], [undefined, undefined, 1])
  const [[from, until]] = await sql(`SELECT MAX(IF(membership_id = ${two.post}, from_on, NULL)), MAX(IF(membership_id = ${one.post}, until_on, NULL)) FROM charge WHERE unit_id = ${one.unit}`)
  assert.deepEqual([from, until], [today(3), today(3)])
})

test('the administrator ends the post and gives it to another in the same step; counts only', async () => {
  const one = await laden()
  const next = await makePerson({ name: '新任者' })
  const done = await hand(admin, one.post, { to_person_id: next.person.id, end_post: true, post: '副主任' }, one.version)
  assert.equal(done.status, 201)
  assert.ok(done.body.items.every((i) => i.rows.length === 0))
  const client = await enter(next)
  assert.deepEqual([client.me.membership.rank, client.me.membership.post, client.me.charges.map((c) => c.unit_id)], ['deputy', '副主任', [one.unit]])
  const old = (await personOf(one.person)).memberships[0]
  assert.equal(old.until_on, today())
  assert.deepEqual(counts(await duties(admin, client.me.membership.id)), ALL)
})

test('the office gives no posts and ends none; liaisons go by their register', async () => {
  const one = await laden()
  const nobody = await makePerson({ name: '无岗位' })
  assert.deepEqual(pointers(await hand(office, one.post, { to_person_id: nobody.person.id }, one.version)), ['#/to_person_id'])
  const two = await deputy('接手人')
  assert.deepEqual(pointers(await hand(office, one.post, { to_person_id: two.person, end_post: true }, one.version)), ['#/end_post'])
  const liaison = await makePerson({ name: '联络员' }, [post('liaison', (await makeUnit()).id)])
  const refused = await hand(office, liaison.person.memberships[0].id, { to_person_id: two.person })
  assert.deepEqual([refused.status, problem(refused)], [409, 'liaison-handover'])
})

test('wrong bodies, other bodies, stale versions, accounts of another class', async () => {
  const [one, two] = [await laden(), await deputy('接手人')]
  const bad = (body, at) => hand(office, one.post, body, one.version).then((a) => assert.ok(pointers(a).includes(at), JSON.stringify(a.body)))
  await bad({}, '#/to_person_id')
  await bad({ to_person_id: one.person }, '#/to_person_id')
  await bad({ to_person_id: two.person, on_date: today(-1) }, '#/on_date')
  await bad({ to_person_id: two.person, kinds: ['meeting', 'nothing'] }, '#/kinds/1')
  assert.equal((await hand(office, one.post, { to_person_id: two.person }, one.version + 1)).status, 412)
  assert.equal((await hand(await hospitalOffice(), one.post, { to_person_id: two.person }, one.version)).status, 404)
  assert.equal((await hand(leader, one.post, { to_person_id: two.person }, one.version)).status, 403)
  assert.deepEqual(pointers(await hand(admin, one.post, { to_person_id: admin.me.person.id }, one.version)), ['#/to_person_id'])
  assert.equal((await admin.get(`/api/memberships/${admin.me.membership.id}/duties`)).status, 404)
})

test('a unit’s head: what goes with the post is listed, and the successor has it', async () => {
  const unit = await makeUnit()
  const head = await makePerson({ name: '老科长' }, [post('department', unit.id, { post: '科长', from_on: today(-9) })])
  await issueMatter({ units: [{ unit_id: unit.id, kind: 'lead' }] })
  const { holder, items } = await duties(office, head.person.memberships[0].id)
  assert.deepEqual(items.map((i) => [i.kind, i.n, i.passes]), [['part', 1, false]])
  const next = await makePerson({ name: '新科长' })
  const done = await hand(admin, holder.id, { to_person_id: next.person.id, end_post: true }, holder.version)
  assert.match(done.body.message, /随岗位接着办/)
  await enter(next)
  const successor = await signIn(next.person.login, secret)
  assert.equal((await successor.get('/api/home')).body.todos.length, 1)
  const { first_person } = (await admin.get('/api/units')).body.items.find((u) => u.id === unit.id)
  assert.equal(first_person, '新科长')
})

test('who acted takes the post over for good: the acting ends with it', async () => {
  const unit = await makeUnit()
  const [old, stand] = [await makePerson({ name: '老主任' }, [post('department', unit.id, { post: '主任', from_on: today(-9) })]),
    await makePerson({ name: '代主任' }, [post('liaison', unit.id)])]
  const was = old.person.memberships[0]
  const acting = await act(admin, '/api/acting', { membership_id: was.id, person_id: stand.person.id, from_on: today(), last_on: today(9) })
  const done = await hand(admin, was.id, { to_person_id: stand.person.id, end_post: true }, 1)
  assert.equal(done.status, 201)
  const posts = (await personOf(stand.person.id)).memberships
  assert.deepEqual(posts.filter((m) => m.role === 'department').map((m) => [m.id, m.post, m.until_on]).sort(),
    [[acting.id, '代理主任', today()], [done.body.to_membership_id, '主任', null]].sort())
})
