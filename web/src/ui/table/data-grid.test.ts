import { describe, expect, it } from 'vitest'
import { moveCell, template } from './data-grid'

const move = (key: string, row: number, column: number, isJump = false) => moveCell(key, { row, column }, 100, 8, 12, isJump)

describe('moving in the grid by keys', () => {
  it('goes one cell and stops at the edges', () => {
    expect(move('ArrowDown', 3, 2)).toEqual({ row: 4, column: 2 })
    expect(move('ArrowUp', 0, 2)).toEqual({ row: 0, column: 2 })
    expect(move('ArrowRight', 5, 7)).toEqual({ row: 5, column: 7 })
    expect(move('ArrowLeft', 5, 7)).toEqual({ row: 5, column: 6 })
  })
  it('goes a page, a line end, and to the corners', () => {
    expect(move('PageDown', 95, 1)).toEqual({ row: 99, column: 1 })
    expect(move('PageUp', 30, 1)).toEqual({ row: 18, column: 1 })
    expect(move('End', 5, 1)).toEqual({ row: 5, column: 7 })
    expect(move('Home', 50, 3, true)).toEqual({ row: 0, column: 0 })
    expect(move('End', 50, 3, true)).toEqual({ row: 99, column: 7 })
  })
  it('leaves other keys alone', () => {
    expect(move('Enter', 1, 1)).toBeNull()
    expect(move('a', 1, 1)).toBeNull()
  })
  it('lets only growing columns stretch', () => {
    expect(template([{ width: 80 }, { width: 240, isGrowing: true }])).toBe('80px minmax(240px, 1fr)')
  })
})
