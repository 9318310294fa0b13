import { LIGHT, REPORT_CYCLE } from '@/api/labels'
import { LIMITS } from '@/api/limits'
import type { Assignment, Matter } from '@/api/types'
import { cycleWord } from '@/format/cycles'
import { longDay } from '@/format/dates'
import { longText, oneDay, type Deed } from '@/ui/deed/deed'

const { CycleIn, ExplanationIn, ExtensionIn, LightIn, ResumeIn, SuspensionIn } = LIMITS

const CYCLE_DAYS = { min: 1, max: 180 }
const SELF_CHECK_DAYS = { min: 1, max: 30 }

// Moves about limits: of the matter, and of one unit's part.
export const matterTimeDeeds = (matter: Pick<Matter, 'report_cycle' | 'cycle_days' | 'self_check_days'>): Record<string, Deed> => ({
  suspend: {
    title: '报请挂起',
    consequence: '由组长或者分管的副组长批准；批准之日起各项时限停止计算，恢复后顺延。',
    fields: [longText(SuspensionIn.reason, 'reason', '挂起理由'), oneDay('until_on', '预计恢复', { required: false, hint: '说不准就留空。' })],
    send: '报请挂起',
  },
  resume: {
    title: '恢复办理',
    consequence: '自今天起恢复计时，各项时限按挂起的工作日数顺延，并告知承办单位。',
    fields: [longText(ResumeIn.reason, 'reason', '恢复说明')],
    send: '确认恢复',
  },
  cycle: {
    title: '调整报送频次',
    consequence: '从下一个报送期起按新的频次计算，已到期的不变。',
    facts: [['现在', cycleWord(matter)]],
    fields: [
      { kind: 'choice', name: 'report_cycle', label: '报送频次', required: true, options: REPORT_CYCLE, preset: matter.report_cycle },
      { kind: 'number', name: 'cycle_days', label: '几天报送一次', hint: '频次选“自定”时填写。', ...CYCLE_DAYS, preset: matter.cycle_days ?? undefined },
      { kind: 'number', name: 'self_check_days', label: '自查提前', hint: '时限前几个工作日自查，不填依规则。', ...SELF_CHECK_DAYS, preset: matter.self_check_days ?? undefined },
      longText(CycleIn.why, 'why', '理由'),
    ],
    send: '确认调整',
  },
})

type Part = Pick<Assignment, 'unit_name' | 'due_on' | 'original_due_on' | 'extensions_n' | 'light' | 'light_reason'>

export const assignmentTimeDeeds = (at: Part): Record<string, Deed> => ({
  extend: {
    title: '申请延期',
    consequence: '须在时限之前申请。首次且不超过 5 个工作日由督办办公室审批，其余由领导审批；批准之前仍以现时限为准。',
    facts: [
      ['现时限', longDay(at.due_on)],
      ['已延期', at.extensions_n ? `${at.extensions_n} 次，原时限${longDay(at.original_due_on)}` : null],
    ],
    fields: [
      oneDay('to_on', '拟办结时间'),
      longText(ExtensionIn.reason, 'reason', '延期事由'),
      longText(ExtensionIn.progress_so_far, 'progress_so_far', '目前进展'),
      longText(ExtensionIn.measures, 'measures', '采取措施'),
    ],
    send: '报送申请',
    path: 'extensions',
  },
  explain: {
    title: '说明超期原因',
    consequence: '说明记入办理经过；时限不变，仍应尽快办结。',
    facts: [['时限', longDay(at.due_on)]],
    fields: [
      longText(ExplanationIn.reason, 'reason', '超期原因'),
      longText(ExplanationIn.next_step, 'next_step', '下一步措施'),
      oneDay('new_plan_on', '计划办结时间'),
    ],
    send: '报送说明',
    path: 'explanation',
  },
  light: {
    title: `人工定灯：${at.unit_name}`,
    consequence: '以您的姓名和理由公开显示，到期后恢复按规则亮灯。',
    facts: [['现在', `${LIGHT[at.light]}${at.light_reason ? `，${at.light_reason}` : ''}`]],
    fields: [
      { kind: 'choice', name: 'light', label: '灯色', required: true, options: { green: LIGHT.green, yellow: LIGHT.yellow, red: LIGHT.red } },
      longText(LightIn.reason, 'reason', '理由'),
      oneDay('until', '到哪一天止'),
    ],
    send: '确认定灯',
  },
})
