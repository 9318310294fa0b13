import { longDay } from '@/format/dates'
import type { Plan, PlanStep } from './types'

// Two versions beside each other: a line a step, by the number that a step keeps from version to version.
export interface Cell {
  text: string
  differs: boolean
}
export interface Line {
  key: string
  what: 'same' | 'changed' | 'added' | 'removed'
  left: Cell[]
  right: Cell[]
}

export const COMPARED = ['步骤', '措施', '责任人', '开始', '结束', '交付物', '里程碑'] as const

const cellsOf = (step: PlanStep | undefined): string[] =>
  step ? [step.title, step.measure ?? '', step.person, longDay(step.start_on), longDay(step.end_on), step.deliverable ?? '', step.milestone ? '是' : ''] : COMPARED.map(() => '')

function lineOf(key: string, before: PlanStep | undefined, after: PlanStep | undefined): Line {
  const [left, right] = [cellsOf(before), cellsOf(after)]
  const differs = left.map((text, n) => text !== right[n])
  const what = !before ? 'added' : !after ? 'removed' : differs.includes(true) ? 'changed' : 'same'
  const mark = (texts: string[]) => texts.map((text, n) => ({ text, differs: what === 'changed' && differs[n]! }))
  return { key, what, left: mark(left), right: mark(right) }
}

// In the order of the later version; what it no longer has comes last.
export function comparedSteps(before: Plan, after: Plan): Line[] {
  const kept = after.steps.map((step) => lineOf(String(step.key), before.steps.find((one) => one.key === step.key), step))
  const gone = before.steps.filter((step) => !after.steps.some((one) => one.key === step.key))
  return [...kept, ...gone.map((step) => lineOf(String(step.key), step, undefined))]
}
