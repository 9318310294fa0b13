// Meetings made for one test.
import assert from 'node:assert/strict'
import { as } from './client.mjs'
import { unique } from './people.mjs'

export const HOUR = 3600e3
/** An instant so many hours from now, on the minute. */
export const hence = (hours) => new Date(Math.round((Date.now() + hours * HOUR) / 60e3) * 60e3).toISOString()

/** What the form sends: the hospital and the disease centre are invited, for tomorrow. */
export function meetingForm(fields = {}) {
  return {
    kind: 'coordinate', title: `协调会 ${unique()}`, starts_at: hence(24), ends_at: hence(26), place: '三楼会议室', chair_name: '周明远',
    month_reason: '情况紧急，确需召开。', agenda: [{ text: '研究夜间值守' }], unit_ids: [12, 16], ...fields,
  }
}

export async function callMeeting(fields = {}, who) {
  const client = who ?? (await as('office'))
  const answer = await client.post('/api/meetings', meetingForm(fields))
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return answer.body
}

/** A step that must succeed; answers the page. */
export async function step(who, page, name, body, method = 'post') {
  const answer = await who[method](`/api/meetings/${page.meeting.id}/${name}`, body, { version: page.meeting.version })
  assert.ok(answer.status < 300, `${name}: ${JSON.stringify(answer.body)}`)
  return answer.body
}

/** A meeting of today, held and with minutes. */
export async function heldMeeting(text, fields = {}) {
  const office = await as('office')
  let page = await callMeeting({ starts_at: hence(0.01), ends_at: hence(1), ...fields })
  page = await step(office, page, 'hold')
  return text ? step(office, page, 'minutes', { text }, 'put') : page
}
