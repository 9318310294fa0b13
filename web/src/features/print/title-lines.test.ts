import { describe, expect, it } from 'vitest'
import { TITLE_MAX_CHARS, titleLines } from './title-lines'

const TITLES = [
  '市卫生健康委员会关于加快推进县域医共体建设重点任务的督办通知',
  '关于加快推进县域医共体建设重点任务的督办通知',
  '关于落实市政府常务会议精神进一步加强医疗质量安全核心制度执行情况专项检查的督办通知',
  '关于做好2026年度基本公共卫生服务项目绩效评价问题整改工作的督办通知',
  '关于群众反映市立医院门诊候诊时间长问题的督办通知',
  '关于开展“一对照五查摆”并上报整改方案的督办通知',
]

describe('[A4.1.2] the title of a notice', () => {
  it('keeps a short title on one line', () => {
    expect(titleLines('关于规范用药的督办通知')).toEqual(['关于规范用药的督办通知'])
  })

  it.each(TITLES)('loses and adds nothing: %s', (title) => {
    expect(titleLines(title).join('')).toBe(title)
  })

  it.each(TITLES)('never leaves 通知 alone and never runs over the line: %s', (title) => {
    const lines = titleLines(title)
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(TITLE_MAX_CHARS)
    expect(lines[lines.length - 1]!.length).toBeGreaterThanOrEqual(8)
  })

  it.each(TITLES)('begins no line with 的, 和 or a closing mark: %s', (title) => {
    for (const line of titleLines(title).slice(1)) expect(line).not.toMatch(/^[的和与及、，）》〕]/)
  })

  it('makes a trapezoid or a diamond, not an hourglass', () => {
    for (const title of TITLES) {
      const n = titleLines(title).map((l) => l.length)
      if (n.length === 3) expect(n[1]! > Math.min(n[0]!, n[2]!)).toBe(true)
    }
  })

  it('tears no word, not even one that the dictionary lacks', () => {
    expect(titleLines(TITLES[1]!)).toEqual(['关于加快推进县域医共体建设', '重点任务的督办通知'])
    expect(titleLines(TITLES[4]!)).toEqual(['关于群众反映市立医院', '门诊候诊时间长问题的督办通知'])
    expect(titleLines(TITLES[5]!)).toEqual(['关于开展“一对照五查摆”', '并上报整改方案的督办通知'])
  })

  it('copes with a text that has no place to break', () => {
    const lines = titleLines('督'.repeat(45))
    expect(lines.join('')).toBe('督'.repeat(45))
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(TITLE_MAX_CHARS)
  })
})
