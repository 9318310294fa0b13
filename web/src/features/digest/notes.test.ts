import { describe, expect, it } from 'vitest'
import { notesApart, notesBody, notesOf } from './notes'
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
  it('is compared with what somebody else has written', () => {
    const mine = { note: '总体平稳。', of: { 9: '已约谈。' } }
    expect(notesApart(mine, notesOf(digest), (id) => `第 ${id} 号`)).toEqual([{ label: '第 9 号', theirs: '进度滞后。', mine: '已约谈。' }])
  })
})
