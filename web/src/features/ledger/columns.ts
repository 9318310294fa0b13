import { MATTER_SOURCE } from '@/api/labels'
import type { MatterRow } from '@/api/types'
import { shortDay } from '@/format/dates'
import type { Column } from '@/ui/table/data-grid'

// Several units each with a part of their own: the matter stands where the slowest of them does.
const isShared = (row: MatterRow) => / 个单位$/.test(row.lead_unit_name ?? '')
export const lateText = (row: MatterRow) => `${row.status === 'issued' ? '超期' : '晚办结'} ${row.overdue_days} 天`

// In order of importance from the left: where the window is narrow the limit stays whole, and the last
// columns go first.
export const COLUMNS: Column<MatterRow>[] = [
  { key: 'light', title: '亮灯', width: 104, isFixed: true, hint: (row) => row.light_reason },
  { key: 'title', title: '事项名称与文号', width: 260, isGrowing: true, isFixed: true, hint: (row) => row.title },
  { key: 'due', title: '办理时限', width: 160, isFixed: true },
  { key: 'lead', title: '主办单位', width: 156 },
  { key: 'next', title: '下一步', width: 168 },
  { key: 'progress', title: '进度', width: 124, hint: (row) => (isShared(row) ? '几家分办，按最慢的一家算' : null) },
  { key: 'report', title: '最近报送', width: 116, text: (row) => shortDay(row.last_report_at) || (row.issued_at ? '未报送' : '') },
  { key: 'source', title: '来源', width: 112, text: (row) => MATTER_SOURCE[row.source] },
]

export const OPTIONAL = COLUMNS.filter((column) => !column.isFixed)
const SPARE = 40

// The columns that a person chose, or, where none were chosen, as many as the width holds.
export function columnsFor(width: number, chosen: readonly string[] | null): Column<MatterRow>[] {
  if (chosen) return COLUMNS.filter((column) => column.isFixed || chosen.includes(column.key))
  const fitting = [...COLUMNS]
  const total = () => fitting.reduce((sum, column) => sum + column.width, SPARE)
  while (width > 0 && total() > width && !fitting[fitting.length - 1]!.isFixed) fitting.pop()
  return fitting
}
