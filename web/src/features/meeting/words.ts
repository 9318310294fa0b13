import { DIRECTIVE_STATUS, INVITE_REPLY, MATTER_STATUS } from '@/api/labels'
import { beijing, longDay } from '@/format/dates'
import type { Tone } from '@/format/lights'
import type { Invite, Meeting, Resolution } from './types'

export const MEETING_TONE: Record<Meeting['status'], Tone> = { planned: 'blue', held: 'amber', closed: 'grey', cancelled: 'grey' }

// 9月9日（周三）15:00–16:30
export function timesOf(meeting: Pick<Meeting, 'starts_at' | 'ends_at'>) {
  const from = beijing(meeting.starts_at)
  const to = beijing(meeting.ends_at)
  return from.day === to.day ? `${longDay(from.day)}${from.time}–${to.time}` : `${longDay(from.day)}${from.time} 至 ${longDay(to.day)}${to.time}`
}

export const instantOf = (day: string, time: string) => `${day}T${time}:00.000+08:00`

// 由章立新（院长）代替
export function replyWords(invite: Invite) {
  if (!invite.reply) return '未答复'
  if (invite.reply === 'substitute') return `由${invite.substitute_name}${invite.substitute_post ? `（${invite.substitute_post}）` : ''}参加`
  return INVITE_REPLY[invite.reply] + (invite.reply_note ? `：${invite.reply_note}` : '')
}

export const replyTone = (invite: Invite): Tone => (!invite.reply ? 'grey' : invite.reply === 'absent' ? 'amber' : 'green')

// What has become of a resolution.
export function stateOf(one: Resolution) {
  if (one.becomes === 'note') return '仅记录'
  if (!one.made_at) return '未交办'
  if (one.becomes === 'draft') return one.matter_status ? MATTER_STATUS[one.matter_status] : '已立项'
  const words = one.units.map((unit) => (unit.directive_status ? DIRECTIVE_STATUS[unit.directive_status] : '')).filter(Boolean)
  return [...new Set(words)].join('、') || '已交办'
}

// Every quarter of an hour of a working day.
export const TIMES = Array.from({ length: 60 }, (_, n) => `${String(7 + Math.floor(n / 4)).padStart(2, '0')}:${String((n % 4) * 15).padStart(2, '0')}`)
