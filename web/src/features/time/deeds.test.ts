import { describe, expect, it } from 'vitest'
import { assignmentDeed, matterDeed } from '@/features/matter/deeds'
import { deedBody, deedFaults, startValues } from '@/ui/deed/deed'
import type { Assignment, Matter, MatterPage } from '@/api/types'
import { decisionRequest, ladderRequest } from './deeds'
import type { Extension, LadderStep, Suspension } from './types'

const extension = { id: 5, version: 2, assignment_id: 9, unit_name: '市立医院', of_kind: 'result', seq: 1, progress_so_far: '已完成一半', measures: '催货', from_on: '2026-11-20', to_on: '2026-11-27', workdays: 5, reason: '设备未到', until_on: null } as unknown as Extension
const suspension = { id: 8, version: 1, reason: '等待上级批复', until_on: null, to_on: null } as unknown as Suspension

const about = { matter: { due_on: '2026-11-20', progress: 35 }, assignments: [{ id: 9, original_due_on: '2026-11-13', progress: 40 }] } as unknown as MatterPage

describe('decisions on requests', () => {
  it('go to the request with its own version', () => {
    expect(decisionRequest('approve_extension', extension, about)).toMatchObject({ path: '/api/extensions/5/approve', version: 2 })
    expect(decisionRequest('refuse_suspension', suspension, about)).toMatchObject({ path: '/api/suspensions/8/refuse', version: 1 })
    expect(decisionRequest('report', extension, about)).toBeNull()
  })
  it('show what one must know to decide', () => {
    const factsOf = (action: string, asked: Extension | Suspension) => Object.fromEntries(decisionRequest(action, asked, about)!.deed.facts!)
    expect(factsOf('approve_extension', extension)).toMatchObject({
      原时限: expect.stringContaining('11月13日'),
      现时限: expect.stringContaining('11月20日'),
      申请延至: expect.stringMatching(/11月27日（周五），增加 5 个工作日，第 1 次/),
      事由: '设备未到',
      目前进展: '已完成一半（进度 40%）',
      措施: '催货',
    })
    expect(factsOf('approve_extension', { ...extension, of_kind: 'rectify' })).toMatchObject({ 原时限: null, 整改时限: expect.stringContaining('11月20日') })
    expect(factsOf('approve_suspension', suspension)).toEqual({ 现时限: expect.stringContaining('11月20日'), 进度: '35%', 理由: '等待上级批复', 预计恢复: null })
  })
  it('need no words typed to agree, and words to refuse', () => {
    const yes = decisionRequest('approve_extension', extension, about)!.deed
    const no = decisionRequest('refuse_extension', extension, about)!.deed
    expect(deedFaults(yes, startValues(yes))).toEqual({})
    expect(deedFaults(no, startValues(no))).toEqual({ opinion: '请填写审批意见' })
  })
  it('on the ladder leave the reason out where it is not given', () => {
    const step = { id: 3, version: 4, unit_name: '市立医院', sentence: '超期 6 个工作日' } as LadderStep
    const { deed, path, version } = ladderRequest('accept', step, '通报批评')
    expect([path, version, deedBody(deed, startValues(deed))]).toEqual(['/api/ladder/3/accept', 4, {}])
    expect(deedFaults(ladderRequest('defer', step, '通报批评').deed, { reason: '', until_on: null })).toEqual({ reason: '请填写理由', until_on: '请填写暂缓到' })
  })
})

describe('moves about limits', () => {
  const at = { unit_name: '市立医院', due_on: '2026-11-27', original_due_on: '2026-11-20', extensions_n: 1, light: 'green', light_reason: null } as Assignment
  it('tell the limit first set and the count of extensions to whoever asks for another', () => {
    expect(assignmentDeed('extend', at)!.facts).toContainEqual(['已延期', expect.stringMatching(/^1 次，原时限11月20日|2026年11月20日/)])
  })
  it('go where the server has them', () => {
    expect([assignmentDeed('extend', at)!.path, assignmentDeed('explain', at)!.path, assignmentDeed('light', at)!.path]).toEqual(['extensions', 'explanation', undefined])
  })
  it('start from the present cycle', () => {
    const deed = matterDeed('cycle', { report_cycle: 'custom', cycle_days: 10, self_check_days: null } as Matter)!
    expect(startValues(deed)).toEqual({ report_cycle: 'custom', cycle_days: 10, self_check_days: null, why: '' })
    expect(deed.facts).toEqual([['现在', '每 10 天']])
    expect(deedFaults(deed, { ...startValues(deed), cycle_days: 1.5, self_check_days: 31, why: '减负' })).toEqual({
      cycle_days: '几天报送一次应为 1 至 180 的整数',
      self_check_days: '自查提前应为 1 至 30 的整数',
    })
  })
})
