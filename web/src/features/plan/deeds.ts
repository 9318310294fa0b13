import { LIMITS } from '@/api/limits'
import { longDay } from '@/format/dates'
import { longText, type DeedField, type DeedRequest } from '@/ui/deed/deed'
import type { Plan, PlanPart, PlanStep } from './types'

const { PlanOpinion, PlanReturn, SelfCheckIn, StepProgress } = LIMITS

const factsOf = (plan: Plan): [string, string | null][] => [
  ['目标', plan.goal],
  ['步骤', plan.steps.map((step) => `${step.no}. ${step.title}（${step.person}，${longDay(step.start_on)}至${longDay(step.end_on)}）`).join('\n')],
  ['风险', plan.risks],
  ['审核', `${plan.reviewed_name}，第 ${plan.no} 版`],
]

// Filed or returned: decided with the whole plan before the eyes.
export function decisionRequest(action: string, plan: Plan, unit: string): DeedRequest | null {
  if (action !== 'file_plan' && action !== 'return_plan') return null
  const isFiling = action === 'file_plan'
  return {
    path: `/api/plans/${plan.id}/${isFiling ? 'file' : 'return'}`,
    version: plan.version,
    deed: {
      title: isFiling ? `工作方案备案：${unit}` : `退回工作方案：${unit}`,
      consequence: isFiling ? '备案后这一版为现行方案，单位按它办理和报送进展。' : '单位修改后重新报送；已备案的前一版仍然有效。',
      facts: factsOf(plan),
      fields: isFiling ? [longText(PlanOpinion.opinion, 'opinion', '备案意见', { required: false })] : [longText(PlanReturn.opinion, 'opinion', '退回理由', { hint: '请写明哪一步、要改什么。' })],
      send: isFiling ? '备案' : '退回',
    },
  }
}

export const progressRequest = (step: PlanStep): DeedRequest => ({
  path: `/api/plan-steps/${step.id}/progress`,
  version: step.version,
  progress: step.progress,
  deed: {
    title: `第 ${step.no} 步：${step.title}`,
    consequence: '进度到 100% 即记为今天完成；每次更新都记入办理经过。',
    facts: [
      ['责任人', step.person],
      ['起止', `${longDay(step.start_on)}至${longDay(step.end_on)}`],
      ['交付物', step.deliverable],
    ],
    fields: [{ kind: 'progress', name: 'progress', label: '这一步的进度', required: true }, longText(StepProgress.note, 'note', '说明', { required: false })],
    send: '更新进度',
  },
})

const FILES: DeedField = { kind: 'files', name: 'file_ids', label: '佐证材料' }

export const checkRequest = (part: Pick<PlanPart, 'assignment_id'>): DeedRequest => ({
  path: `/api/assignments/${part.assignment_id}/self-checks`,
  deed: {
    title: '自查自纠',
    consequence: '记下自己查出的问题和改正情况，督办办公室可以看到，不能再改。',
    fields: [longText(SelfCheckIn.found, 'found', '自查发现'), longText(SelfCheckIn.corrected, 'corrected', '自纠情况', { hint: '已经改正的写结果，正在改的写措施和时间。' }), FILES],
    send: '记录',
  },
})
