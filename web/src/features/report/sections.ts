import type { components } from '@/api/schema'
import type { Report } from '@/api/types'

type Schemas = components['schemas']

// The four sections of a report (A4.3.1), in the order in which they are written and read.
export const SECTIONS = [
  { name: 'done', label: '已完成工作', hint: '做了哪些事，到什么程度，写数字和日期。' },
  { name: 'effect', label: '取得成效', hint: '带来什么变化；还没有就写“无”。' },
  { name: 'problem', label: '存在问题', hint: '卡在哪里，需要谁协调；没有就写“无”。' },
  { name: 'next_step', label: '下一步计划', hint: '接着做什么，什么时候做完。' },
] as const
export type Section = (typeof SECTIONS)[number]['name']
type Said = Pick<Report, 'unit_name' | Section>

// What to go on from where the responsible person sent a draft back: all that was written, without its files.
export const begunFrom = ({ done, effect, problem, next_step, progress, needs_help, self_check }: Schemas['ReportNew']) => ({
  done,
  effect,
  problem,
  next_step,
  progress,
  needs_help,
  self_check,
})

// What the assisting units said, one paragraph each, behind what the lead unit has written itself.
export function merged(own: string, name: Section, reports: readonly Said[]): string {
  const theirs = reports.map((one) => `${one.unit_name}：${one[name]}`).filter((text) => !own.includes(text))
  return [own.trim(), ...theirs].filter(Boolean).join('\n')
}
