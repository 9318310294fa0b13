// The hospital's own body: its office, its head, and parts of what the bureau gave it.
import { as, signIn } from './client.mjs'
import { act, draft, issueMatter, partOf } from './matters.mjs'
import { today } from './people.mjs'

export const HOSPITAL = 12
export const OUTPATIENT = 35
export const INFORMATION = 38

const once = (login) => clients.get(login) ?? clients.set(login, signIn(login)).get(login)
const clients = new Map()
/** 党办主任 as the hospital's office; its deputies, each for their own departments; 门诊部主任. */
export const hospitalOffice = () => once('geshuqin')
export const hospitalDeputy = (unit_id = OUTPATIENT) => once({ [OUTPATIENT]: 'panmeihua', [INFORMATION]: 'yanzhengyi' }[unit_id])
export const outpatient = () => once('dongxiaoping')

/** What the bureau gave the hospital, received: the matter's id and the hospital's part. */
export async function given(fields = {}) {
  const page = await issueMatter({ units: [{ unit_id: HOSPITAL, kind: 'lead' }], ...fields })
  const part = partOf(page, HOSPITAL)
  await act(await as('department'), `/api/assignments/${part.id}/receive`, {}, part.version)
  return { id: page.matter.id, part: part.id, title: page.matter.title, due_on: page.matter.due_on }
}

/** A draft of the hospital's own, broken down from the part. */
export async function brokenDown(whole, fields = {}) {
  const office = await hospitalOffice()
  return act(office, '/api/matters', draft({
    source: 'superior', origin_title: whole.title, parent_assignment_id: whole.part, due_on: today(15),
    proposal: '拟由门诊部主办。', units: [{ unit_id: OUTPATIENT, kind: 'lead' }], ...fields }))
}

/** The same, issued to the department: its id and the department's part. */
export async function issuedPart(whole, fields = {}) {
  const [office, leader] = [await hospitalOffice(), await hospitalDeputy(fields.units?.[0].unit_id)]
  let { id, version } = await brokenDown(whole, fields)
  for (const [client, action, body] of [[office, 'propose', {}], [leader, 'approve', { opinion: '同意。' }], [office, 'issue', {}]]) {
    version = (await act(client, `/api/matters/${id}/${action}`, body, version)).version
  }
  const page = (await office.get(`/api/matters/${id}`)).body
  return { id, part: page.assignments[0].id, title: page.matter.title }
}

/** The department reports on it. */
export async function reported(one, fields = {}) {
  const unit = await outpatient()
  const { assignment } = (await unit.get(`/api/assignments/${one.part}`)).body
  if (assignment.status === 'pending') await act(unit, `/api/assignments/${one.part}/receive`, {}, assignment.version)
  const { version } = (await unit.get(`/api/assignments/${one.part}`)).body.assignment
  return act(unit, `/api/assignments/${one.part}/reports`, {
    done: '已开放预约号源。', effect: '排队减少。', problem: '无', next_step: '推广到专科。', progress: 60, ...fields }, version)
}
