import type { Tone } from '@/format/lights'
import { longDay } from '@/format/dates'
import type { CheckItem, Finding, Inspection, InspectionRow, Result, Severity, Visit } from './types'

export const STATUS_TONE: Record<Inspection['status'], Tone> = { planned: 'grey', underway: 'blue', reported: 'amber', published: 'green', cancelled: 'grey' }
export const VISIT_TONE: Record<Visit['status'], Tone> = { planned: 'grey', done: 'blue', confirmed: 'green' }
export const RESULT_TONE: Record<Result, Tone> = { conform: 'green', not: 'amber', na: 'grey' }
export const SEVERITY_TONE: Record<Severity, Tone> = { minor: 'grey', serious: 'amber', grave: 'red' }

export const daysOf = (x: Pick<InspectionRow, 'from_on' | 'until_on'>) =>
  x.from_on === x.until_on ? longDay(x.from_on) : `${longDay(x.from_on)}至${longDay(x.until_on)}`
export const isProblem = (f: Finding) => f.severity !== null
export const problemsOf = (visit: Visit) => visit.findings.filter(isProblem)
export const findingOf = (visit: Visit, item: CheckItem) => visit.findings.find((one) => one.item_id === item.id)
export const itemOf = (x: Inspection, f: Finding) => x.items.find((one) => one.id === f.item_id)?.item ?? ''
export const teamOf = (x: Inspection) => x.members.filter((one) => !one.is_leader).map((one) => one.name).join('、')
export const headOf = (x: Inspection) => x.members.find((one) => one.is_leader)?.name ?? ''
