import { newKey, send } from '@/api/client'
import { problemOf } from '@/api/problem'
import { queryOf } from '@/api/read'
import type { Imported } from './types'

export type ImportKind = 'units' | 'people'

// The same bytes twice: first for practice, then for good.
export async function importFile(kind: ImportKind, file: File, isPractice: boolean): Promise<Imported> {
  const path = `/api/imports/${kind}${queryOf({ dry_run: isPractice, name: file.name })}`
  const headers = { 'Content-Type': 'application/octet-stream', 'Idempotency-Key': newKey() }
  const response = await send(new Request(path, { method: 'POST', headers, body: file }))
  if (!response.ok) throw await problemOf(response)
  return (await response.json()) as Imported
}

// What the practice says in one sentence.
export function verdictOf({ rows, created, updated, errors }: Imported): string {
  if (errors.length) return `读到 ${rows} 行，有 ${errors.length} 处需要修改，改好文件后重新选择；现在什么都没有写入。`
  if (created + updated === 0) return `读到 ${rows} 行，与现有的完全一样，没有要导入的。`
  return `读到 ${rows} 行，将新增 ${created} 条、更新 ${updated} 条，可以导入。`
}

// The faults of one row stand together.
export function byRow(errors: Imported['errors']): { row: number; faults: Imported['errors'] }[] {
  const rows = new Map<number, Imported['errors']>()
  for (const error of errors) rows.set(error.row, [...(rows.get(error.row) ?? []), error])
  return [...rows].sort(([a], [b]) => a - b).map(([row, faults]) => ({ row, faults }))
}
