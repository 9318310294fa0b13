import { describe, expect, it } from 'vitest'
import { columnsFor } from './columns'

const keys = (width: number, chosen: string[] | null = null) => columnsFor(width, chosen).map((column) => column.key)

describe('the ledger columns', () => {
  it('drop from the right where the window is narrow, never the limit', () => {
    expect(keys(1400)).toHaveLength(8)
    expect(keys(900)).toEqual(['light', 'title', 'due', 'lead', 'next'])
    expect(keys(200)).toEqual(['light', 'title', 'due'])
  })
  it('are as chosen, whatever the width', () => {
    expect(keys(300, ['source'])).toEqual(['light', 'title', 'due', 'source'])
  })
})
