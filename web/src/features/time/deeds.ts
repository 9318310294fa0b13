import { EXTENSION_KIND, REMINDER_CHANNEL } from '@/api/labels'
import { LIMITS } from '@/api/limits'
import type { MatterPage } from '@/api/types'
import { longDay } from '@/format/dates'
import { longText, oneDay, type Deed, type DeedRequest } from '@/ui/deed/deed'
import type { Extension, LadderStep, Suspension } from './types'

const { DecisionIn, LadderAccept, LadderDefer, LadderDismiss, ReminderNew, ReminderReply } = LIMITS

export const remindRequest = (assignmentId: number, unit: string): DeedRequest => ({
  path: `/api/assignments/${assignmentId}/reminders`,
  deed: {
    title: `催办：${unit}`,
    consequence: '立即告知责任科室负责人和联络员；第二次起抄送单位主要负责人，第三次起抄送分管领导。',
    fields: [
      { kind: 'choice', name: 'channel', label: '方式', required: true, options: REMINDER_CHANNEL, preset: 'in_app' },
      longText(ReminderNew.text, 'text', '催办内容', { hint: '电话、当面催办的，请写明与谁说、对方怎样答复。' }),
      oneDay('reply_by', '要求回复日期', { required: false }),
    ],
    send: '催办',
  },
})

export const replyRequest = (reminderId: number): DeedRequest => ({
  path: `/api/reminders/${reminderId}/reply`,
  deed: {
    title: '回复催办',
    consequence: '回复送督办办公室；每次催办回复一次，之后的情况请报送进展。',
    fields: [longText(ReminderReply.text, 'text', '回复')],
    send: '回复',
  },
})

type Case = Pick<MatterPage, 'matter' | 'assignments'>

function factsOfExtension(asked: Extension, { assignments }: Case): Deed['facts'] {
  const at = assignments.find((one) => one.id === asked.assignment_id)
  const isResult = asked.of_kind === 'result'
  return [
    ['承办单位', asked.unit_name],
    ['原时限', (isResult && longDay(at?.original_due_on)) || null],
    [isResult ? '现时限' : EXTENSION_KIND.rectify, longDay(asked.from_on)],
    ['申请延至', `${longDay(asked.to_on)}，增加 ${asked.workdays} 个工作日，第 ${asked.seq} 次`],
    ['事由', asked.reason],
    ['目前进展', at ? `${asked.progress_so_far}（进度 ${at.progress}%）` : asked.progress_so_far],
    ['措施', asked.measures],
  ]
}

const factsOfSuspension = (asked: Suspension, { matter }: Case): Deed['facts'] => [
  ['现时限', longDay(matter.due_on) || null],
  ['进度', `${matter.progress}%`],
  ['理由', asked.reason],
  ['预计恢复', longDay(asked.until_on) || null],
]

// The decision on a request for an extension or a suspension; null for an action that is none.
export function decisionRequest(action: string, asked: Extension | Suspension, about: Case): DeedRequest | null {
  const isYes = action.startsWith('approve_')
  if (!isYes && !action.startsWith('refuse_')) return null
  const isExtension = 'to_on' in asked && 'seq' in asked
  const what = isExtension ? '延期' : '挂起'
  const facts = isExtension ? factsOfExtension(asked, about) : factsOfSuspension(asked as Suspension, about)
  const path = `/api/${isExtension ? 'extensions' : 'suspensions'}/${asked.id}/${isYes ? 'approve' : 'refuse'}`
  const effect = isExtension ? '批准后即按新的时限计算，原时限和延期次数照常显示。' : '批准之日起停止计时，由督办办公室恢复办理。'
  return {
    path,
    version: asked.version,
    deed: {
      title: isYes ? `批准${what}` : `不同意${what}`,
      consequence: isYes ? effect : '仍按现时限办理，并告知申请人。',
      facts,
      fields: [longText(DecisionIn.opinion, 'opinion', '审批意见', { preset: isYes ? '同意。' : '' })],
      send: isYes ? '批准' : '不同意',
    },
  }
}

export type LadderMove = 'accept' | 'defer' | 'dismiss'
export const LADDER_MOVES: [LadderMove, string][] = [
  ['accept', '采纳'],
  ['defer', '暂缓'],
  ['dismiss', '不采纳'],
]

export function ladderRequest(move: LadderMove, step: LadderStep, rung: string): DeedRequest {
  const words: Record<LadderMove, Deed> = {
    accept: { title: `采纳：${rung}`, consequence: '记入办理经过，并告知承办单位和有关领导。', fields: [longText(LadderAccept.reason, 'reason', '意见', { required: false })], send: `采纳${rung}` },
    defer: {
      title: `暂缓：${rung}`,
      consequence: '到期仍没有办好的，会再次建议。',
      fields: [longText(LadderDefer.reason, 'reason', '理由'), oneDay('until_on', '暂缓到')],
      send: '暂缓',
    },
    dismiss: { title: `不采纳：${rung}`, consequence: '这项建议就此作罢，理由留存。', fields: [longText(LadderDismiss.reason, 'reason', '理由')], send: '不采纳' },
  }
  const facts: Deed['facts'] = [
    ['单位', step.unit_name],
    ['事实', step.sentence],
  ]
  return { path: `/api/ladder/${step.id}/${move}`, version: step.version, deed: { ...words[move], facts } }
}
