import type { Checked, Row } from './queries'

export type Cell = Exclude<keyof Row, 'row' | 'as_new' | 'merge_into'>

export const COLUMNS: { name: Cell; label: string; isLong?: boolean }[] = [
  { name: 'no', label: '序号' },
  { name: 'title', label: '任务', isLong: true },
  { name: 'content', label: '内容', isLong: true },
  { name: 'requirement', label: '要求/目标', isLong: true },
  { name: 'lead', label: '牵头单位' },
  { name: 'person', label: '责任人' },
  { name: 'assist', label: '协办单位' },
  { name: 'due', label: '时限' },
  { name: 'cycle', label: '报送频次' },
  { name: 'source', label: '来源' },
  { name: 'note', label: '备注', isLong: true },
]

export const isUndecided = (one: Checked) => one.similar.length > 0 && !one.cells.as_new && !one.cells.merge_into

export type Verdict = 'bad' | 'alike' | 'merged' | 'fine'
export function verdictOf(one: Checked): Verdict {
  if (one.faults.length) return 'bad'
  if (isUndecided(one)) return 'alike'
  return one.cells.merge_into ? 'merged' : 'fine'
}

// A suggested unit in the place of the name that nobody has.
export function replaced(list: string | null | undefined, wrong: string, right: string): string {
  return (list ?? '').split(wrong).join(right)
}

// “…”: what a fault is about.
export const quoted = (detail: string) => detail.match(/“([^”]+)”/)?.[1] ?? ''
