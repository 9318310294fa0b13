export interface Column<Row> {
  key: string
  title: string
  // Pixels; a growing column takes what is left beyond it.
  width: number
  isGrowing?: boolean
  isNumber?: boolean
  // Can't be hidden.
  isFixed?: boolean
  text?: (row: Row) => string
  // Explains the cell on hover and on focus.
  hint?: (row: Row) => string | null
}

export interface Cell {
  row: number
  column: number
}

// Where a key leads from a cell; null for a key that is not about moving.
export function moveCell(key: string, at: Cell, rows: number, columns: number, page: number, isJump: boolean): Cell | null {
  const within = (n: number, last: number, first = 0) => Math.min(Math.max(n, first), last)
  const row = (n: number) => ({ ...at, row: within(n, rows - 1, 0) })
  const column = (n: number) => ({ ...at, column: within(n, columns - 1) })
  switch (key) {
    case 'ArrowDown':
      return row(at.row + 1)
    case 'ArrowUp':
      return row(at.row - 1)
    case 'ArrowRight':
      return column(at.column + 1)
    case 'ArrowLeft':
      return column(at.column - 1)
    case 'PageDown':
      return row(at.row + page)
    case 'PageUp':
      return row(at.row - page)
    case 'Home':
      return isJump ? { row: 0, column: 0 } : column(0)
    case 'End':
      return isJump ? { row: rows - 1, column: columns - 1 } : column(columns - 1)
    default:
      return null
  }
}

export const template = (columns: readonly Pick<Column<unknown>, 'width' | 'isGrowing'>[]) =>
  columns.map(({ width, isGrowing }) => (isGrowing ? `minmax(${width}px, 1fr)` : `${width}px`)).join(' ')
