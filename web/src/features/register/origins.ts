import type { MATTER_SOURCE } from '@/api/labels'

type Source = keyof typeof MATTER_SOURCE

// What the origin of each category is called, so that the clerk is asked in the words of the paper at hand.
export const ORIGIN_WORDS: Record<Source, { title: string; person: string; kinds: string }> = {
  superior: { title: '上级文件或交办事由', person: '交办单位或领导', kinds: '如 市政府交办、上级通报。' },
  plan: { title: '计划名称', person: '提出人', kinds: '如 年度工作要点、任务分解表。' },
  meeting: { title: '会议或文件名称', person: '主持人或提出人', kinds: '如 局务会、专题会、会议纪要。' },
  public: { title: '投诉或舆情事由', person: '反映渠道', kinds: '如 来信、来访、热线、媒体。不要填写反映人姓名。' },
  leader: { title: '批示的文件或事由', person: '批示领导', kinds: '如 文件批示、口头交办。' },
  other: { title: '来源名称', person: '提出人', kinds: '如 调研发现、检查发现。' },
}
