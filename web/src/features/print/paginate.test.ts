import { describe, expect, it } from 'vitest'
import { halfWidth } from './line-break'
import { chineseDate, HEAD_LINES, PAGE_LINES, paginate, type Page, type PaperContent } from './paginate'

const measures = { body: halfWidth, heading: halfWidth, subheading: halfWidth }

function content(paragraphs: number, rest: Partial<PaperContent> = {}): PaperContent {
  return {
    letterhead: '市卫生健康委员会文件',
    doc_no: '卫督办〔2026〕12号',
    title: '关于加快推进县域医共体建设重点任务的督办通知',
    urgency: null,
    addressees: ['市立医院', '市疾病预防控制中心'],
    paragraphs: Array.from({ length: paragraphs }, (_, i) => ({
      level: i % 4 === 0 ? 1 : 0,
      text: i % 4 === 0 ? `${i}、工作要求` : '办'.repeat(70),
    })),
    attachments: [],
    issuer: '市卫生健康委员会',
    signed_on: '2026-01-05',
    copies_to: ['市委督查室', '市政府督查室'],
    printed_by: '市卫生健康委员会办公室',
    printed_on: '2026-01-05',
    contact: null,
    ...rest,
  }
}

const linesOf = (page: Page) => page.blocks.reduce((n, b) => n + b.lines.length, 0) + (page.no === 1 ? HEAD_LINES : 0)
const textOf = (pages: Page[]) => pages.flatMap((p) => p.blocks.flatMap((b) => b.lines.map((l) => l.text))).join('')

describe('[A4.1.2] pages of a notice', () => {
  it.each([0, 1, 2, 3, 5, 8, 13, 21, 34])('%i paragraphs: 22 lines at most, nothing lost', (n) => {
    for (const both of [true, false]) {
      const paper = content(n)
      const { pages } = paginate(paper, measures, both)
      for (const page of pages) expect(linesOf(page)).toBeLessThanOrEqual(PAGE_LINES)
      const expected = [paper.title, '市立医院、市疾病预防控制中心：', ...paper.paragraphs.map((p) => p.text)]
      expect(textOf(pages)).toBe([...expected, paper.issuer, '2026年1月5日'].join(''))
    }
  })

  it.each([1, 3, 5, 6, 7, 8, 9, 10])('%i paragraphs: the signature stands under text of its own page', (n) => {
    const { pages } = paginate(content(n), measures, false)
    const signed = pages.find((p) => p.blocks.some((b) => b.kind === 'signature'))!
    expect(signed.blocks.some((b) => /^p\d|to/.test(b.kind))).toBe(true)
  })

  it('minutes are addressed to nobody', () => {
    const paper = content(3, { addressees: [] })
    expect(textOf(paginate(paper, measures, false).pages)).toBe([paper.title, ...paper.paragraphs.map((p) => p.text), paper.issuer, '2026年1月5日'].join(''))
  })

  it('leaves no heading at the foot of a page', () => {
    for (let n = 1; n < 40; n++)
      for (const page of paginate(content(n), measures, false).pages.slice(0, -1))
        expect(page.blocks[page.blocks.length - 1]?.kind).not.toBe('p1')
  })

  it('puts the colophon on the last page, an even one when both sides are printed', () => {
    for (let n = 0; n < 40; n++) {
      const { pages } = paginate(content(n), measures, true)
      expect(pages.filter((p) => p.colophon)).toEqual([pages[pages.length - 1]])
      expect(pages.length % 2).toBe(0)
    }
    expect(paginate(content(1), measures, false).pages).toHaveLength(1)
  })

  it('gives no number to an empty page nor to the colophon page behind it', () => {
    const gaps = Array.from({ length: 40 }, (_, n) => paginate(content(n), measures, true).pages).filter((pages) =>
      pages.some((p) => p.blocks.length === 0 && !p.colophon),
    )
    expect(gaps.length).toBeGreaterThan(0)
    for (const pages of gaps) expect(pages.slice(-2).map((p) => p.numbered)).toEqual([false, false])
  })

  it('numbers several attachments and sets them in under one another', () => {
    const { pages } = paginate(content(1, { attachments: ['任务清单', '责任分工表'] }), measures, false)
    const lines = pages[0]!.blocks.find((b) => b.kind === 'attachment')!.lines
    expect(lines.map((l) => l.text)).toEqual(['附件：1. 任务清单', '2. 责任分工表'])
    expect(lines.map((l) => l.indent)).toEqual([2, 5])
  })

  it('writes dates without padding', () => {
    expect(chineseDate('2026-01-05')).toBe('2026年1月5日')
  })
})
