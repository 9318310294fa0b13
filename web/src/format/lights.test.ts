import { describe, expect, it } from 'vitest'
import { lightWord } from './lights'

describe('the word beside a light', () => {
  it('tells late from behind schedule, and late in the end', () => {
    expect([lightWord('red', 'issued', 3), lightWord('red', 'issued', 0), lightWord('red', 'concluded', 3)]).toEqual(['超期', '滞后', '逾期办结'])
  })
  it('tells why there is none', () => {
    expect([lightWord('none', 'draft', 0), lightWord('none', 'cancelled', 0), lightWord('none', 'issued', 0)]).toEqual(['未下达', '已终止', '已挂起'])
  })
})
