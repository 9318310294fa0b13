import { LIMITS } from '@/api/limits'
import type { Assignment, Matter } from '@/api/types'
import { longDay } from '@/format/dates'
import { lineText, longText, type Deed, type DeedField } from '@/ui/deed/deed'
import { assignmentTimeDeeds, matterTimeDeeds } from './time-deeds'

const { ApprovalIn, AnswerIn, CancelIn, OpinionIn, ProposalIn, ReasonIn, ReportNewInput, ResultIn, VerdictIn } = LIMITS

const FILES: DeedField = { kind: 'files', name: 'file_ids', label: '佐证材料', hint: '文档、表格、图片均可，单个不超过 50 MB。' }

export function matterDeed(name: string, matter: Matter): Deed | null {
  const deeds: Record<string, Deed> = {
    ...matterTimeDeeds(matter),
    propose: {
      title: '报请审批',
      consequence: '送领导小组审批。审批前不能再修改内容。',
      fields: [longText(ProposalIn.proposal, 'proposal', '拟办意见', { preset: matter.proposal ?? '' })],
      send: '报请审批',
    },
    approve: {
      title: '批准立项',
      consequence: '批准后由督办办公室编号下达，您是签发人。',
      facts: [
        ['办理时限', longDay(matter.due_on)],
        ['拟办意见', matter.proposal],
      ],
      fields: [longText(ApprovalIn.opinion, 'opinion', '审批意见', { preset: '同意。' }), { kind: 'date', name: 'due_on', label: '改定办理时限', hint: '不改就留空，仍按拟定的时限。' }],
      send: '批准',
    },
    return: {
      title: '退回修改',
      consequence: '退回督办办公室修改，改好后重新报批。',
      fields: [longText(OpinionIn.opinion, 'opinion', '退回意见', { hint: '请写明要改什么。' })],
      send: '退回',
    },
    issue: {
      title: '下达督办通知',
      consequence: '编发正式文号，生成督办通知，送各承办单位签收。文号和通知内容此后不能更改。',
      fields: [],
      send: '确认下达',
    },
    assign: {
      title: '增加承办单位',
      consequence: '新单位会收到同一份督办通知，须签收后办理。',
      fields: [{ kind: 'units', name: 'units', label: '承办单位', required: true }],
      send: '增加并送达',
    },
    conclude: {
      title: '办结',
      consequence: '办结后各单位不再报送。须写明对来源的答复，事事有回音。',
      fields: [
        lineText(AnswerIn.answered_to, 'answered_to', '答复对象', { preset: matter.origin_person ?? '' }),
        longText(AnswerIn.answer, 'answer', '答复内容', { hint: '办理结果如何，怎样答复来源。' }),
      ],
      send: '确认办结',
    },
    archive: {
      title: '归档销号',
      consequence: '归档后全卷封存，不能再改动。',
      fields: [],
      send: '确认归档',
    },
    cancel: {
      title: '终止事项',
      consequence: '终止后不再办理，经过仍保留备查；已编的文号不再使用。',
      fields: [longText(CancelIn.reason, 'reason', '终止理由')],
      send: '确认终止',
      isGrave: true,
    },
  }
  return deeds[name] ?? null
}

const REPORT: DeedField[] = [
  longText(ReportNewInput.done, 'done', '已完成工作'),
  longText(ReportNewInput.effect, 'effect', '取得成效'),
  longText(ReportNewInput.problem, 'problem', '存在问题', { hint: '没有问题请写“无”。' }),
  longText(ReportNewInput.next_step, 'next_step', '下一步计划'),
  { kind: 'progress', name: 'progress', label: '总进度', required: true },
  { kind: 'tick', name: 'needs_help', label: '需要督办办公室协调' },
  FILES,
]

export function assignmentDeed(name: string, at: Assignment): Deed | null {
  const unit = at.unit_name
  const deeds: Record<string, Deed> = {
    ...assignmentTimeDeeds(at),
    receive: {
      title: '签收督办通知',
      consequence: `以您的姓名和此刻的时间记录${unit}已签收，办理由此开始。`,
      fields: [],
      send: '确认签收',
    },
    refuse: {
      title: '退回交办',
      consequence: '交回督办办公室，由其决定撤回还是坚持交办。',
      fields: [longText(ReasonIn.reason, 'reason', '退回理由', { hint: '请写明为什么不属于本单位办理。' })],
      send: '退回',
      isGrave: true,
    },
    insist: {
      title: `坚持交${unit}办理`,
      consequence: `${unit}须重新签收。`,
      facts: [['退回理由', at.refused_why]],
      fields: [longText(ReasonIn.reason, 'reason', '坚持交办的理由')],
      send: '坚持交办',
    },
    withdraw: {
      title: `撤回对${unit}的交办`,
      consequence: `${unit}不再承办，也不再看到本事项；已有经过保留备查。`,
      fields: [longText(ReasonIn.reason, 'reason', '撤回理由')],
      send: '确认撤回',
      isGrave: true,
    },
    report: {
      title: '报送进展',
      consequence: '报送后记入经过，督办办公室即可看到，不能再改。',
      fields: REPORT,
      send: '报送',
      path: 'reports',
    },
    submit: {
      title: '报送办理结果',
      consequence: '报送后由督办办公室验收，验收期间不能再报送进展。',
      fields: [longText(ResultIn.result, 'result', '办理结果', { hint: '对照工作要求逐条说明。' }), FILES],
      send: '报送结果',
    },
    accept: {
      title: `验收${unit}的办理结果`,
      consequence: `${unit}的任务就此完成。`,
      facts: [['办理结果', at.result]],
      fields: [longText(VerdictIn.verdict, 'verdict', '验收意见', { preset: '经核查，办理结果符合要求，予以通过。' })],
      send: '验收通过',
    },
    return: {
      title: `退回${unit}整改`,
      consequence: `${unit}须整改后重新报送结果，退回次数会记录。`,
      facts: [['办理结果', at.result]],
      fields: [longText(VerdictIn.verdict, 'verdict', '整改要求', { hint: '请写明哪里不符合要求、要改到什么程度。' })],
      send: '退回整改',
    },
  }
  return deeds[name] ?? null
}
