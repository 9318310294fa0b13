// Markup and script in every field that takes text: stored through the API, then opened on every screen. It must stand there as
// text; nothing may run, and nothing may even try to (the CSP would complain in the console). Over an instance of its own.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { accessibility, closeBrowser, open } from '../support/browser.mjs'
import { startStack } from '../support/stack.mjs'

const instance = await startStack()
Object.assign(process.env, { DUBAN_URL: instance.url, DUBAN_VAR: instance.dir })
after(async () => {
  await closeBrowser()
  await instance.stop()
})

const { as, call, signIn } = await import('../support/client.mjs')
const { makePdf, upload } = await import('../support/files.mjs')
const { act, draft, partOf } = await import('../support/matters.mjs')
const { makePerson, makeUnit, post, today, unique } = await import('../support/people.mjs')
const { settled } = await import('./places.mjs')

const STRINGS = ['<img src=x onerror=alert(1)>', '"><svg onload=alert(1)>', '</textarea><script>alert(1)</script>',
  "'-alert(1)-'", '{{constructor.constructor("alert(1)")()}}', 'javascript:alert(1)']
const all = STRINGS.join(' ')
const [img, svg] = STRINGS
const people = Object.fromEntries(await Promise.all(
  ['leader', 'office', 'department', 'liaison', 'admin'].map(async (login) => [login, await as(login)])))
const { leader, office, department, liaison, admin } = people

function evil(fields = {}) {
  return draft({
    title: `${img} ${unique('t')}`, content: all, requirement: all, proposal: all,
    origin_title: all, origin_no: svg, source_kind: svg, origin_person: img,
    units: [{ unit_id: 12, kind: 'parallel', task: all }, { unit_id: unit.id, kind: 'parallel', task: all }], ...fields,
  })
}
const evilFile = async (who) => (await upload(who, `${svg}${unique('f')}.pdf`, makePdf(randomUUID()))).body.id

/** A matter walked as far as wanted: draft, proposed, issued, received, reported, rectifying, refused, concluded. */
async function matter(upTo) {
  let { id, version } = await act(office, '/api/matters', evil({ file_ids: [await evilFile(office)],
    ...(upTo === 'concluded' && { units: [{ unit_id: 12, kind: 'lead', task: all }] }) }))
  const move = async (who, action, body) => (version = (await act(who, `/api/matters/${id}/${action}`, body, version)).version)
  const part = async () => partOf((await office.get(`/api/matters/${id}`)).body, 12)
  const deed = async (who, action, body) => {
    const at = await part()
    await act(who, `/api/assignments/${at.id}/${action}`, body, at.version)
  }
  const found = () => ({ id })
  if (upTo === 'draft') return found()
  await move(office, 'propose', { proposal: all })
  await move(leader, 'return', { opinion: all })
  await move(office, 'propose', { proposal: all })
  if (upTo === 'proposed') return found()
  await move(leader, 'approve', { opinion: all })
  await move(office, 'issue', {})
  const page = (await office.get(`/api/matters/${id}`)).body
  const whole = { id, at: partOf(page, 12).id, notice: page.notice.id }
  if (upTo === 'issued') return whole
  if (upTo === 'refused') {
    await deed(department, 'refuse', { reason: all })
    return whole
  }
  await deed(liaison, 'receive', {})
  await act(liaison, `/api/assignments/${whole.at}/reports`, { done: all, effect: all, problem: all, next_step: all, progress: 40,
    file_ids: [await evilFile(liaison)] })
  if (upTo === 'reported') return whole
  await deed(department, 'submit', { result: all, file_ids: [await evilFile(department)] })
  if (upTo === 'rectifying') await deed(office, 'return', { verdict: all })
  else {
    await deed(office, 'accept', { verdict: all })
    version = (await office.get(`/api/matters/${id}`)).body.matter.version
    await move(office, 'conclude', { answer: all, answered_to: img })
  }
  return whole
}

const unit = await makeUnit({ name: `${img}${unique('u')}`, short_name: svg.slice(0, 30), phone: "'-alert(1)-'" })
await makePerson({ name: img, mobile: '13900000000' }, [post('department', unit.id, { post: svg })])
const heir = await makePerson({ name: svg })
await act(office, `/api/liaisons/${unit.id}/handover`, { to_person_id: heir.person.id, post: img, on_date: today(), note: all })
await act(office, '/api/views', { name: img, query: `q=${encodeURIComponent(img)}` })
await call('POST', '/api/sessions', { body: { login: img, password: all }, headers: { Origin: instance.url, 'User-Agent': img } })
await signIn(heir.person.login, heir.initial_password) // so that name and post stand in the audit trail
const stages = ['draft', 'proposed', 'issued', 'refused', 'reported', 'rectifying', 'concluded']
const things = Object.fromEntries(await Promise.all(stages.map(async (stage) => [stage, await matter(stage)])))

const click = (name) => async (page) => page.getByRole('main').getByRole('button', { name }).first().click()
const of = (stage) => `/matters/${things[stage].id}`
const PLACES = {
  office: ['/', '/matters', '/matters/print', '/liaisons', '/charges', '/documents', `${of('draft')}/edit`,
    `/documents/${things.issued.notice}`, `/matters?q=${encodeURIComponent(img)}`, ...stages.map(of),
    ['/matters', click('常用筛选')], [of('refused'), click(/^坚持交办/)]],
  leader: ['/', '/matters', of('proposed'), of('rectifying'), [of('proposed'), click(/^批准/)]],
  department: ['/', of('reported'), of('rectifying'), [of('rectifying'), click('报送结果')]],
  admin: ['/units', '/people', '/liaisons', '/charges', ['/people?q=svg', click(/^办理/)], ['/units', click(/^修改<img/)]],
  auditor: ['/audit'],
}
const PHONE = {
  liaison: ['/m/', '/m/open', `/m${of('issued')}?do=receive`, `/m${of('reported')}`, `/m${of('rectifying')}`,
    `/m/assignments/${things.reported.at}/report`, `/documents/${things.reported.notice}`],
  leader: ['/m/', '/m/open', `/m${of('proposed')}`, `/m${of('concluded')}`],
}

/** Elements that only a stored string can have made. */
const made = (page) => page.evaluate(() =>
  [...document.querySelectorAll('img[src="x"], [onload], [onerror], script:not([src]), a[href^="javascript:"]')]
    .map((one) => one.outerHTML))

async function visit(page, place) {
  const [address, then] = [].concat(place)
  await page.goto(address)
  await settled(page)
  await then?.(page)
  await settled(page)
  assert.deepEqual(await made(page), [], address)
  return page.locator('body').innerText()
}

for (const [size, places] of [['desk', PLACES], ['phone', PHONE]]) {
  for (const [login, visits] of Object.entries(places)) {
    test(`${size}: nothing that was stored runs before ${login}`, async () => {
      const page = await open(login, { phone: size === 'phone' })
      const dialogs = []
      page.on('dialog', (dialog) => dialogs.push(dialog.message()) && dialog.dismiss())
      const texts = []
      for (const place of visits) texts.push(await visit(page, place))
      assert.deepEqual([dialogs, page.findings], [[], []])
      const told = texts.join('\n')
      const expected = login === 'admin' || login === 'auditor' ? [img] : STRINGS
      assert.deepEqual(expected.filter((text) => !told.includes(text)), [], 'shown as the text that it is')
    })
  }
}

test('what is downloaded or printed stays text too', async () => {
  const page = await open('office')
  const paper = (await visit(page, `/documents/${things.issued.notice}`)).replace(/\s/g, '')
  for (const text of STRINGS) assert.ok(paper.includes(text.replace(/\s/g, '')), text)
  assert.deepEqual(await accessibility(page), [])
  const csv = (await office.get('/api/matters/export')).bytes.toString('utf8')
  assert.ok(csv.includes(img))
  assert.doesNotMatch(csv, /^"?[=+@-]/m)
})
