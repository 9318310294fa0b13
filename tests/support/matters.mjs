// Matters made for one test, taken as far as it needs.
import assert from 'node:assert/strict'
import { as } from './client.mjs'
import { today, unique } from './people.mjs'

/** What the registration form sends; market hospital in the lead where units are not given. */
export function draft(fields = {}) {
  return {
    source: 'meeting', origin_title: '委务会', title: `试办事项 ${unique()}`, content: '把试办的事项办好。',
    requirement: '按时限办结。', due_on: today(20), report_cycle: 'weekly', proposal: '拟由市立医院主办。',
    units: [{ unit_id: 12, kind: 'lead' }], ...fields,
  }
}

/** An action that must succeed; answers its reply. */
export async function act(client, path, body = {}, version) {
  const answer = await client.post(path, body, { version })
  assert.ok(answer.status < 300, `${path}: ${JSON.stringify(answer.body)}`)
  return answer.body
}

/** Registers, proposes, approves and issues: the matter page as the office sees it. */
export async function issueMatter(fields = {}) {
  const [office, leader] = [await as('office'), await as('leader')]
  let { id, version } = await act(office, '/api/matters', draft(fields))
  for (const [client, action, body] of [[office, 'propose', { proposal: '拟请办理。' }], [leader, 'approve', { opinion: '同意。' }],
    [office, 'issue', {}]]) {
    version = (await act(client, `/api/matters/${id}/${action}`, body, version)).version
  }
  return (await office.get(`/api/matters/${id}`)).body
}

/** The unit's part of a page. */
export const partOf = (page, unit_id) => page.assignments.find((a) => a.unit_id === unit_id)
