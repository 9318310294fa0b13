import { describe, expect, it } from 'vitest'
import type { DraftPhoto } from '@/features/phone/draft-store'
import type { Inspection, Visit } from './types'
import { bodyOf, leftOf, partOf, recordFaults, recordOf } from './visit-record'

const inspection = { items: [{ id: 1, item: '通道', standard: null }, { id: 2, item: '灭火器', standard: null }] } as Inspection
const visit = {
  version: 3, visit_on: null, place: '病房楼', accompanied_by: null, feedback: null,
  findings: [{ id: 9, item_id: 1, result: 'not', note: '堆物', severity: 'grave', answer_by: null, photos: [5] }, { id: 10, item_id: null, result: null, note: '值班缺岗', severity: 'minor', answer_by: null, photos: [6] }],
} as unknown as Visit
const photo = (fileId: number, part?: string): DraftPhoto => ({ id: String(fileId), name: 'a.jpg', blob: new Blob(), fileId, part })

describe('the record of a visit', () => {
  it('goes on from what the server has, and goes back as it came', () => {
    const fields = recordOf(inspection, visit, '2026-11-22')
    expect([fields.version, fields.visit_on, leftOf(inspection, fields)]).toEqual([3, '2026-11-22', 1])
    expect([partOf(visit, 5), partOf(visit, 6), partOf(visit, 7)]).toEqual(['item-1', 'other-10', undefined])
    expect(bodyOf(inspection, fields, [photo(5, 'item-1'), photo(6, 'other-10'), photo(7)])).toEqual({
      visit_on: '2026-11-22', place: '病房楼', file_ids: [5, 6, 7],
      findings: [{ item_id: 1, result: 'not', note: '堆物', severity: 'grave', photos: [5] }, { note: '值班缺岗', severity: 'minor', photos: [6] }],
    })
  })
  it('sends no severity with what is met, and leaves out what was not looked at', () => {
    const fields = recordOf(inspection, visit, '2026-11-22')
    fields.marks['item-1']!.result = 'conform'
    expect(bodyOf(inspection, fields, []).findings![0]).toEqual({ item_id: 1, result: 'conform', note: '堆物', photos: [] })
  })
  it('says where words are missing', () => {
    const fields = recordOf(inspection, visit, '2026-11-22')
    fields.marks['item-1']!.note = ' '
    fields.others[0]!.note = ''
    expect(Object.keys(recordFaults(inspection, fields))).toEqual(['item-1', 'other-10'])
  })
})
