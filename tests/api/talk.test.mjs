// 交流 (A5.5): words on a matter, notes of its body apart from them, and pages that learn of both by themselves.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as, nobody, signIn } from '../support/client.mjs'
import { makePdf, upload } from '../support/files.mjs'
import { act, draft, issueMatter } from '../support/matters.mjs'
import { sql, stack } from '../support/stack.mjs'

const two = { units: [{ unit_id: 12, kind: 'lead' }, { unit_id: 13, kind: 'assist' }] }
const uploaded = async (client) => (await upload(client, '说明.pdf', makePdf('交流'))).body.id
const at = (id) => `/api/matters/${id}/talk`
const words = async (client, id) => (await client.get(at(id))).body.items

test('[A5.5] a unit asks, the office hears of it and answers with a mention', async () => {
  const [office, liaison, department] = [await as('office'), await as('liaison'), await as('department')]
  const { matter } = await issueMatter(two)
  const asked = await liaison.post(at(matter.id), { text: '签到表要盖公章吗？', file_ids: [await uploaded(liaison)] })
  assert.equal(asked.status, 201)
  const [told] = (await office.get('/api/notifications?limit=1')).body.items
  assert.deepEqual([told.kind, told.matter_id], ['talk', matter.id])
  assert.match(told.text, /签到表要盖公章吗/)

  const people = (await office.get(`${at(matter.id)}/people`)).body.items
  const asker = people.find((p) => p.person_id === liaison.me.person.id)
  assert.deepEqual([asker.of_body, asker.unit_name], [false, '市立医院'])
  assert.ok(!people.some((p) => p.person_id === office.me.person.id), 'nobody mentions themselves')
  await act(office, at(matter.id), { text: '要盖。', mentions: [asker.person_id] })
  assert.match((await liaison.get('/api/notifications?limit=1')).body.items[0].title, /点到您/)

  const seen = await words(department, matter.id)
  assert.deepEqual(seen.map((w) => [w.text, w.internal, w.mine]), [['要盖。', false, false], ['签到表要盖公章吗？', false, false]])
  assert.deepEqual(seen[0].mentions, [{ person_id: asker.person_id, name: asker.name }])
  assert.equal((await office.get(`/api/files/${seen[1].files[0].id}`)).status, 200)
  assert.deepEqual((await words(liaison, matter.id)).map((w) => w.mine), [false, true])
  const { body } = await liaison.get(`${at(matter.id)}?limit=1`)
  assert.equal(body.items.length, 1)
  assert.deepEqual((await liaison.get(`${at(matter.id)}?limit=1&after=${body.next}`)).body.items.map((w) => w.text), ['签到表要盖公章吗？'])
})

test('[A5.5] an internal note is for the body alone: words, files, notifications', async () => {
  const [office, leader, liaison] = [await as('office'), await as('leader'), await as('liaison')]
  const { matter } = await issueMatter(two)
  const file = await uploaded(office), note = `${matter.id}的承办单位上次也迟了。`
  const likes = (webhook) => leader.put('/api/me/preferences', { mail: true, digest: true, webhook })
  const left = async (text) => Number((await sql(`SELECT COUNT(*) FROM outbox WHERE payload LIKE '%${text}%'`))[0][0])
  await likes(true)
  await act(office, at(matter.id), { text: `请看第${matter.id}件。`, mentions: [leader.me.person.id] })
  assert.ok(await left(`请看第${matter.id}件。`) > 0, 'other words go to the work group')
  await act(office, at(matter.id), { text: note, internal: true, mentions: [leader.me.person.id], file_ids: [file] })
  await likes(false)
  assert.equal(await left(note), 0, 'a note goes to nobody’s mailbox, nor to a group')
  assert.deepEqual((await words(leader, matter.id)).map((w) => [w.text, w.internal])[0], [note, true])
  assert.match((await leader.get('/api/notifications?limit=1')).body.items[0].text, /上次也迟了/)
  assert.equal((await words(liaison, matter.id)).length, 1)
  assert.equal((await leader.get(`/api/files/${file}`)).status, 200)
  assert.equal((await liaison.get(`/api/files/${file}`)).status, 404)
  assert.ok(!JSON.stringify((await liaison.get(`/api/matters/${matter.id}`)).body).includes('上次也迟了'))

  const byUnit = await liaison.post(at(matter.id), { text: '内部', internal: true })
  assert.deepEqual([byUnit.status, byUnit.body.errors[0].pointer], [422, '#/internal'])
  const toUnit = await office.post(at(matter.id), { text: '看看', internal: true, mentions: [liaison.me.person.id] })
  assert.deepEqual([toUnit.status, toUnit.body.errors[0].pointer], [422, '#/mentions/0'])
})

test('who does not see the matter neither reads nor says anything; nor does anybody when it is over', async () => {
  const [office, liaison, admin] = [await as('office'), await as('liaison'), await as('admin')]
  const { matter } = await issueMatter({ units: [{ unit_id: 13, kind: 'lead' }] })
  for (const path of [at(matter.id), `${at(matter.id)}/people`]) {
    assert.equal((await liaison.get(path)).status, 404)
    assert.equal((await admin.get(path)).status, 403)
    assert.equal((await nobody.get(path)).status, 401)
  }
  assert.equal((await liaison.post(at(matter.id), { text: '问' })).status, 404)
  assert.deepEqual((await office.post(at(matter.id), { text: '' })).body.errors.map((e) => e.pointer), ['#/text'])
  const stranger = await office.post(at(matter.id), { text: '请看', mentions: [liaison.me.person.id] })
  assert.deepEqual([stranger.status, stranger.body.errors[0].pointer], [422, '#/mentions/0'])

  const made = await act(office, '/api/matters', draft())
  await act(office, `/api/matters/${made.id}/cancel`, { reason: '不办了。' }, made.version)
  assert.equal((await office.post(at(made.id), { text: '晚了' })).status, 409)
})

const pause = (ms) => new Promise((then) => setTimeout(then, ms))
/** Until the hints of what was done before are out; the job of other tests may have told of days to come. */
async function drained() {
  const waiting = "SELECT COUNT(*) FROM outbox WHERE channel = 'live' AND state IN ('pending', 'sending') AND next_at <= UTC_TIMESTAMP(3)"
  while ((await sql(waiting))[0][0] !== '0') await pause(100)
}

/** Hints that come once the deed is done, until `wanted` says yes; a new stream first brings those of the last seconds. */
async function hintsUntil(cookie, wanted, deed) {
  const { url } = await stack()
  await drained()
  const stream = await fetch(`${url}/api/events`, { headers: { Accept: 'text/event-stream', Cookie: cookie }, signal: AbortSignal.timeout(12_000) })
  let hints = null
  const done = (async () => {
    const text = new TextDecoder()
    let rest = ''
    for await (const chunk of stream.body) {
      const lines = (rest + text.decode(chunk, { stream: true })).split('\n')
      rest = lines.pop()
      for (const line of lines) if (line.startsWith('data: ')) hints?.push(JSON.parse(line.slice(6)))
      if (hints?.some(wanted)) return
    }
  })()
  await pause(500)
  hints = []
  await deed()
  await done
  return hints
}

test('[A5.5] an open page learns of moves and words on what it may see, and of nothing else', async () => {
  const [office, liaison, leader] = [await as('office'), await signIn('liaison'), await signIn('leader')]
  const { matter: mine, assignments: [part] } = await issueMatter(two)
  const { matter: inner } = await issueMatter(two)
  const { matter: other } = await issueMatter({ units: [{ unit_id: 13, kind: 'lead' }] })
  const isHint = (h) => h.kind === 'matter' && h.matter_id === mine.id
  const moved = await hintsUntil(liaison.cookie, isHint, () => act(liaison, `/api/assignments/${part.id}/receive`, {}, part.version))
  assert.deepEqual(Object.keys(moved.find(isHint)).sort(), ['kind', 'matter_id'], 'no more than where to look')

  // Hints go out in the order of what they tell: had the first two been for the unit, they had come before the third.
  const talk = async () => {
    await act(office, at(other.id), { text: '给别的单位的话' })
    await act(office, at(inner.id), { text: '内部记录', internal: true })
    await act(office, at(mine.id), { text: '给大家的话' })
  }
  const heard = await hintsUntil(liaison.cookie, isHint, talk)
  const matters = (hints) => [...new Set(hints.filter((h) => h.kind === 'matter').map((h) => h.matter_id))] // once a post
  assert.deepEqual(matters(heard), [mine.id])
  const heardAbove = await hintsUntil(leader.cookie, isHint, talk)
  assert.deepEqual(matters(heardAbove), [other.id, inner.id, mine.id], 'its body hears all three')
})
