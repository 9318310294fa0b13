import type { MatterPage } from '@/api/types'
import { chosenDeed, type ChosenDeed } from '@/features/matter/chosen'
import type { LevelGroup } from './queries'

// The report upward, filled in from those of the parts: the person edits it before it goes.
export function reportFrom(page: MatterPage, group: LevelGroup): ChosenDeed | null {
  const request = chosenDeed(page, { name: 'report', assignmentId: group.assignment_id })
  const { draft } = group
  if (!request || !draft) return null
  const texts: Record<string, string> = { done: draft.done, effect: draft.effect, problem: draft.problem, next_step: draft.next_step }
  const fields = request.deed.fields.map((field) => (field.kind === 'long' && texts[field.name] ? { ...field, preset: texts[field.name] } : field))
  const deed = { ...request.deed, title: '汇总下级进展并报送', consequence: '内容取自各分解事项最近一次报告，请核对、修改后报送；报送后记入经过，不能再改。', fields }
  return { ...request, deed, progress: Math.max(draft.progress, request.progress ?? 0), beginning: '#parts' }
}
