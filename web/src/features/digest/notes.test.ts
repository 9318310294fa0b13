import { describe, expect, it } from 'vitest'
import { notesApart, notesBody, notesOf, notesTaken } from './notes'
import type { Digest } from './types'

const digest = { note: '总体平稳。', notes: [{ matter_id: 9, note: '进度滞后。' }] } as Digest

describe('what the office writes into a digest', () => {
  it('goes back as it came, blank notes left out', () => {
    const notes = notesOf(digest)
    expect(notesBody({ ...notes, of: { ...notes.of, 4: '  ', 2: ' 加快。 ' } })).toEqual({
      note: '总体平稳。',
      items: [
        { matter_id: 2, note: '加快。' },
        { matter_id: 9, note: '进度滞后。' },
      ],
    })
    expect(notesBody({ note: ' ', of: {} })).toEqual({ items: [] })
  })
  it('takes over what somebody else wrote, except where I wrote too', () => {
    const before = { note: '总体平稳。', of: { 9: '进度滞后。' } }
    const theirs = { note: '总体向好。', of: { 9: '已约谈。', 4: '进展快。' } }
    const mine = { note: '总体平稳。', of: { 9: '须约谈。' } }
    const apart = notesApart(before, theirs, mine, (id) => `第 ${id} 号`)
    expect(apart.map((one) => [one.field?.name, one.label, one.field?.isMine]).sort()).toEqual([
      ['4', '第 4 号', false],
      ['9', '第 9 号', true],
      ['note', '分析和建议', false],
    ])
    expect(notesTaken(mine, apart)).toEqual({ note: '总体向好。', of: { 4: '进展快。', 9: '须约谈。' } })
  })
})
