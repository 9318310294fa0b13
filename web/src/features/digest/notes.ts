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

export function notesApart(mine: Notes, theirs: Notes, titleOf: (matterId: number) => string): Difference[] {
  const ids = [...new Set([...Object.keys(mine.of), ...Object.keys(theirs.of)])].map(Number)
  const all = [
    { label: '分析和建议', theirs: theirs.note, mine: mine.note },
    ...ids.map((id) => ({ label: titleOf(id), theirs: theirs.of[id] ?? '', mine: mine.of[id] ?? '' })),
  ]
  return all.filter((one) => one.theirs.trim() !== one.mine.trim())
}
