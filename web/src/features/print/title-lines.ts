import { wordsOf } from '@/format/words'

/** Breaks a document title into centred lines the way GB/T 9704 asks: words whole, lines in a trapezoid or a
 * diamond, never an hourglass, and never “通知” alone on the last line. */

export const TITLE_MAX_CHARS = 20

/** What may not begin or end a line: broken there, the sense is broken. */
const NO_START = /^[的和与及、，。）》”〕了之等]/
const NO_END = /(关于|进一步|[和与及、对在将把按为并（《“〔])$/

/** The tail that belongs together: “…的督办通知” stays with at least what it is about. */
const TAIL = /(的)?(督办|督查|催办)?(通知|通报|意见|决定|函)$/

/** Whole words, with the tail as one piece, so that a break can fall only between pieces. */
function pieces(title: string): string[] {
  const tail = TAIL.exec(title)?.[0] ?? ''
  return tail ? [...wordsOf(title.slice(0, title.length - tail.length)), tail] : wordsOf(title)
}

function shapeCost(lengths: number[]): number {
  if (lengths.length === 1) return 0
  const mean = lengths.reduce((a, b) => a + b, 0) / lengths.length
  const spread = lengths.reduce((sum, n) => sum + (n - mean) ** 2, 0)
  const rising = lengths.every((n, i) => i === 0 || n > lengths[i - 1]!)
  const falling = lengths.every((n, i) => i === 0 || n < lengths[i - 1]!)
  const middle = lengths.slice(1, -1)
  const diamond = middle.length > 0 && middle.every((n) => n > lengths[0]! && n > lengths[lengths.length - 1]!)
  return spread + (rising || falling || diamond ? 0 : 12)
}

function lineCost(lines: string[], tail: string): number {
  const last = lines[lines.length - 1]!
  let cost = last.length - tail.length < 4 ? 400 : 0
  lines.forEach((line, i) => {
    if (line.length > TITLE_MAX_CHARS) cost += 1000
    if (i > 0 && NO_START.test(line)) cost += 200
    if (i > 0 && line.startsWith('关于')) cost -= 6
    if (i < lines.length - 1 && NO_END.test(line)) cost += 200
  })
  return cost
}

/** A lone character is mostly the torn half of a word that the dictionary lacks (医·共·体). */
const lone = (piece: string): boolean => /^[\u4e00-\u9fff]$/.test(piece) && !/[的和与及、]/.test(piece)

const tornCost = (parts: string[], at: number[]): number =>
  at.reduce((sum, i) => sum + (lone(parts[i - 1]!) ? 60 : 0) + (lone(parts[i]!) ? 60 : 0), 0)

function* cuts(n: number, k: number, from = 1): Generator<number[]> {
  if (k === 0) {
    yield []
    return
  }
  for (let i = from; i <= n - k; i++) for (const rest of cuts(n, k - 1, i + 1)) yield [i, ...rest]
}

export function titleLines(title: string): string[] {
  const text = title.trim()
  if (text.length <= TITLE_MAX_CHARS - 2) return [text]
  const parts = pieces(text)
  const tail = TAIL.exec(text)?.[0] ?? ''
  const fewest = Math.ceil(text.length / TITLE_MAX_CHARS)
  let best: { lines: string[]; cost: number } | undefined
  for (let n = Math.max(2, fewest); n <= fewest + 1; n++) {
    for (const at of cuts(parts.length, n - 1)) {
      const lines = [0, ...at].map((from, i) => parts.slice(from, at[i]).join(''))
      const cost = lineCost(lines, tail) + shapeCost(lines.map((l) => l.length)) + tornCost(parts, at) + n * 10
      if (!best || cost < best.cost) best = { lines, cost }
    }
  }
  return best?.lines ?? [text]
}
