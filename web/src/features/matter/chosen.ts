import type { Action, MatterPage } from '@/api/types'
import { moment } from '@/format/dates'
import type { DeedRequest, Renewed } from '@/ui/deed/deed'
import { assignmentDeed, matterDeed } from './deeds'
import { headline } from './timeline'

// An action that a person has chosen: of the matter, or of one unit's part of it.
export interface Chosen {
  name: string
  assignmentId?: number
}

export interface ChosenDeed extends DeedRequest {
  action: Action
  version: number
}

export function chosenDeed(page: MatterPage, { name, assignmentId }: Chosen): ChosenDeed | null {
  const at = assignmentId ? page.assignments.find((one) => one.id === assignmentId) : undefined
  if (assignmentId && !at) return null
  const action = (at?.actions ?? page.actions).find((one) => one.name === name)
  const deed = at ? assignmentDeed(name, { ...at, due_on: at.due_on ?? page.matter.due_on }) : matterDeed(name, page.matter)
  if (!action || !deed) return null
  // 事事有回音: whatever was taken in wants its answer too.
  if (name === 'conclude' && page.origins?.length) deed.facts = [...(deed.facts ?? []), ['并入的来源也要答复', page.origins.map((one) => one.origin_title || one.title).join('、')]]
  const base = at ? `/api/assignments/${at.id}` : `/api/matters/${page.matter.id}`
  return { deed, action, path: `${base}/${deed.path ?? name}`, version: (at ?? page.matter).version, progress: at?.progress ?? 0 }
}

// The action in its present state, and what has been done to the matter since it was looked at.
export function renewedOf(page: MatterPage, chosen: Chosen, seen: Set<number>): Renewed {
  const now = chosenDeed(page, chosen)
  const news = page.history
    .filter((one) => !seen.has(one.id))
    .map((one) => `${moment(one.at)}，${one.actor_post}${one.actor_name}：${headline(one)}${one.note ? `（${one.note}）` : ''}`)
  return { version: now?.version, canDo: Boolean(now?.action.enabled), news }
}

// Where an action leads that is a page rather than a dialog.
export function pageOf(matterId: number, { name, assignmentId }: Chosen) {
  if (name === 'edit') return `/matters/${matterId}/edit`
  if (name === 'plan') return `/assignments/${assignmentId}/plan`
  if (name === 'report') return `/assignments/${assignmentId}/report`
  if (name === 'break_down') return `/register?parent=${assignmentId}`
  return null
}

// Seldom needed: they stand beside what they are about, not at the head of the page.
const ASIDE = ['light', 'cycle']

// What one can do next, for the head of the page: the matter's own actions, then the first move on each part.
export function nextMoves(page: MatterPage): { action: Action; label: string; chosen: Chosen }[] {
  const several = page.assignments.filter((at) => at.actions.length).length > 1
  const own = page.actions.filter((action) => !ASIDE.includes(action.name)).map((action) => ({ action, label: action.label, chosen: { name: action.name } }))
  const parts = page.assignments.flatMap((at) =>
    at.actions
      .filter((action) => (several ? action.primary && action.enabled : !ASIDE.includes(action.name)))
      .map((action) => ({
        action,
        label: several ? `${action.label}：${at.unit_name}` : action.label,
        chosen: { name: action.name, assignmentId: at.id },
      })),
  )
  const weight = ({ action }: { action: Action }) => (action.enabled ? (action.primary ? 0 : 1) : 2)
  return [...own, ...parts].sort((a, b) => weight(a) - weight(b))
}
