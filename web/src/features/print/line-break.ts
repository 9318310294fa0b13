/** Chinese line breaking on the character grid of GB/T 9704: 28 to a line, punctuation never begins one, opening
 * brackets never end one, numbers and Latin words stay whole. */

/** Width of one character in grid cells (1 = one Chinese character). */
export type Measure = (char: string) => number

export const LINE_CELLS = 28

const CLOSING = '，。、；：？！）》〉」』】〕”’％%·…—,.;:?!)]'
const OPENING = '（《〈「『【〔“‘(['
const WORD = /[0-9A-Za-z.,%％+\-/:@_]/

export interface Line {
  text: string
  /** Cells set in from the left. */
  indent: number
  /** The last line of its paragraph is set flush left, all others fill the measure. */
  last: boolean
}

/** Splits into what may not be torn apart. */
function atoms(text: string): string[] {
  const out: string[] = []
  for (const char of text) {
    const previous = out[out.length - 1]
    const glued =
      previous !== undefined &&
      (CLOSING.includes(char) ||
        OPENING.includes(previous[previous.length - 1]!) ||
        (WORD.test(char) && WORD.test(previous[previous.length - 1]!)))
    if (glued) out[out.length - 1] = previous + char
    else out.push(char)
  }
  return out
}

/** An atom wider than a line (a long address, a run of digits) has to be torn after all. */
function fit(atom: string, cells: number, measure: Measure): string[] {
  if (width(atom, measure) <= cells) return [atom]
  const out = ['']
  for (const char of atom) {
    if (width(out[out.length - 1] + char, measure) > cells) out.push('')
    out[out.length - 1] += char
  }
  return out
}

function width(text: string, measure: Measure): number {
  let sum = 0
  for (const char of text) sum += measure(char)
  return sum
}

export interface Setting {
  /** Cells set in at the first line and at all others. */
  first?: number
  rest?: number
  /** Cells between the margins. */
  cells?: number
}

export function breakLines(text: string, setting: Setting, measure: Measure): Line[] {
  const { first = 0, rest = 0, cells = LINE_CELLS } = setting
  const lines: string[] = ['']
  const room = () => cells - (lines.length === 1 ? first : rest)
  for (const atom of atoms(text)) {
    for (const part of fit(atom, cells - Math.max(first, rest), measure)) {
      const current = lines[lines.length - 1]!
      if (current && width(current + part, measure) > room() + 0.01) lines.push(part)
      else lines[lines.length - 1] = current + part
    }
  }
  return lines.map((line, i) => ({
    text: line,
    indent: i === 0 ? first : rest,
    last: i === lines.length - 1,
  }))
}

/** Chinese characters fill a cell, everything from the ASCII range half of one: the widths of 仿宋. */
export const halfWidth: Measure = (char) => (char.charCodeAt(0) < 0x80 ? 0.5 : 1)
