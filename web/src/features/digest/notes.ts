import type { Difference } from '@/ui/page/difference'
import type { Digest } from './types'

// What the office writes: before the data, and beside single matters.
export interface Notes {
  note: string
  of: Record<number, string>
}

export const notesOf = (digest: Digest): Notes => ({
  note: digest.note ?? '',
  of: Object.fromEntries((digest.notes ?? []).map((one) => [one.matter_id, one.note])),
})

// Blank ones are left out; the order is that of the numbers, by which faults are told.
export function notesBody({ note, of }: Notes) {
  const items = Object.entries(of)
    .filter(([, text]) => text.trim())
    .map(([id, text]) => ({ matter_id: Number(id), note: text.trim() }))
  return { ...(note.trim() ? { note: note.trim() } : {}), items }
}

const NOTE = 'note'
const flat = ({ note, of }: Notes): Record<string, string> => ({ [NOTE]: note, ...of })

// What somebody else changed meanwhile: what I had left alone becomes theirs, what I changed stays mine, until I say otherwise.
export function notesApart(old: Notes, now: Notes, own: Notes, titleOf: (matterId: number) => string): Difference[] {
  const [base, theirs, mine] = [flat(old), flat(now), flat(own)]
  const names = [...new Set([...Object.keys(theirs), ...Object.keys(base)])]
  return names
    .map((name) => ({ name, base: base[name] ?? '', theirs: theirs[name] ?? '', mine: mine[name] ?? '' }))
    .filter((one) => one.theirs.trim() !== one.base.trim() && one.theirs.trim() !== one.mine.trim())
    .map(({ name, base: before, ...texts }) => ({
      ...texts,
      label: name === NOTE ? '分析和建议' : titleOf(Number(name)),
      field: { name, base: before, isMine: texts.mine !== before },
    }))
}

export function notesTaken(own: Notes, differences: Difference[]): Notes {
  const taken = Object.fromEntries(differences.flatMap(({ field, mine, theirs }) => (field ? [[field.name, field.isMine ? mine : theirs]] : [])))
  const { [NOTE]: note, ...of } = { ...flat(own), ...taken }
  return { note: note ?? '', of }
}
