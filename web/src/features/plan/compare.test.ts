import { describe, expect, it } from 'vitest'
import { comparedSteps } from './compare'
import type { Plan, PlanStep } from './types'

const step = (key: number, more: Partial<PlanStep> = {}) =>
  ({ key, title: `步骤${key}`, measure: null, person: '李主任', start_on: '2026-11-23', end_on: '2026-11-25', deliverable: null, milestone: false, ...more }) as PlanStep
const plan = (...steps: PlanStep[]) => ({ steps }) as Plan

describe('[A4.2.1] two versions side by side', () => {
  it('follow the later one, and mark what differs', () => {
    const lines = comparedSteps(plan(step(1), step(2), step(3)), plan(step(4), step(1), step(3, { end_on: '2026-11-27', person: '王主任' })))
    expect(lines.map((one) => [one.key, one.what])).toEqual([['4', 'added'], ['1', 'same'], ['3', 'changed'], ['2', 'removed']])
    expect(lines[2]!.right.flatMap((cell) => (cell.differs ? cell.text : []))).toEqual(['王主任', '11月27日（周五）'])
    expect(lines[0]!.right.some((cell) => cell.differs)).toBe(false)
  })
})
