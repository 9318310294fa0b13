// Meetings: who calls them, who sees them, who answers, who came: [A4.4.1] [A5.2] [B1.1] [C2.2c]
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as, nobody } from '../support/client.mjs'
import { issueMatter } from '../support/matters.mjs'
import { callMeeting, heldMeeting, hence, meetingForm, step } from '../support/meetings.mjs'
import { enter, makePerson, post } from '../support/people.mjs'
import { sql } from '../support/stack.mjs'

const [leader, deputy, office, department, liaison] = await Promise.all(['leader', 'deputy', 'office', 'department', 'liaison'].map(as))
const [HOSPITAL, CDC] = [12, 16]
const path = (page, more = '') => `/api/meetings/${page.meeting.id}${more}`
const see = async (who, page) => (await who.get(path(page))).body
const inviteOf = (page, unit) => page.invites.find((v) => v.unit_id === unit)
const reply = (who, page, body) => who.post(path(page, '/reply'), body)
const told = async (page) => (await sql(`SELECT p.login, n.title, n.path FROM notification n JOIN person p ON p.id = n.person_id
  WHERE n.dedupe LIKE 'meeting/${page.meeting.id}/%' ORDER BY n.id`))
const [cdc, second] = await Promise.all([makePerson({}, [post('department', CDC)]), makePerson({}, [post('office', HOSPITAL)])])
  .then((people) => Promise.all(people.map(enter)))
const stranger = await enter(await makePerson({}, [post('department', 13)]))
const { body: setting } = await office.get('/api/meeting-settings')

test('[B1.1] every kind of the two regulations; units, persons, guests; who is invited is told', async () => {
  for (const kind of ['regular', 'mobilise', 'group', 'democratic', 'supervisors', 'delegates', 'coordinate', 'study', 'on_site', 'other']) {
    assert.equal((await callMeeting({ kind })).meeting.kind, kind)
  }
  const person = deputy.me.membership.id
  const page = await callMeeting({ membership_ids: [person], guests: [{ name: '王代表', post: '市人大', phone: '13800000000' }] })
  assert.deepEqual(page.invites.map((v) => v.kind).sort(), ['guest', 'person', 'unit', 'unit'])
  assert.equal(page.invites.find((v) => v.kind === 'guest').phone, '13800000000')
  const people = await told(page)
  for (const login of ['deputy', 'department', 'liaison']) assert.ok(people.some((row) => row[0] === login && row[2] === `/meetings/${page.meeting.id}`), login)
  assert.ok(!people.some((row) => row[0] === 'office')) // who called it
  assert.match(people[0][1], /^会议通知：/)
})

test('[R7] leaders and office of the body see all, the invited see theirs, nobody else; telephones and reasons are not for others', async () => {
  const page = await callMeeting({ guests: [{ name: '王代表', post: '市人大', phone: '13800000000' }] })
  for (const who of [leader, deputy, office, department, liaison, cdc, second]) assert.equal((await who.get(path(page))).status, 200)
  assert.equal((await stranger.get(path(page))).status, 404)
  assert.equal((await nobody.get(path(page))).status, 401)
  const listed = async (who) => (await who.get('/api/meetings?limit=200')).body.items.some((m) => m.id === page.meeting.id)
  assert.deepEqual(await Promise.all([office, liaison, stranger].map(listed)), [true, true, false])
  await reply(cdc, page, { invite_id: inviteOf(page, CDC).id, reply: 'absent', note: '当天值守热线' })
  const [mine, theirs, whole] = await Promise.all([liaison, cdc, office].map((who) => see(who, page)))
  assert.equal(mine.invites.find((v) => v.kind === 'guest').phone, null)
  assert.deepEqual([inviteOf(mine, CDC).reply, inviteOf(mine, CDC).reply_note], ['absent', null])
  assert.equal(inviteOf(theirs, CDC).reply_note, '当天值守热线')
  assert.equal(inviteOf(whole, CDC).reply_note, '当天值守热线')
  assert.deepEqual([mine.actions, mine.code], [[], null])
  assert.equal((await department.post('/api/meetings', meetingForm())).status, 403)
})

test('what is wrong is said beside its field', async () => {
  const pointers = async (fields) => ((await office.post('/api/meetings', meetingForm(fields))).body.errors ?? []).map((x) => x.pointer)
  assert.deepEqual(await pointers({ ends_at: hence(23) }), ['#/ends_at'])
  assert.deepEqual(await pointers({ starts_at: hence(-48), ends_at: hence(-47) }), ['#/starts_at'])
  assert.deepEqual(await pointers({ unit_ids: [] }), ['#/unit_ids'])
  assert.deepEqual(await pointers({ unit_ids: [12, 999999] }), ['#/unit_ids/1'])
  assert.deepEqual(await pointers({ membership_ids: [999999] }), ['#/membership_ids/0'])
  assert.deepEqual(await pointers({ unit_ids: [12, 12] }), ['#/unit_ids/1'])
  assert.deepEqual(await pointers({ agenda: [{ text: '研究', matter_id: 999999 }] }), ['#/agenda/0/matter_id'])
  assert.deepEqual(await pointers({ chair_name: undefined }), ['#/chair_name'])
  assert.deepEqual(await pointers({ file_ids: [999999] }), ['#/file_ids/0'])
})

test('[C2.2c] a month without meetings asks for a reason and keeps it; another chair’s or unit’s meeting is shown beforehand', async () => {
  const day = new Date(Date.now() + 8 * 3600e3 + 864e5), month = day.getUTCMonth() + 1
  const put = (who, body, version) => who.put('/api/meeting-settings', body, { version })
  const { body: now } = await office.get('/api/meeting-settings')
  assert.equal((await put(leader, { quiet_months: [month], field_days: 10 }, now.version)).status, 403)
  assert.equal((await put(office, { quiet_months: [13], field_days: 10 }, now.version)).body.errors[0].pointer, '#/quiet_months/0')
  const set = await put(office, { quiet_months: [month], field_days: 10 }, now.version)
  assert.deepEqual(set.body.quiet_months, [month])
  assert.equal((await put(office, { quiet_months: [], field_days: 10 }, now.version)).status, 412)
  assert.equal((await office.put('/api/meeting-settings', { quiet_months: [], field_days: 10 })).status, 428)
  const atOnce = await Promise.all([1, 2, 3, 4].map((n) => put(office, { quiet_months: [month], field_days: n }, set.body.version)))
  assert.deepEqual(atOnce.map((a) => a.status).sort(), [200, 412, 412, 412])
  const no = await office.post('/api/meetings', meetingForm({ month_reason: undefined }))
  assert.deepEqual([no.status, no.body.errors[0]], [422, { pointer: '#/month_reason', detail: `${month}月是无会月，确需召开的请写明理由` }])
  const page = await callMeeting({ chair_id: leader.me.membership.id, chair_name: undefined, month_reason: '上级临时部署。' })
  assert.deepEqual([page.meeting.month_reason, page.meeting.chair_name], ['上级临时部署。', leader.me.person.name])
  const query = new URLSearchParams({ starts_at: hence(25), ends_at: hence(27), unit_ids: '12,13', chair_id: String(leader.me.membership.id) })
  const { body: warned } = await office.get(`/api/meetings/check?${query}`)
  assert.equal(warned.is_quiet_month, true)
  const mine = warned.clashes.filter((c) => c.title === page.meeting.title)
  assert.deepEqual(mine.map((c) => c.who), ['市立医院'])
  query.set('unit_ids', '13')
  const { body: chair } = await office.get(`/api/meetings/check?${query}`)
  assert.deepEqual(chair.clashes.filter((c) => c.title === page.meeting.title).map((c) => c.who), [leader.me.person.name])
  query.set('except_id', String(page.meeting.id))
  assert.ok(!(await office.get(`/api/meetings/check?${query}`)).body.clashes.some((c) => c.title === page.meeting.title))
  const { body: last } = await office.get('/api/meeting-settings')
  await put(office, { quiet_months: setting.quiet_months, field_days: setting.field_days }, last.version)
})

test('[A5.2] an answer: taking part, not and why, or somebody else; for the own unit, until it is held', async () => {
  const page = await callMeeting()
  const hospital = inviteOf(page, HOSPITAL).id
  assert.equal((await reply(liaison, page, { invite_id: hospital, reply: 'absent' })).body.errors[0].pointer, '#/note')
  assert.equal((await reply(liaison, page, { invite_id: hospital, reply: 'substitute' })).body.errors[0].pointer, '#/substitute_name')
  assert.equal((await reply(liaison, page, { invite_id: 999999, reply: 'attending' })).body.errors[0].pointer, '#/invite_id')
  const done = await reply(liaison, page, { invite_id: hospital, reply: 'substitute', substitute_name: '章立新', substitute_post: '院长' })
  const v = inviteOf(done.body, HOSPITAL)
  assert.deepEqual([v.reply, v.substitute_name, v.replied_name, v.is_mine], ['substitute', '章立新', liaison.me.person.name, true])
  assert.equal((await reply(liaison, page, { invite_id: inviteOf(page, CDC).id, reply: 'attending' })).status, 403)
  assert.equal((await reply(deputy, page, { invite_id: hospital, reply: 'attending' })).status, 403) // neither called nor chairs it
  assert.equal((await reply(office, page, { invite_id: inviteOf(page, CDC).id, reply: 'attending' })).status, 200) // said on the telephone
  assert.equal((await reply(stranger, page, { invite_id: hospital, reply: 'attending' })).status, 404)
  const held = await heldMeeting()
  const late = await reply(liaison, held, { invite_id: inviteOf(held, HOSPITAL).id, reply: 'attending' })
  assert.deepEqual([late.status, late.body.detail], [409, '会议已经召开或者取消，不用再答复'])
})

test('a change is told to all, another time asks anew; who stays keeps the place; versions hold', async () => {
  const page = await callMeeting()
  await reply(liaison, page, { invite_id: inviteOf(page, HOSPITAL).id, reply: 'attending' })
  const form = (fields) => meetingForm({ title: page.meeting.title, starts_at: page.meeting.starts_at, ends_at: page.meeting.ends_at, ...fields })
  const edit = (who, fields, version) => who.put(path(page), form(fields), { version })
  const moved = await edit(office, { place: '五楼会议室', unit_ids: [12, 13] }, page.meeting.version)
  assert.deepEqual([moved.status, moved.body.meeting.place, moved.body.meeting.version], [200, '五楼会议室', page.meeting.version + 1])
  assert.deepEqual([inviteOf(moved.body, HOSPITAL).reply, inviteOf(moved.body, CDC), inviteOf(moved.body, 13).reply], ['attending', undefined, null])
  assert.equal((await cdc.get(path(page))).status, 404)
  assert.equal((await stranger.get(path(page))).status, 200)
  const stale = await edit(office, {}, page.meeting.version)
  assert.deepEqual([stale.status, stale.body.current.meeting.place], [412, '五楼会议室'])
  assert.equal((await office.put(path(page), form({}))).status, 428)
  assert.equal((await edit(deputy, {}, page.meeting.version + 1)).status, 403)
  const later = await edit(office, { starts_at: hence(48), ends_at: hence(49), unit_ids: [12] }, page.meeting.version + 1)
  assert.equal(inviteOf(later.body, HOSPITAL).reply, null)
  const words = (await told(page)).filter((row) => row[0] === 'liaison').map((row) => row[1].split('：')[0])
  assert.deepEqual(words, ['会议通知', '会议有变动', '会议有变动'])
  assert.equal((await office.post(path(page, '/cancel'), { why: '' }, { version: later.body.meeting.version })).status, 422)
  const gone = await step(office, later.body, 'cancel', { why: '与上级会议冲突。' })
  assert.deepEqual([gone.meeting.status, gone.meeting.cancelled_why, gone.actions], ['cancelled', '与上级会议冲突。', []])
  assert.match((await told(page)).at(-1)[1], /^会议取消：/)
  assert.equal((await edit(office, {}, gone.meeting.version)).status, 409)
})

test('[A4.4.1] a leader calls and runs the own meeting; holding it stands in the history of the agenda’s matters', async () => {
  const { matter } = await issueMatter({ units: [{ unit_id: HOSPITAL, kind: 'lead' }] })
  const page = await callMeeting({ kind: 'on_site', starts_at: hence(0.01), ends_at: hence(1), agenda: [{ text: '研究整改', matter_id: matter.id }] }, deputy)
  assert.equal(page.agenda[0].matter_title, matter.title)
  const { matter_title, matter_id } = (await see(cdc, page)).agenda[0]
  assert.deepEqual([matter_title, matter_id], [null, null]) // invited, but not on the matter
  const early = await callMeeting()
  const no = await office.post(path(early, '/hold'), undefined, { version: early.meeting.version })
  assert.deepEqual([no.status, no.body.detail], [409, '还没有到开会的日子'])
  const held = await step(deputy, page, 'hold')
  assert.equal(held.meeting.status, 'held')
  const { history } = (await office.get(`/api/matters/${matter.id}`)).body
  assert.deepEqual([history.at(-1).action, /（现场办公）研究：研究整改$/.test(history.at(-1).note)], ['meet', true])
  assert.equal((await deputy.post(path(page, '/hold'), undefined, { version: held.meeting.version })).status, 409)
  assert.deepEqual((await see(leader, page)).actions, []) // neither called nor chairs it
})

test('[B1.1] who came is ticked by the office; the minutes begin with it', async () => {
  const page = await callMeeting({ starts_at: hence(0.01), ends_at: hence(1), guests: [{ name: '王代表', post: '市人大' }] })
  await reply(cdc, page, { invite_id: inviteOf(page, CDC).id, reply: 'absent', note: '当天值守' })
  const guest = page.invites.find((v) => v.kind === 'guest').id
  const tick = (who, items) => who.put(path(page, '/attendance'), { items })
  assert.equal((await tick(liaison, [{ invite_id: guest, attended: true }])).status, 403)
  assert.equal((await tick(office, [{ invite_id: 999999, attended: true }])).body.errors[0].pointer, '#/items/0/invite_id')
  const done = await tick(office, [{ invite_id: inviteOf(page, HOSPITAL).id, attended: true, name: '章立新' }, { invite_id: guest, attended: true },
    { invite_id: inviteOf(page, CDC).id, attended: false }])
  assert.deepEqual([inviteOf(done.body, HOSPITAL).attended, inviteOf(done.body, CDC).absent], [true, true])
  assert.match(done.body.template, /\n主持：周明远\n出席：市立医院章立新\n列席：市人大王代表\n请假：市疾病预防控制中心\n/)
  const { title, starts_at, ends_at, version } = page.meeting
  const moved = await office.put(path(page), meetingForm({ title, starts_at, ends_at, place: '五楼会议室', guests: [{ name: '王代表', post: '市人大' }, { name: '李代表' }] }), { version })
  assert.deepEqual(moved.body.invites.filter((v) => v.kind === 'guest').map((v) => [v.name, v.attended]), [['王代表', true], ['李代表', false]]) // another room changes nothing
  const early = await callMeeting()
  assert.equal((await office.put(path(early, '/attendance'), { items: [{ invite_id: early.invites[0].id, attended: true }] })).status, 409)
})

test('[B1.1] signing in by the code on the screen: the own meeting, its hours, the right code', async () => {
  const page = await callMeeting({ starts_at: hence(0.5), ends_at: hence(1.5) })
  const signIn = (who, code) => who.post(path(page, '/sign-in'), { code })
  assert.equal((await signIn(liaison, 'x'.repeat(32))).status, 422) // none was made
  assert.equal((await liaison.post(path(page, '/code'))).status, 403)
  const { code } = (await office.post(path(page, '/code'))).body
  assert.match(code, /^[0-9a-f]{32}$/)
  assert.equal((await see(liaison, page)).code, null)
  assert.equal((await signIn(liaison, code.replace(/./, (c) => (c === '0' ? '1' : '0')))).body.errors[0].pointer, '#/code')
  const done = await signIn(liaison, code)
  const v = inviteOf(done.body, HOSPITAL)
  assert.deepEqual([v.attended, v.by_code, v.attended_name], [true, true, liaison.me.person.name])
  assert.equal((await signIn(stranger, code)).status, 404)
  assert.equal((await signIn(leader, code)).status, 403) // sees it, but is not invited
  const { code: other } = (await office.post(path(page, '/code'))).body
  assert.notEqual(other, code)
  assert.equal((await signIn(cdc, code)).status, 422)
  await sql(`UPDATE meeting SET starts_at = starts_at + INTERVAL 5 HOUR, ends_at = ends_at + INTERVAL 5 HOUR WHERE id = ${page.meeting.id}`)
  assert.equal((await signIn(cdc, other)).status, 409)
})

test('[A5.2] materials are for whoever is invited', async () => {
  const upload = (who) => who.send('POST', '/api/files?name=%E6%9D%90%E6%96%99.txt', Buffer.from('会议材料，供讨论。'), { headers: { 'Content-Type': 'application/octet-stream' } })
  const { body: file } = await upload(office)
  const page = await callMeeting({ file_ids: [file.id] })
  assert.deepEqual(page.files.map((f) => f.id), [file.id])
  const read = async (who) => (await who.get(`/api/files/${file.id}`, { check: false })).status
  assert.deepEqual(await Promise.all([office, leader, liaison, cdc, second, stranger].map(read)), [200, 200, 200, 200, 200, 404])
  const { title, starts_at, ends_at, version } = page.meeting
  const form = meetingForm({ title, starts_at, ends_at, unit_ids: [HOSPITAL], file_ids: [file.id] })
  assert.equal((await office.put(path(page), form, { version })).status, 200)
  assert.deepEqual(await Promise.all([office, liaison, cdc].map(read)), [200, 200, 404]) // not invited any more
})

test('[R17] calling, answering and holding leave an audit row each', async () => {
  const page = await callMeeting({ starts_at: hence(0.01), ends_at: hence(1) })
  await reply(liaison, page, { invite_id: inviteOf(page, HOSPITAL).id, reply: 'attending' })
  await step(office, page, 'hold')
  const rows = await sql(`SELECT action FROM audit_log WHERE object_kind = 'meeting' AND object_id = ${page.meeting.id} ORDER BY id`)
  assert.deepEqual(rows.flat(), ['meeting.call', 'meeting.reply', 'meeting.hold'])
})

test('what waits: an answer for the invited; minutes three working days after, then what was resolved, for the office', async () => {
  const waits = async (who, page) => (await who.get('/api/home')).body.todos.filter((t) => t.path === `/meetings/${page.meeting.id}`).map((t) => [t.kind, t.due_on])
  const invited = await callMeeting()
  const day = new Date(Date.parse(invited.meeting.starts_at) + 8 * 3600e3).toISOString().slice(0, 10)
  for (const who of [liaison, department, cdc]) assert.deepEqual(await waits(who, invited), [['meeting_reply', day]])
  for (const who of [office, leader]) assert.deepEqual(await waits(who, invited), [])
  await reply(liaison, invited, { invite_id: inviteOf(invited, HOSPITAL).id, reply: 'attending' })
  assert.deepEqual([await waits(department, invited), (await waits(cdc, invited)).length], [[], 1])
  let page = await heldMeeting()
  assert.deepEqual(await waits(office, page), [])
  await sql(`UPDATE meeting SET starts_at = starts_at - INTERVAL 20 DAY, ends_at = ends_at - INTERVAL 20 DAY WHERE id = ${page.meeting.id}`)
  assert.deepEqual((await waits(office, page)).map((t) => t[0]), ['meeting_minutes'])
  assert.deepEqual([await waits(leader, page), await waits(liaison, page)], [[], []])
  page = await step(office, page, 'minutes', { text: '会议议定：\n1. 医政科整改。' }, 'put')
  assert.deepEqual(await waits(office, page), [['meeting_resolve', null]])
  page = await step(office, page, 'resolutions', { items: [{ text: '整改。', becomes: 'note' }] }, 'put')
  assert.deepEqual(await waits(office, page), [])
})
