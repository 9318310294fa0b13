import { describe, expect, it } from 'vitest'
import type { History, Report } from '@/api/types'
import { headline, timeline } from './timeline'

const history = (more: Partial<History>) =>
  ({ id: 1, at: '2026-11-20T09:00:00+08:00', actor_name: '王敏', actor_post: '督办办公室主任', action: 'issue', note: null, ...more }) as History
const report = (more: Partial<Report>) =>
  ({ id: 9, at: '2026-11-21T09:00:00+08:00', unit_name: '市立医院', author_name: '赵雪', author_post: '联络员', progress: 40, ...more }) as Report

describe('the timeline', () => {
  it('puts reports among what was done, newest first, each once', () => {
    const happenings = timeline({
      history: [history({}), history({ id: 2, action: 'report', assignment_id: 3, at: '2026-11-21T09:00:00+08:00' })],
      reports: [report({})],
    })
    expect(happenings.map((one) => one.headline)).toEqual(['报送进展，总进度 40%', '下达督办通知'])
    expect(happenings[0]!.who).toBe('市立医院联络员 赵雪')
  })
  it('tells a leader’s return from an office’s', () => {
    expect(headline({ action: 'return', assignment_id: null, unit_name: null })).toBe('退回修改')
    expect(headline({ action: 'return', assignment_id: 3, unit_name: '市立医院' })).toBe('退回市立医院整改')
  })
  it('says in a word that nothing has changed', () => {
    const [only] = timeline({ history: [], reports: [report({ unchanged: true })] })
    expect(only).toMatchObject({ headline: '报送进展：无实质变化', report: null })
  })
})
