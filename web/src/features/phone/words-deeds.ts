export interface WordsDeed {
  title: string
  // Name in the request, and as people read it.
  field: 'reason' | 'opinion' | 'result'
  label: string
  placeholder: string
  preset?: string
  // What happens then.
  follows: string
  button: string
  isDanger: boolean
}

// What the phone can do with a few words; the rest needs the desk.
export const UNIT_DEEDS: Record<string, WordsDeed> = {
  refuse: {
    title: '退回事项',
    field: 'reason',
    label: '退回理由',
    placeholder: '如：该事项属市急救中心职责，我院只负责配合转运',
    follows: '退回后由督办办公室决定改派还是坚持原派。理由会记入事项经过，相关人员都能看到。',
    button: '退回给督办办公室',
    isDanger: true,
  },
  submit: {
    title: '报送办理结果',
    field: 'result',
    label: '办理结果',
    placeholder: '对照要求逐条写明完成情况',
    follows: '报送后由督办办公室验收，验收通过前不能再报进展。佐证材料较多时请在电脑上报送。',
    button: '报送验收',
    isDanger: false,
  },
}

export const MATTER_DEEDS: Record<string, WordsDeed> = {
  approve: {
    title: '批准立项',
    field: 'opinion',
    label: '批示意见',
    placeholder: '写明意见',
    preset: '同意。',
    follows: '批准后由督办办公室编号下达，意见记入事项经过。需要改定时限的请在电脑上审批。',
    button: '批准',
    isDanger: false,
  },
  return: {
    title: '退回修改',
    field: 'opinion',
    label: '退回意见',
    placeholder: '写明要改什么',
    follows: '退回后由督办办公室修改，再次报请审批。',
    button: '退回',
    isDanger: true,
  },
}
