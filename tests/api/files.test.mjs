// R16: what may be uploaded, what becomes of it, who may read it.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { as, nobody, signIn } from '../support/client.mjs'
import { makeJpeg, makePdf, makePng, makeZip, upload } from '../support/files.mjs'
import { build, sql, stack } from '../support/stack.mjs'

const liaison = await as('liaison')
const office = await as('office')
const store = async () => join((await stack()).dir, 'data/files')
const count = async () => Number((await sql('SELECT COUNT(*) FROM file'))[0][0])

test('a file comes back as it was sent, as an attachment that no browser runs', async () => {
  const pdf = makePdf(randomUUID())
  const sent = await upload(liaison, '进展 报告.pdf', pdf)
  assert.equal(sent.status, 201)
  assert.deepEqual([sent.body.name, sent.body.type, sent.body.size, sent.body.kind], ['进展 报告.pdf', 'application/pdf', pdf.length, null])
  const got = await liaison.get(`/api/files/${sent.body.id}`)
  assert.equal(got.status, 200)
  assert.ok(got.bytes.equals(pdf))
  assert.equal(got.headers.get('content-type'), 'application/pdf')
  assert.equal(got.headers.get('x-content-type-options'), 'nosniff')
  assert.match(got.headers.get('content-security-policy'), /sandbox/)
  assert.equal(got.headers.get('content-disposition'),
    `attachment; filename="__ __.pdf"; filename*=UTF-8''${encodeURIComponent('进展 报告.pdf')}`)
  assert.equal(got.headers.get('x-accel-redirect'), null)
})

test('an unused file is its uploader’s alone', async () => {
  const { id } = (await upload(liaison, 'a.pdf', makePdf(randomUUID()))).body
  assert.equal((await office.get(`/api/files/${id}`)).status, 404)
  assert.equal((await (await as('department')).get(`/api/files/${id}`)).status, 404)
  assert.equal((await office.delete(`/api/files/${id}`)).status, 404)
  assert.equal((await nobody.get(`/api/files/${id}`)).status, 401)
  assert.equal((await (await as('admin')).get(`/api/files/${id}`)).status, 403)
  assert.equal((await liaison.delete(`/api/files/${id}`)).status, 204)
  assert.equal((await liaison.delete(`/api/files/${id}`)).status, 404)
})

test('content is stored under its hash, for the server’s group only', async () => {
  const pdf = makePdf(randomUUID())
  await upload(liaison, 'a.pdf', pdf)
  await upload(office, 'b.pdf', pdf)
  const hash = createHash('sha256').update(pdf).digest('hex')
  const stat = statSync(join(await store(), hash.slice(0, 2), hash.slice(2)))
  assert.deepEqual([stat.size, stat.mode & 0o777], [pdf.length, 0o640])
})

const xml = { '[Content_Types].xml': '<Types/>', 'word/document.xml': '<w/>' }
const ole = Buffer.alloc(1024)
Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(ole)
ole.writeUInt16LE(0xfffe, 28)
ole.writeUInt16LE(9, 30)
const accepted = {
  'a.pdf': makePdf('x'), 'a.PDF': makePdf('x'), 'a.jpg': makeJpeg({}), 'a.jpeg': makeJpeg({}), 'a.png': makePng({}),
  'a.docx': makeZip(xml), 'a.xlsx': makeZip({ 'xl/workbook.xml': '' }), 'a.pptx': makeZip({ 'ppt/presentation.xml': '' }),
  'a.ofd': makeZip({ 'OFD.xml': '' }), 'a.doc': ole, 'a.xls': ole, 'a.wps': ole,
  'a.txt': Buffer.from('第一行\n第二行'), 'a.csv': Buffer.from([0xb5, 0xa5, 0xce, 0xbb, 0x2c, 0x31]),
}
const refused = {
  'a.exe': Buffer.from('MZ'), 'a.zip': makeZip({ a: 'b' }), 'a.docm': makeZip(xml), 'a.svg': Buffer.from('<svg/>'),
  'a.html': Buffer.from('<html>'), 'a': makePdf('x'), 'a.pdf.js': makePdf('x'), '.pdf': makePdf('x'),
  'b.pdf': Buffer.from('<html><script>alert(1)</script>'), 'c.pdf': makePng({}), 'b.png': makeJpeg({}), 'b.jpg': makePng({}),
  'd.pdf': makePdf('x').subarray(0, 20), 'c.png': makePng({}).subarray(0, 40), 'c.jpg': makeJpeg({}).subarray(0, 30),
  'd.png': makePng({ width: 20000, height: 20000 }), 'd.jpg': makeJpeg({ width: 20000, height: 20000 }),
  'b.docx': makeZip({ 'xl/workbook.xml': '' }), 'c.docx': makeZip({ ...xml, '../x': '' }),
  'd.docx': makeZip({ ...xml, 'word/vbaProject.bin': '' }), 'e.docx': makeZip({ ...xml, 'word/big': Buffer.alloc(8 << 20) }),
  'f.docx': makeZip(xml).subarray(0, 60), 'g.docx': makeZip({ ...xml, '/etc/passwd': '' }),
  'h.docx': makeZip({ ...xml, 'word/link': 'x' }, { link: 'word/link' }),
  'i.docx': makeZip({ ...xml, ...Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`m${i}`, ''])) }),
  'b.doc': makeZip(xml), 'b.txt': Buffer.from('a\0b'), 'c.txt': Buffer.from('<!DOCTYPE html><html></html>'),
  'd.txt': Buffer.from([0xff, 0xfe, 0xff]),
}

test(`${Object.keys(accepted).length} kinds that clerks send are taken`, async () => {
  for (const [name, bytes] of Object.entries(accepted)) {
    const answer = await upload(liaison, name, bytes)
    assert.equal(answer.status, 201, `${name}: ${answer.body.detail}`)
  }
})

test(`${Object.keys(refused).length} others are refused with a reason and leave nothing behind`, async () => {
  const before = await count()
  for (const [name, bytes] of Object.entries(refused)) {
    const answer = await upload(liaison, name, bytes)
    assert.deepEqual([answer.status, answer.body.type], [422, '/problems/file-refused'], name)
  }
  assert.equal(await count(), before)
})

test('nothing and too much are refused', async () => {
  assert.equal((await upload(liaison, 'a.txt', Buffer.alloc(0))).body.type, '/problems/file-empty')
  assert.equal((await upload(liaison, 'a.txt', Buffer.alloc((50 << 20) + 1, 'a'))).status, 413)
  assert.equal((await liaison.send('POST', '/api/files', makePdf('x'))).status, 422, 'without a name')
})

test('a photo keeps which side is up and forgets where it was taken', async () => {
  const { id } = (await upload(liaison, 'IMG_0001.jpg', makeJpeg({ orientation: 6, note: 'GPS 30.51N' }))).body
  const { bytes } = await liaison.get(`/api/files/${id}`)
  assert.ok(!bytes.includes('GPS'))
  assert.ok(bytes.includes(Buffer.from([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6])))
})

const names = {
  '../../etc/passwd.txt': 'passwd.txt', 'C:\\windows\\a.txt': 'a.txt', 'a/b\\c.txt': 'c.txt', '..\\.txt.txt': 'txt.txt',
  'a\u202Etxt.exe.txt': 'atxt.exe.txt', 'a\u200B\u2066b.txt': 'ab.txt', 'a\nSet-Cookie: x.txt': 'aSet-Cookie_ x.txt',
  'a"b.txt': 'a_b.txt', 'a<script>.txt': 'a_script_.txt', '  前后.txt  ': '前后.txt', '...a.txt': 'a.txt', 'a.txt. .': 'a.txt',
  'con.txt': 'con.txt', '😀.txt': '😀.txt', '%2e%2e%2fa.txt': '%2e%2e%2fa.txt', "a'; DROP TABLE file;--.txt": "a'; DROP TABLE file;--.txt",
  [`${'长'.repeat(400)}.txt`]: `${'长'.repeat(196)}.txt`, '𠮷.txt': '𠮷.txt', 'é.txt': 'é.txt',
}
test(`${Object.keys(names).length} odd names are made harmless and come back whole`, async () => {
  for (const [sent, kept] of Object.entries(names)) {
    const answer = await upload(liaison, sent, Buffer.from('x'))
    assert.equal(answer.body.name, kept, sent)
    const got = await liaison.get(`/api/files/${answer.body.id}`)
    const star = got.headers.get('content-disposition').split("filename*=UTF-8''")[1]
    assert.equal(decodeURIComponent(star), kept)
  }
})

test('a name that no form makes is refused', async () => {
  for (const name of ['', '   ', 'a\r.txt', 'a\x01.txt', 'a\x7f.txt', '..', '/', `${'x'.repeat(1001)}.txt`]) {
    assert.equal((await upload(liaison, name, Buffer.from('x'))).status, 422, JSON.stringify(name))
  }
})

test('the same key sends once; reads and uploads are in the audit trail', async () => {
  const key = randomUUID()
  const pdf = makePdf(key)
  const [one, two] = [await upload(liaison, 'a.pdf', pdf, { key }), await upload(liaison, 'a.pdf', pdf, { key })]
  assert.deepEqual([two.status, two.body], [one.status, one.body])
  assert.equal((await upload(liaison, 'a.pdf', makePdf('other'), { key })).status, 422)
  await liaison.get(`/api/files/${one.body.id}`)
  const rows = await sql(`SELECT action FROM audit_log WHERE object_kind = 'file' AND object_id = ${one.body.id} ORDER BY id`)
  assert.deepEqual(rows.flat(), ['file.create', 'file.read'])
})

test('a person has two gigabytes', async () => {
  const { person } = (await as('department').then((c) => c.get('/api/me'))).body
  const department = await signIn('department')
  await sql(`INSERT INTO file (sha256, name, type, size, person_id, membership_id, created_at)
    VALUES (REPEAT('q', 32), 'big.pdf', 'application/pdf', ${2 * 2 ** 30 - 10}, ${person.id}, 1, UTC_TIMESTAMP())`)
  try {
    const answer = await upload(department, 'a.txt', Buffer.from('more than ten bytes'))
    assert.deepEqual([answer.status, answer.body.type], [422, '/problems/file-quota'])
  } finally {
    await sql("DELETE FROM file WHERE name = 'big.pdf'")
  }
})

test('the job sweeps what nobody used or named, and nothing else', async () => {
  const files = await store()
  const kept = makePdf(randomUUID()), unused = makePdf(randomUUID())
  const { id: keptId } = (await upload(liaison, 'kept.pdf', kept)).body
  const { id: unusedId } = (await upload(liaison, 'unused.pdf', unused)).body
  const pathOf = (bytes) => {
    const hash = createHash('sha256').update(bytes).digest('hex')
    return join(files, hash.slice(0, 2), hash.slice(2))
  }
  const orphan = join(files, 'ab', 'c'.repeat(62)), left = join(files, 'tmp', 'left')
  mkdirSync(join(files, 'tmp'), { recursive: true })
  writeFileSync(orphan, 'killed between file and row')
  writeFileSync(left, 'killed while writing')
  for (const path of [orphan, left, pathOf(kept), pathOf(unused)]) utimesSync(path, 1000, 1000)
  await sql(`UPDATE file SET created_at = created_at - INTERVAL 4 DAY WHERE id = ${unusedId}`)
  const { dir } = await stack()
  const job = spawnSync(join(build, 'duban-job'), ['-c', join(dir, 'job.conf'), '--once'], { encoding: 'utf8' })
  assert.equal(job.status, 0, job.stderr)
  assert.deepEqual([orphan, left, pathOf(unused)].map(existsSync), [false, false, false])
  assert.equal((await liaison.get(`/api/files/${keptId}`)).status, 200)
  assert.equal((await liaison.get(`/api/files/${unusedId}`)).status, 404)
})
