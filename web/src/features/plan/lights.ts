import { PLAN_STATUS } from '@/api/labels'
import type { Light } from '@/api/types'
import type { Tone } from '@/format/lights'
import type { Plan, PlanPart } from './types'

// What the light of a step says in a word.
export const STEP_WORDS: Record<Light, string> = { none: '未开始', green: '正常', yellow: '滞后', red: '超期', blue: '已完成' }

export const PLAN_TONES: Record<Plan['status'], Tone> = { submitted: 'amber', filed: 'green', returned: 'red' }

export const lastOf = (part: PlanPart): Plan | undefined => part.plans[part.plans.length - 1]
export const inForce = (part: PlanPart): Plan | undefined => part.plans.find((one) => one.in_force)

export function stateOf(part: PlanPart): { tone: Tone; text: string } {
  const last = lastOf(part)
  if (!last) return part.needed ? { tone: 'amber', text: '须报方案，尚未报送' } : { tone: 'grey', text: '未报方案' }
  return { tone: PLAN_TONES[last.status], text: `第 ${last.no} 版${PLAN_STATUS[last.status]}` }
}
