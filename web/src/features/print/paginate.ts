/** Lays a frozen document out on pages of 22 lines (GB/T 9704-2012). Pure: the fonts' widths come in as measures. */
import { breakLines, type Line, type Measure, type Setting } from './line-break'
import { titleLines } from './title-lines'

export const PAGE_LINES = 22
/** Letterhead, number and red rule, and the two empty lines under it. */
export const HEAD_LINES = 10
/** 4号 characters between the margins, one kept free on either side. */
const COLOPHON_CELLS = 29.5

/** Empty lines above the signature, where the seal stands: as wished, as little as will do. */
const SEAL_LINES = [2, 1]
const MOVABLE_LINES = 6

export interface Paragraph {
  level: number
  text: string
}

export interface PaperContent {
  letterhead: string
  doc_no: string
  title: string
  urgency: string | null
  addressees: string[]
  paragraphs: Paragraph[]
  attachments: string[]
  issuer: string
  signed_on: string
  copies_to: string[]
  printed_by: string
  printed_on: string
  contact: string | null
}

export type BlockKind = 'title' | 'blank' | 'to' | 'p0' | 'p1' | 'p2' | 'p3' | 'attachment' | 'signature' | 'note'

export interface Block {
  kind: BlockKind
  lines: Line[]
}

export interface Page {
  /** Counted from 1; the side decides where the number stands. */
  no: number
  numbered: boolean
  blocks: Block[]
  colophon: boolean
}

export interface Layout {
  pages: Page[]
  copies: Line[]
}

export interface Measures {
  body: Measure
  heading: Measure
  subheading: Measure
}

export function chineseDate(iso: string): string {
  const [year, month, day] = iso.split('-').map(Number)
  return `${year}年${month}月${day}日`
}

const plain = (text: string): Line => ({ text, indent: 0, last: true })
const blank = (n = 1): Block => ({ kind: 'blank', lines: Array.from({ length: n }, () => plain('')) })

function attachmentBlocks(names: string[], measure: Measure): Block[] {
  if (names.length === 0) return []
  const lines = names.flatMap((name, i) => {
    const number = names.length > 1 ? `${i + 1}. ` : ''
    const text = (i === 0 ? '附件：' : '') + number + name
    const hang = names.length > 1 ? 6 : 5
    return breakLines(text, { first: i === 0 ? 2 : 5, rest: hang }, measure)
  })
  return [blank(), { kind: 'attachment', lines: lines.map((line) => ({ ...line, last: true })) }]
}

function bodyBlocks(content: PaperContent, measures: Measures): Block[] {
  const set = (kind: BlockKind, text: string, setting: Setting, measure: Measure): Block => ({
    kind,
    lines: breakLines(text, setting, measure),
  })
  const byLevel = [measures.body, measures.heading, measures.subheading, measures.body]
  return [
    { kind: 'title', lines: titleLines(content.title).map(plain) },
    blank(),
    ...(content.addressees.length ? [set('to', `${content.addressees.join('、')}：`, {}, measures.body)] : []), // minutes have none
    ...content.paragraphs.map((p) =>
      set(`p${p.level}` as BlockKind, p.text, { first: 2 }, byLevel[p.level] ?? measures.body),
    ),
    ...attachmentBlocks(content.attachments, measures.body),
  ]
}

function closingBlocks(content: PaperContent, measures: Measures, sealLines: number): Block[] {
  const note = content.contact
    ? [{ kind: 'note' as const, lines: breakLines(`（${content.contact}）`, { first: 2 }, measures.body) }]
    : []
  return [
    blank(sealLines),
    { kind: 'signature', lines: [plain(content.issuer), plain(chineseDate(content.signed_on))] },
    ...note,
  ]
}

interface Row {
  block: Block
  line: Line
}

const rowsOf = (blocks: Block[]): Row[] => blocks.flatMap((block) => block.lines.map((line) => ({ block, line })))
const isHeading = (row: Row | undefined): boolean => row?.block.kind === 'p1' || row?.block.kind === 'p2'

/** Where the page that starts at `from` ends. A heading stays with its text, and what closes the paper never
 * stands on a page without at least two lines of the text above it. */
function pageEnd(rows: Row[], from: number, room: number, closing: number): number {
  let end = Math.min(rows.length, from + room)
  if (end < rows.length && end > closing - 2) end = Math.max(from + 1, closing - 2)
  while (end < rows.length && end > from + 1 && isHeading(rows[end - 1])) end--
  return end
}

function gather(rows: Row[]): Block[] {
  const blocks: Block[] = []
  let source: Block | undefined
  for (const { block, line } of rows) {
    if (block === source) blocks[blocks.length - 1]!.lines.push(line)
    else blocks.push({ kind: block.kind, lines: [line] })
    source = block
  }
  return blocks
}

/** The colophon ends the last page; with both sides printed that is an even one, and a page left empty before it
 * takes its number away. */
function placeColophon(pages: Page[], used: number, lines: number, bothSides: boolean): void {
  const last = pages[pages.length - 1]!
  const fits = used + lines + 1 <= PAGE_LINES
  const page = (numbered: boolean): Page => ({ no: pages.length + 1, numbered, blocks: [], colophon: false })
  if (!fits || (bothSides && last.no % 2 === 1)) {
    const gap = bothSides && last.no % 2 === 0
    if (gap) pages.push(page(false))
    pages.push(page(!gap))
  }
  pages[pages.length - 1]!.colophon = true
}

/** A short list of attachments goes with the signature; of a long one the signature takes the end. */
function closingFrom(rows: Row[], body: number): number {
  const first = rows.findIndex((row) => row.block.kind === 'attachment')
  return first > 0 && body - first <= MOVABLE_LINES ? first - 1 : body
}

interface Flow {
  pages: Page[]
  /** Lines taken on the last page. */
  used: number
}

function flow(bodyRows: Row[], closingRows: Row[]): Flow {
  const rows = [...bodyRows, ...closingRows]
  const closing = closingFrom(rows, bodyRows.length)
  const pages: Page[] = []
  let used = 0
  for (let from = 0; from < rows.length; ) {
    const head = pages.length === 0 ? HEAD_LINES : 0
    const end = pageEnd(rows, from, PAGE_LINES - head, closing)
    pages.push({ no: pages.length + 1, numbered: true, blocks: gather(rows.slice(from, end)), colophon: false })
    used = head + end - from
    from = end
    while (from < bodyRows.length && rows[from]?.block.kind === 'blank') from++
  }
  return { pages, used }
}

export function paginate(content: PaperContent, measures: Measures, bothSides: boolean): Layout {
  const body = rowsOf(bodyBlocks(content, measures))
  const copies = content.copies_to.length
    ? breakLines(`抄送：${content.copies_to.join('、')}。`, { rest: 3, cells: COLOPHON_CELLS }, measures.body)
    : []
  const layouts = SEAL_LINES.map((lines) => {
    const { pages, used } = flow(body, rowsOf(closingBlocks(content, measures, lines)))
    placeColophon(pages, used, copies.length + 1, bothSides)
    return { pages, copies }
  })
  // Room for the seal, unless less of it saves a page.
  return layouts.reduce((best, next) => (next.pages.length < best.pages.length ? next : best))
}
