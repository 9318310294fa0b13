import { CONTACT_METHOD } from '@/api/labels'
import { LIMITS } from '@/api/limits'
import { longDay } from '@/format/dates'
import { lineText, longText, oneDay, type Deed, type DeedRequest } from '@/ui/deed/deed'
import type { Contact, Counterpart, Directive } from './types'

const { ContactIn, DirectiveAnswerIn, DirectiveReturnIn, DirectiveVerdictIn } = LIMITS

export function contactRequest(assignmentId: number, who: Counterpart): DeedRequest {
  return {
    path: `/api/assignments/${assignmentId}/contacts`,
    deed: {
      title: `跟踪记录：${who.unit_name}`,
      consequence: '记下后不能改，承办单位看得到。写了书面答复时限的，单位须在那一天前书面答复。',
      fields: [
        { kind: 'choice', name: 'method', label: '方式', required: true, options: CONTACT_METHOD, preset: 'call' },
        longText(ContactIn.points, 'points', '要点', { hint: '说了什么、看到什么，写事实。' }),
        longText(ContactIn.reply, 'reply', '对方答复', { required: false }),
        longText(ContactIn.demand, 'demand', '提出的要求', { required: false }),
        oneDay('answer_by', '书面答复时限', { required: false, hint: '需要书面答复的才填。' }),
        lineText(ContactIn.counterpart, 'counterpart', '对方姓名', { preset: who.name ?? '', required: false }),
        lineText(ContactIn.counterpart_post, 'counterpart_post', '对方职务', { preset: who.post ?? '', required: false }),
        lineText(ContactIn.counterpart_phone, 'counterpart_phone', '对方电话', { preset: who.phone ?? '', required: false }),
        lineText(ContactIn.place, 'place', '地点或资料', { required: false }),
        { kind: 'moment', name: 'at', label: '时间', hint: '不填就是现在。' },
        { kind: 'tick', name: 'is_incoming', label: '对方来电' },
        { kind: 'files', name: 'file_ids', label: '照片、附件' },
      ],
      send: '记下',
    },
  }
}

export const contactWord = (one: Pick<Contact, 'method' | 'is_incoming'>) => (one.method === 'call' && one.is_incoming ? '来电' : CONTACT_METHOD[one.method])

const DEEDS: Record<string, (d: Directive) => Deed & { step: string }> = {
  answer: () => ({
    step: 'answer',
    title: '书面答复',
    consequence: '答复后不能改，送提出要求的人认可。',
    fields: [longText(DirectiveAnswerIn.text, 'text', '答复内容'), { kind: 'files', name: 'file_ids', label: '附件' }],
    send: '报送答复',
  }),
  close_directive: () => ({
    step: 'close',
    title: '认可答复',
    consequence: '这项要求就此办结，并告知对方。',
    fields: [longText(DirectiveVerdictIn.reason, 'reason', '意见', { preset: '同意。' })],
    send: '认可',
  }),
  return_answer: () => ({
    step: 'return',
    title: '退回答复',
    consequence: '对方须在新的时限前重新答复，原来的答复留存。',
    fields: [longText(DirectiveReturnIn.reason, 'reason', '退回理由'), oneDay('due_on', '重新答复的时限')],
    send: '退回',
  }),
  withdraw_directive: () => ({
    step: 'withdraw',
    title: '撤回要求',
    consequence: '不再要求答复，并告知对方。',
    fields: [longText(DirectiveVerdictIn.reason, 'reason', '理由')],
    send: '撤回',
  }),
}

// Null for an action that is none of these.
export function directiveRequest(action: string, directive: Directive): DeedRequest | null {
  const deed = DEEDS[action]?.(directive)
  if (!deed) return null
  const last = directive.answers[directive.answers.length - 1]
  const facts: Deed['facts'] = [
    ['要求', directive.text],
    ['时限', longDay(directive.due_on)],
    ['答复', directive.status === 'answered' && last ? last.text : null],
  ]
  return { path: `/api/directives/${directive.id}/${deed.step}`, version: directive.version, deed: { ...deed, facts } }
}
