import { LIMITS } from '@/api/limits'
import { lineText, longText, type Deed, type DeedRequest } from '@/ui/deed/deed'
import { reportDraftOf } from './queries'
import type { Inspection, Visit } from './types'

const { InspectionCancelIn, InspectionOpinionIn, InspectionReportIn, VisitConfirmIn } = LIMITS

const deedsOf = (x: Inspection): Record<string, Deed> => ({
  approve: {
    title: '同意公布',
    consequence: '同意后由督办办公室编号公布。',
    facts: [['督查报告', x.report]],
    fields: [longText(InspectionOpinionIn.opinion, 'opinion', '审批意见', { preset: '同意。' })],
    send: '同意',
  },
  return: {
    title: '退回督查报告',
    consequence: '退回督查组修改；记录也可以退回补记。',
    fields: [longText(InspectionOpinionIn.opinion, 'opinion', '退回意见', { hint: '请写明要改什么。' })],
    send: '退回',
  },
  publish: {
    title: '公布督查情况',
    consequence: '编发文号，冻结督查报告；各被查单位收到通知，看到自己的记录；要求答复的问题成为事项上的交办要求。公布后不能收回。',
    fields: [],
    send: '公布',
  },
  cancel: {
    title: '取消督查',
    consequence: '督查组和已收到预告的单位会得到通知。',
    fields: [longText(InspectionCancelIn.reason, 'reason', '取消的原因')],
    send: '取消督查',
    isGrave: true,
  },
})

export async function inspectionRequest(name: string, x: Inspection): Promise<DeedRequest | null> {
  const path = `/api/inspections/${x.id}/${name}`
  const deed = deedsOf(x)[name]
  if (deed) return { deed, path, version: x.version }
  if (name !== 'report') return null
  const preset = x.report ?? (await reportDraftOf(x.id))
  return {
    deed: {
      title: '报送督查报告',
      consequence: '下面按各单位的记录拟出，请核对改定。报送后由领导同意、办公室公布。',
      fields: [longText(InspectionReportIn.report, 'report', '督查报告', { preset, hint: '“一、”“（一）”开头的行是标题。' })],
      send: '报送',
    },
    path,
    version: x.version,
  }
}

export function visitRequest(name: string, x: Inspection, visit: Visit): DeedRequest | null {
  const request = (deed: Deed): DeedRequest => ({ deed, path: `/api/inspection-visits/${visit.id}/${name}`, version: visit.version })
  if (name === 'finish') {
    const options = x.members.map((one, n) => ({ id: n + 1, name: one.name }))
    return request({
      title: `${visit.unit_name}：签名完成`,
      consequence: '签名后记录不能再改；确需修改的，由组长退回补记。',
      fields: [{ kind: 'checks', name: 'signers', label: '到场签名的督查人员', required: true, options, preset: options.map((one) => one.id) }],
      send: '签名完成',
    })
  }
  if (name === 'reopen') {
    return request({ title: `${visit.unit_name}：退回补记`, consequence: '退回后督查组可以改记录，改好重新签名。', fields: [], send: '退回补记' })
  }
  if (name !== 'confirm') return null
  const isOut = x.status === 'published'
  return request({
    title: isOut ? '确认督查记录' : `${visit.unit_name}现场确认`,
    consequence: isOut ? '意见记入督查记录，以您的名义签名，之后不能改。' : '请被查单位的同志看过记录，写下意见并签名。',
    fields: [
      longText(VisitConfirmIn.opinion, 'opinion', '被查单位意见', { preset: '情况属实。' }),
      ...(isOut ? [] : [lineText(VisitConfirmIn.name, 'name', '签名人'), lineText(VisitConfirmIn.post, 'post', '职务', { required: false })]),
    ],
    send: '确认',
  })
}
