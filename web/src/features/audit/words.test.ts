import { describe, expect, it } from 'vitest'
import { actionName, detailText, objectName, resultName } from './words'

describe('the audit trail in words', () => {
  it('reads as Chinese', () => {
    expect(actionName('assignment.receive')).toBe('签收')
    expect(resultName('failed')).toBe('失败')
    expect(objectName('matter', 12)).toBe('事项 第12号')
    expect(detailText({ matter: 3, from: 'issued', to: 'concluded' })).toBe('事项 3；原状态 办理中；改为 已办结')
    expect(detailText({ unit_ids: [1, 2] })).toBe('分管单位 1、2')
    expect(detailText({ changed: ['name', 'phone'] })).toBe('修改了 名称、电话')
  })
  it('shows what it does not know as it stands, rather than hiding it', () => {
    expect(actionName('key.rotate')).toBe('key.rotate')
    expect(detailText({ odd: { deep: 1 } })).toBe('odd deep 1')
    expect(detailText(null)).toBe('')
  })
})
