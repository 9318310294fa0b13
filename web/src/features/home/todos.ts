import type { Todo } from '@/api/types'

// What the button says, and which dialog the matter page opens at once.
const DEEDS: Record<string, string> = {
  propose: '补正呈批',
  approve: '审批',
  issue: '下达',
  receive: '签收',
  report: '报送进展',
  submit: '提交结果',
  accept: '验收',
  insist: '处理退回',
  conclude: '办结',
  archive: '归档',
}

export const whatOf = (todo: Pick<Todo, 'kind' | 'label'>) => DEEDS[todo.kind] ?? todo.label

export function doOf(todo: Pick<Todo, 'kind' | 'assignment_id'>) {
  const at = todo.assignment_id ? { at: String(todo.assignment_id) } : {}
  return { do: todo.kind, ...at }
}
