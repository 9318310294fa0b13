import { ESCALATION_WAY } from '@/api/labels'
import { LIMITS } from '@/api/limits'
import type { components } from '@/api/schema'
import { longDay } from '@/format/dates'
import { lineText, longText, oneDay, type Deed, type DeedRequest, type Option } from '@/ui/deed/deed'

export type Escalation = components['schemas']['Escalation']
const { EscalateIn, EscalationAnswerIn, EscalationDecideIn, EscalationIn, EscalationMeetIn, EscalationRaiseIn } = LIMITS

export const askRequest = (assignmentId: number, problem: string | null): DeedRequest => ({
  path: `/api/assignments/${assignmentId}/escalations`,
  deed: {
    title: '请求协调',
    consequence: '送分管领导和督办办公室。能办的部分请继续办，时限不变。',
    fields: [
      longText(EscalationIn.what, 'what', '需要协调解决什么', { preset: problem ?? '', hint: '写清卡在哪里、要解决成什么样。' }),
      lineText(EscalationIn.from_whom, 'from_whom', '需要谁', { required: false }),
      oneDay('by_on', '希望何日前解决', { required: false }),
      { kind: 'files', name: 'file_ids', label: '附件' },
    ],
    send: '请求协调',
  },
})

export const raiseRequest = (matterId: number): DeedRequest => ({
  path: `/api/matters/${matterId}/escalations`,
  deed: {
    title: '提请领导小组',
    consequence: '协调会解决不了的，由组长或者分管的副组长决定，并交办到单位。',
    fields: [
      longText(EscalationRaiseIn.what, 'what', '需要解决什么'),
      { kind: 'choice', name: 'way', label: '怎样研究', required: true, options: ESCALATION_WAY },
      longText(EscalationRaiseIn.reason, 'reason', '提请理由'),
      oneDay('by_on', '希望何日前解决', { required: false }),
      { kind: 'files', name: 'file_ids', label: '附件' },
    ],
    send: '提请',
  },
})

export interface Choices {
  parts: Option[]
  meetings: Option[]
}

const DEEDS: Record<string, (choices: Choices) => Deed> = {
  solve: () => ({
    title: '答复协调结果',
    consequence: '答复提出单位，这项协调就此了结。',
    fields: [longText(EscalationAnswerIn.answer, 'answer', '协调结果')],
    send: '答复',
  }),
  meet: ({ meetings }) => ({
    title: '召开协调会',
    consequence: '告知提出单位。会后请答复结果；仍解决不了的，提请领导小组。',
    fields: [
      ...(meetings.length
        ? [{ kind: 'choice', name: 'meeting_id', label: '哪次会议', hint: '已在“会议”里召集的，选上就连到那次会议。', options: Object.fromEntries(meetings.map(({ id, name }) => [id, name])), isNumber: true } as const]
        : []),
      longText(EscalationMeetIn.note, 'note', '时间、地点、参加单位'),
    ],
    send: '记下',
  }),
  escalate: () => ({
    title: '提请领导小组',
    consequence: '由组长或者分管的副组长决定，并交办到单位。',
    fields: [
      { kind: 'choice', name: 'way', label: '怎样研究', required: true, options: ESCALATION_WAY },
      longText(EscalateIn.reason, 'reason', '提请理由'),
    ],
    send: '提请',
  }),
  decide: ({ parts }) => ({
    title: '作出决定',
    consequence: '每一项都作为要求交办下去，由督办办公室跟踪到全部落实。',
    fields: [
      longText(EscalationDecideIn.decision, 'decision', '决定'),
      { kind: 'orders', name: 'orders', label: '谁做什么', required: true, options: [...parts, { id: 0, name: '督办办公室' }] },
    ],
    send: '决定并交办',
  }),
  withdraw: () => ({
    title: '撤回请求',
    consequence: '不再请求协调。',
    fields: [longText(EscalationAnswerIn.answer, 'answer', '理由')],
    send: '撤回',
  }),
}

export function escalationRequest(action: string, one: Escalation, choices: Choices): DeedRequest | null {
  const deed = DEEDS[action]?.(choices)
  if (!deed) return null
  const facts: Deed['facts'] = [
    ['要解决的', one.what],
    ['需要谁', one.from_whom],
    ['希望', one.by_on && `${longDay(one.by_on)}前`],
    ['提请理由', one.reason],
  ]
  return { path: `/api/escalations/${one.id}/${action}`, version: one.version, deed: { ...deed, facts } }
}
