// [A4.1.2] Numbered notices, frozen at signing, signed for; [A5.1] their register.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as, nobody } from '../support/client.mjs'
import { act, issueMatter, partOf } from '../support/matters.mjs'
import { today } from '../support/people.mjs'
import { sql } from '../support/stack.mjs'

const [office, liaison, leader] = await Promise.all(['office', 'liaison', 'leader'].map(as))
const [HOSPITAL, CDC] = [12, 16]
const longDate = (day) => day.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1年$2月$3日')

test('[A4.1.2] the notice says what, who and by when, on the letterhead of its body', async () => {
  const { matter, notice } = await issueMatter({
    urgency: 'urgent', content: '开展排查。\n建立台账。', origin_no: '会纪〔2026〕8号',
    units: [{ unit_id: HOSPITAL, kind: 'lead', due_on: today(10) }, { unit_id: CDC, kind: 'assist', task: '提供数据' }],
  })
  const { body } = await office.get(`/api/documents/${notice.id}`)
  const { content } = body
  assert.deepEqual([body.kind, body.doc_no, body.signer_name], ['notice', matter.doc_no, leader.me.person.name])
  assert.equal(content.title, `关于${matter.title}的督办通知`)
  assert.deepEqual([content.doc_no, content.letterhead, content.urgency, content.signed_on],
    [matter.doc_no, '市卫生健康委员会', '加急', today()])
  assert.deepEqual(content.addressees, ['市立医院', '市疾病预防控制中心'])
  const texts = content.paragraphs.map((p) => p.text)
  assert.deepEqual(content.paragraphs.filter((p) => p.level === 1).map((p) => p.text),
    ['一、督办内容', '二、工作要求', '三、承办单位', '四、办理时限'])
  for (const text of ['开展排查。', '建立台账。', `主办：市立医院，${longDate(today(10))}前完成`, '协办：市疾病预防控制中心。提供数据']) {
    assert.ok(texts.includes(text), text)
  }
  assert.ok(texts.at(-1).includes(`${longDate(matter.feedback_on)}前书面反馈`))
  assert.ok(texts.at(-1).includes(`${longDate(matter.due_on)}前办结`))
})

test('[A4.1.2] what was signed stays: the content is hashed and later changes do not reach it', async () => {
  const page = await issueMatter()
  const path = `/api/documents/${page.notice.id}`
  const before = (await office.get(path)).body
  const [[digest]] = await sql(`SELECT SHA2(content, 256) FROM document WHERE id = ${page.notice.id}`)
  assert.equal(before.sha256, digest)
  await act(office, `/api/matters/${page.matter.id}/assign`, { units: [{ unit_id: CDC, kind: 'assist' }] }, page.matter.version)
  const after = (await office.get(path)).body
  assert.deepEqual(after.content, before.content)
  assert.equal(after.sha256, before.sha256)
})

test('[A4.1.2] receipts show who signed for it and when', async () => {
  const page = await issueMatter({ units: [{ unit_id: HOSPITAL, kind: 'lead' }, { unit_id: CDC, kind: 'assist' }] })
  const part = partOf(page, HOSPITAL)
  await act(liaison, `/api/assignments/${part.id}/receive`, {}, part.version)
  const { receipts } = (await liaison.get(`/api/documents/${page.notice.id}`)).body
  assert.deepEqual(receipts.map((r) => [r.unit_name, r.received_name]), [['市立医院', '林晓'], ['市疾病预防控制中心', null]])
  assert.ok(receipts[0].received_at)
})

test('[A5.1] the register lists the numbers of a year in order, gaps and voids shown', async () => {
  const { matter } = await issueMatter()
  const year = today().slice(0, 4)
  const { body } = await office.get(`/api/documents?kind=notice&year=${year}&limit=200`)
  assert.equal(body.items[0].doc_no, matter.doc_no)
  assert.deepEqual(body.items.map((d) => d.gap_before), body.items.map(() => 0))
  const one = (await office.get('/api/documents?limit=1')).body
  const two = (await office.get(`/api/documents?limit=1&after=${one.next}`)).body
  assert.notEqual(one.items[0].id, two.items[0].id)
  assert.deepEqual((await office.get('/api/documents?year=1999')).body, { items: [], next: null })
  for (const query of ['kind=letter', 'year=12', 'after=x']) {
    assert.equal((await office.get(`/api/documents?${query}`)).status, 422, query)
  }
})

test('[R7] a notice is seen by whoever sees its matter', async () => {
  const { notice } = await issueMatter({ units: [{ unit_id: CDC, kind: 'lead' }] })
  assert.equal((await nobody.get(`/api/documents/${notice.id}`)).status, 401)
  assert.equal((await (await as('admin')).get(`/api/documents/${notice.id}`)).status, 403)
  assert.equal((await liaison.get(`/api/documents/${notice.id}`)).status, 404)
  assert.equal((await liaison.get('/api/documents')).status, 403)
  assert.equal((await office.get('/api/documents/999999999')).status, 404)
})

test('[D5] the working calendar of a year, and years that are not published', async () => {
  const { body } = await liaison.get('/api/workdays?year=2026')
  assert.equal(body.published, true)
  assert.equal(body.items.length, 39)
  assert.deepEqual(body.items[0], { day: '2026-01-01', kind: 'holiday', name: '元旦' })
  assert.deepEqual((await liaison.get('/api/workdays?year=2031')).body, { year: 2031, published: false, items: [] })
  assert.equal((await liaison.get('/api/workdays?year=31')).status, 422)
  assert.equal((await nobody.get('/api/workdays')).status, 401)
})
