// No room for files: said so, nothing half-stored, and well again when there is room (R16, R22).
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { scratchFolder, startStack } from '../support/stack.mjs'

const isRoot = process.getuid() === 0
let parent, own, isMounted = false

// The data folder of a second start is a small file system of its own.
before(async () => {
  parent = scratchFolder()
  spawnSync('chmod', ['755', parent])
  const dir = join(parent, 'var'), data = join(dir, 'data')
  own = await startStack({ dir })
  if (!isRoot) return
  await own.stop({ keep: true })
  const { uid, gid } = statSync(data)
  isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=6m,mode=750,uid=${uid},gid=${gid}`, 'tmpfs', data]).status === 0
  own = await startStack({ dir })
})
after(async () => {
  await own.stop()
  if (isMounted) spawnSync('umount', [join(own.dir, 'data')])
  rmSync(parent, { recursive: true, force: true })
})

async function signIn() {
  const answer = await fetch(`${own.url}/api/sessions`, { method: 'POST', headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ login: 'office', password: 'Duban-2026' }) })
  return (await answer.json()).access_token
}

const text = (bytes) => Buffer.alloc(bytes - (bytes % 7), '督办\n') // whole characters

test('a full disk is 507 with a sentence, leaves nothing behind, and what fits is taken again', async (t) => {
  if (!isMounted) return t.skip('mounting needs root')
  const token = await signIn()
  const upload = (bytes) => fetch(`${own.url}/api/files?name=a.txt`, { method: 'POST', body: text(bytes),
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/octet-stream' } })
  const files = join(own.dir, 'data/files')
  const full = await upload(8 << 20)
  assert.equal(full.status, 507)
  const problem = await full.json()
  assert.equal(problem.type, '/problems/no-space')
  assert.match(problem.detail, /存储空间不足/)
  assert.deepEqual(readdirSync(join(files, 'tmp')), [])
  assert.equal((await upload(1 << 20)).status, 201)

  writeFileSync(join(own.dir, 'data/ballast'), Buffer.alloc(64 << 10))
  while (spawnSync('sh', ['-c', `head -c 65536 /dev/zero >> "${own.dir}/data/ballast"`]).status === 0);
  assert.equal((await upload(20000)).status, 507)
  assert.equal((await fetch(`${own.url}/api/home`, { headers: { Authorization: `Bearer ${token}` } })).status, 200)
  rmSync(join(own.dir, 'data/ballast'))
  assert.equal((await upload(20000)).status, 201)
})
