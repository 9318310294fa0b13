import type { Charge, Membership } from './types'

// Per deputy (membership) the units in charge of.
export type Matrix = Record<number, number[]>

export function matrixOf(deputies: Membership[], charges: Charge[]): Matrix {
  const matrix: Matrix = {}
  for (const deputy of deputies) matrix[deputy.id] = []
  for (const charge of charges) matrix[charge.membership_id]?.push(charge.unit_id)
  return matrix
}

const same = (a: number[], b: number[]) => a.length === b.length && a.every((id) => b.includes(id))

// Only who has changed is sent.
export function changedDeputies(before: Matrix, now: Matrix): number[] {
  return Object.keys(now)
    .map(Number)
    .filter((id) => !same(before[id] ?? [], now[id] ?? []))
}

export function toggle(matrix: Matrix, deputy: number, unit: number): Matrix {
  const had = matrix[deputy] ?? []
  return { ...matrix, [deputy]: had.includes(unit) ? had.filter((id) => id !== unit) : [...had, unit] }
}

// Nobody in charge: only the head can approve for it.
export const uncovered = (matrix: Matrix, units: number[]) => units.filter((id) => !Object.values(matrix).some((held) => held.includes(id)))
