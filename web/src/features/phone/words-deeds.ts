import { LIMITS } from '@/api/limits'
import { longText, type Deed } from '@/ui/deed/deed'

const { ApprovalIn, OpinionIn, ReasonIn, ResultIn } = LIMITS

// What the phone can do with a few words; the rest needs the desk.
export const UNIT_DEEDS: Record<string, Deed> = {
  refuse: {
    title: '退回事项',
    consequence: '退回后由督办办公室决定改派还是坚持原派。理由会记入事项经过，相关人员都能看到。',
    fields: [longText(ReasonIn.reason, 'reason', '退回理由', { hint: '如：该事项属市急救中心职责，我院只负责配合转运。' })],
    send: '退回给督办办公室',
    isGrave: true,
  },
  submit: {
    title: '报送办理结果',
    consequence: '报送后由督办办公室验收，验收通过前不能再报进展。佐证材料较多时请在电脑上报送。',
    fields: [longText(ResultIn.result, 'result', '办理结果', { hint: '对照要求逐条写明完成情况。' })],
    send: '报送验收',
  },
}

export const MATTER_DEEDS: Record<string, Deed> = {
  approve: {
    title: '批准立项',
    consequence: '批准后由督办办公室编号下达，意见记入事项经过。需要改定时限的请在电脑上审批。',
    fields: [longText(ApprovalIn.opinion, 'opinion', '批示意见', { preset: '同意。' })],
    send: '批准',
  },
  return: {
    title: '退回修改',
    consequence: '退回后由督办办公室修改，再次报请审批。',
    fields: [longText(OpinionIn.opinion, 'opinion', '退回意见', { hint: '请写明要改什么。' })],
    send: '退回',
    isGrave: true,
  },
}
