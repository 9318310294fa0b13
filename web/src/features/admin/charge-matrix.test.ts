import { describe, expect, it } from 'vitest'
import { changedDeputies, matrixOf, toggle, uncovered } from './charge-matrix'
import type { Charge, Membership } from './types'

const deputies = [{ id: 11 }, { id: 12 }] as Membership[]
const charges = [
  { membership_id: 11, unit_id: 1 },
  { membership_id: 11, unit_id: 2 },
  { membership_id: 99, unit_id: 3 },
] as Charge[]
const before = matrixOf(deputies, charges)

describe('[D3.1] who is in charge of which unit', () => {
  it('takes the charges of the deputies shown', () => {
    expect(before).toEqual({ 11: [1, 2], 12: [] })
  })
  it('sends only whose units have changed', () => {
    expect(changedDeputies(before, toggle(before, 12, 3))).toEqual([12])
    expect(changedDeputies(before, toggle(toggle(before, 11, 1), 11, 1))).toEqual([])
  })
  it('names the units that nobody is in charge of', () => {
    expect(uncovered(before, [1, 2, 3])).toEqual([3])
  })
})
