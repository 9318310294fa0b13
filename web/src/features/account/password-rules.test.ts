import { describe, expect, it } from 'vitest'
import { passwordFaults } from './password-rules'

describe('a new password', () => {
  it('is taken when long enough, of three kinds, and typed alike twice', () => {
    expect(passwordFaults('Weisheng-2026', 'Weisheng-2026', 'liming')).toEqual({})
  })
  it('is refused with a sentence at the field', () => {
    expect(passwordFaults('Ab-12', 'Ab-12', '').next).toContain('8')
    expect(passwordFaults('abcdefgh', 'abcdefgh', '').next).toContain('三种')
    expect(passwordFaults('Liming-2026', 'Liming-2026', 'liming').next).toContain('登录名')
    expect(passwordFaults('Weisheng-2026', 'Weisheng-2025', '').again).toContain('不一致')
  })
})
