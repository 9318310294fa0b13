import type { DraftPhoto } from '@/features/phone/draft-store'
import type { CheckItem, Inspection, RecordIn, Result, Severity, Visit } from './types'

// What is written on the phone about one visit. Photos lie beside it, each with the part that it shows.
export interface Mark {
  result: Result | null
  note: string
  severity: Severity | null
  answer_by: string | null
}
export interface Other {
  key: string
  note: string
  severity: Severity
  answer_by: string | null
}
export interface RecordFields {
  // Of the record that it goes on from.
  version: number
  visit_on: string | null
  place: string
  accompanied_by: string
  feedback: string
  marks: Record<string, Mark>
  others: Other[]
}

export const itemPart = (item: Pick<CheckItem, 'id'>) => `item-${item.id}`
export const blankMark = (): Mark => ({ result: null, note: '', severity: null, answer_by: null })

export function recordOf(x: Inspection, visit: Visit, day: string): RecordFields {
  const marks: Record<string, Mark> = {}
  for (const item of x.items) {
    const found = visit.findings.find((one) => one.item_id === item.id)
    marks[itemPart(item)] = found ? { result: found.result, note: found.note ?? '', severity: found.severity, answer_by: found.answer_by } : blankMark()
  }
  const others = visit.findings.filter((one) => !one.item_id).map((one) => ({ key: `other-${one.id}`, note: one.note ?? '', severity: one.severity!, answer_by: one.answer_by }))
  return {
    version: visit.version,
    visit_on: visit.visit_on ?? day,
    place: visit.place ?? '',
    accompanied_by: visit.accompanied_by ?? '',
    feedback: visit.feedback ?? '',
    marks,
    others,
  }
}

// Where the server's photos belong.
export function partOf(visit: Visit, fileId: number): string | undefined {
  const found = visit.findings.find((one) => one.photos.includes(fileId))
  return found && (found.item_id ? `item-${found.item_id}` : `other-${found.id}`)
}

export function bodyOf(x: Inspection, fields: RecordFields, photos: DraftPhoto[]): RecordIn {
  const shown = (part: string) => photos.filter((one) => one.part === part).map((one) => one.fileId!)
  const problem = (one: Pick<Mark, 'severity' | 'answer_by'>) => ({ severity: one.severity ?? 'minor', ...(one.answer_by ? { answer_by: one.answer_by } : {}) })
  const marks = x.items.flatMap((item) => {
    const mark = fields.marks[itemPart(item)]
    if (!mark?.result) return []
    return [{ item_id: item.id, result: mark.result, ...(mark.note ? { note: mark.note } : {}), ...(mark.result === 'not' ? problem(mark) : {}), photos: shown(itemPart(item)) }]
  })
  const others = fields.others.map((one) => ({ note: one.note, ...problem(one), photos: shown(one.key) }))
  const words = { place: fields.place, accompanied_by: fields.accompanied_by, feedback: fields.feedback }
  return {
    ...(fields.visit_on ? { visit_on: fields.visit_on } : {}),
    ...Object.fromEntries(Object.entries(words).filter(([, text]) => text.trim())),
    findings: [...marks, ...others],
    file_ids: photos.map((one) => one.fileId!),
  }
}

export const leftOf = (x: Inspection, fields: RecordFields) => x.items.filter((item) => !fields.marks[itemPart(item)]?.result).length

// What the server would refuse, by part.
export function recordFaults(x: Inspection, fields: RecordFields): Record<string, string> {
  const faults: Record<string, string> = {}
  for (const item of x.items) {
    const mark = fields.marks[itemPart(item)]
    if (mark?.result === 'not' && !mark.note.trim()) faults[itemPart(item)] = '请说明哪里不符合'
  }
  for (const one of fields.others) if (!one.note.trim()) faults[one.key] = '请写明问题，不需要的请去掉'
  return faults
}
