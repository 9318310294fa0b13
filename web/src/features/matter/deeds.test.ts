import { describe, expect, it } from 'vitest'
import type { Assignment, Matter } from '@/api/types'
import { deedBody, deedFaults, startValues } from '@/ui/deed/deed'
import { assignmentDeed, matterDeed } from './deeds'

const matter = { proposal: '拟请市立医院牵头。', origin_person: '局务会' } as Matter
const at = { unit_name: '市立医院' } as Assignment

describe('the dialogs of actions', () => {
  it('start from what is known', () => {
    expect(startValues(matterDeed('propose', matter)!)).toEqual({ proposal: '拟请市立医院牵头。' })
    expect(startValues(assignmentDeed('report', at)!, 40)).toMatchObject({ progress: 40, needs_help: false, file_ids: [] })
  })
  it('say at the field what is missing', () => {
    const deed = matterDeed('conclude', matter)!
    expect(deedFaults(deed, { answered_to: '局务会', answer: '  ' })).toEqual({ answer: '请填写答复内容' })
    expect(deedFaults(matterDeed('issue', matter)!, {})).toEqual({})
    expect(deedFaults(assignmentDeed('submit', at)!, { result: '已办好。', file_ids: [] })).toEqual({ result: '办理结果至少写 10 个字' })
    expect(deedFaults(matterDeed('assign', matter)!, { units: [] })).toEqual({ units: '请填写承办单位' })
  })
  it('send files by number and leave out what is empty', () => {
    expect(deedBody(assignmentDeed('submit', at)!, { result: '已整改', file_ids: [{ id: 5 }, { id: 6 }] })).toEqual({
      result: '已整改',
      file_ids: [5, 6],
    })
    expect(deedBody(matterDeed('approve', matter)!, { opinion: '同意。', due_on: null })).toEqual({ opinion: '同意。' })
  })
  it('know no action that the server does not name', () => {
    expect(matterDeed('delete', matter)).toBeNull()
  })
})
