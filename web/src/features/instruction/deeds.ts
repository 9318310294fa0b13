import { LIMITS } from '@/api/limits'
import type { components } from '@/api/schema'
import { longDay } from '@/format/dates'
import { longText, oneDay, type Deed, type DeedField, type DeedRequest, type Option } from '@/ui/deed/deed'

export type Instruction = components['schemas']['Instruction']
export type InstructionDetail = components['schemas']['InstructionDetail']
const { InstructionIn, InstructionOpinionIn } = LIMITS

interface Place {
  // Absent: from nothing.
  matterId?: number
  units: Option[]
  isHead: boolean
}

function fieldsOf({ matterId, units, isHead }: Place, preset: number[] = []): DeedField[] {
  const onMatter = matterId !== undefined
  const offer: DeedField[] = isHead ? [] : [{ kind: 'tick', name: 'to_head', label: '有不在分管范围的单位，提请组长确认', hint: '组长确认后，以两位领导的名义下发。' }]
  return [
    longText(InstructionIn.text, 'text', '批示'),
    oneDay('due_on', onMatter ? '答复时限' : '要求的时限', { required: onMatter }),
    { kind: 'checks', name: 'unit_ids', label: '交给哪些单位', hint: onMatter ? '不选就是请督办办公室办。' : '不选就由督办办公室拟定。', options: units, preset },
    ...offer,
    { kind: 'files', name: 'file_ids', label: '附件' },
  ]
}

const AFTER_MATTER = '单位（或者办公室）须在时限前书面答复，答复送回您认可。'
const AFTER_NEW = '送督办办公室登记为督办事项；办结后结果送回您的首页，由您办结或者再作批示。'

export const instructRequest = (place: Place): DeedRequest => ({
  path: '/api/instructions',
  deed: {
    title: '作批示',
    consequence: place.matterId === undefined ? AFTER_NEW : AFTER_MATTER,
    fields: fieldsOf(place),
    send: '批示',
    constants: place.matterId === undefined ? undefined : { matter_id: place.matterId },
  },
})

const OPINIONS: Record<string, Omit<Deed, 'fields'> & { preset: string; label: string }> = {
  confirm: { title: '确认批示', consequence: '以两位领导的名义下发；答复送回作批示的领导。', send: '确认下发', preset: '同意。', label: '意见' },
  decline: { title: '不同意', consequence: '批示不下发，并告知作批示的领导。', send: '不同意', preset: '', label: '理由' },
  close: { title: '办结批示', consequence: '还在等认可的答复一并认可，批示就此办结。', send: '办结', preset: '同意。', label: '意见' },
  withdraw: { title: '撤回批示', consequence: '批示作罢。', send: '撤回', preset: '', label: '理由' },
}

// The follow-up stays on the matter while that runs; else it is a new one.
export function instructionRequest(action: string, detail: InstructionDetail, place: { units: Option[]; isHead: boolean }): DeedRequest | null {
  const { instruction: one, units } = detail
  const path = `/api/instructions/${one.id}/${action}`
  const facts: Deed['facts'] = [
    ['批示', one.text],
    ['结果', one.answer],
    ['原时限', longDay(one.due_on)],
  ]
  if (action === 'file') {
    return { path, version: one.version, deed: { title: '登记为事项', consequence: '登记为拟办事项，来源、内容、时限、单位都已填好，补全后报请审批。', facts, fields: [], send: '登记' } }
  }
  if (action === 'follow') {
    const matterId = one.matter_status === 'issued' ? one.matter_id! : undefined
    const deed: Deed = {
      title: '再作批示',
      consequence: matterId === undefined ? AFTER_NEW : AFTER_MATTER,
      facts,
      fields: fieldsOf({ ...place, matterId }, units.map(({ id }) => id)),
      send: '批示',
      constants: matterId === undefined ? undefined : { matter_id: matterId },
    }
    return { path, version: one.version, deed }
  }
  const words = OPINIONS[action]
  if (!words) return null
  const { preset, label, ...deed } = words
  return { path, version: one.version, deed: { ...deed, facts, fields: [longText(InstructionOpinionIn.opinion, 'opinion', label, { preset })] } }
}
