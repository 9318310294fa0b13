// Inspections made for one test: hospital and CDC are visited, a deputy leads the team.
import assert from 'node:assert/strict'
import { as, signIn } from './client.mjs'
import { makePng, upload } from './files.mjs'
import { act } from './matters.mjs'
import { today, unique } from './people.mjs'

export const HOSPITAL = 12, SECOND = 13
export const DEPUTY = 102, SUPERVISOR = 1017 // memberships: the team's leader, the head of the supervision institute
export const teamMember = () => signInOnce('rentiecheng')

const sessions = new Map()
export function signInOnce(login) {
  if (!sessions.has(login)) sessions.set(login, signIn(login))
  return sessions.get(login)
}

/** What the planning form sends. */
export function plan(fields = {}) {
  return {
    kind: 'undercover', title: `试办暗访 ${unique()}`, reason: '核查整改是否到位。', from_on: today(), until_on: today(5),
    members: [{ membership_id: DEPUTY, is_leader: true }, { membership_id: SUPERVISOR }, { name: '方专家', post: '省医院' }],
    unit_ids: [HOSPITAL], items: [{ item: '消防通道畅通', standard: '不得堆放杂物' }, { item: '灭火器有效' }], ...fields,
  }
}

/** Planned by the office; the page as the office sees it. */
export async function planned(fields = {}) {
  const office = await as('office')
  const { id } = await act(office, '/api/inspections', plan(fields))
  return inspection(id)
}

export async function inspection(id, client) {
  const answer = await (client ?? (await as('office'))).get(`/api/inspections/${id}`)
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}
export const visitOf = (x, unit_id = HOSPITAL) => x.visits.find((v) => v.unit_id === unit_id)

/** The record of one visit: the first item not met, the others met. */
export function record(x, fields = {}) {
  return {
    visit_on: today(), place: '病房楼', feedback: '已当场指出。', ...fields,
    findings: fields.findings ?? x.items.map((item, i) => i === 0
      ? { item_id: item.id, result: 'not', note: '通道堆放病床', severity: 'serious', ...fields.first }
      : { item_id: item.id, result: 'conform' }),
    first: undefined,
  }
}

/** Records and signs for every unit that is not yet signed for, with a photo where the name of one is given. */
export async function visited(x, { first, photo, findings } = {}) {
  const member = await teamMember()
  for (const v of x.visits.filter((one) => one.status === 'planned')) {
    const file = photo && (await upload(member, photo, makePng({ width: 2 }))).body.id
    const body = record(x, { first: { ...first, ...(file ? { photos: [file] } : {}) }, findings })
    const saved = await member.put(`/api/inspection-visits/${v.id}`, { ...body, file_ids: file ? [file] : [] }, { version: v.version })
    assert.equal(saved.status, 200, JSON.stringify(saved.body))
    await act(member, `/api/inspection-visits/${v.id}/finish`, { signers: [1, 2] }, saved.body.version)
  }
  return inspection(x.id)
}

export async function reported(x) {
  const deputy = await signInOnce('deputy')
  const { report } = (await deputy.get(`/api/inspections/${x.id}/report-draft`)).body
  await act(deputy, `/api/inspections/${x.id}/report`, { report }, x.version)
  return inspection(x.id)
}

export async function published(x) {
  const leader = await as('leader')
  await act(leader, `/api/inspections/${x.id}/publish`, undefined, x.version)
  return inspection(x.id)
}
