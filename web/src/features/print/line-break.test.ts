import { describe, expect, it } from 'vitest'
import { breakLines, halfWidth, LINE_CELLS } from './line-break'

const texts = (text: string, setting = {}) => breakLines(text, setting, halfWidth).map((l) => l.text)

describe('[A4.1.2] lines of a paper', () => {
  it('holds 28 characters', () => {
    expect(texts('督'.repeat(60)).map((l) => l.length)).toEqual([LINE_CELLS, LINE_CELLS, 4])
  })

  it('sets in two characters at the first line only', () => {
    expect(texts('督'.repeat(40), { first: 2 }).map((l) => l.length)).toEqual([26, 14])
  })

  it('never begins a line with punctuation nor ends one with an opening bracket', () => {
    const text = `${'办'.repeat(28)}。${'理'.repeat(26)}（市立医院）${'好'.repeat(30)}、完。`
    for (const line of texts(text).slice(1)) expect(line).not.toMatch(/^[，。、；：）》”〕]/)
    for (const line of texts(text)) expect(line).not.toMatch(/[（《“〔]$/)
  })

  it('keeps numbers whole', () => {
    const lines = texts(`${'办'.repeat(27)}2026年完成95.5%`)
    expect(lines[1]!.startsWith('2026')).toBe(true)
    expect(lines.join('')).toBe(`${'办'.repeat(27)}2026年完成95.5%`)
  })

  it('tears what is longer than a line rather than running into the margin', () => {
    for (const line of texts('a'.repeat(200))) expect(line.length).toBeLessThanOrEqual(56)
  })

  it('marks the last line, which is not spread', () => {
    expect(breakLines('督'.repeat(30), {}, halfWidth).map((l) => l.last)).toEqual([false, true])
  })

  it('takes the font’s own widths', () => {
    expect(breakLines('1'.repeat(3), {}, () => 10).map((l) => l.text)).toEqual(['11', '1'])
  })
})
