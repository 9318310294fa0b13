import type { RouteLocationRaw } from 'vue-router'
import type { Notice } from './types'

// Where a notification leads; null where there is nothing more to see than itself.
export function placeOf(notice: Pick<Notice, 'kind' | 'path' | 'matter_id' | 'assignment_id'>): RouteLocationRaw | null {
  if (notice.kind === 'digest') return '/digests'
  if (notice.path) return notice.path
  if (!notice.matter_id) return null
  return { path: `/matters/${notice.matter_id}`, query: notice.assignment_id ? { at: String(notice.assignment_id) } : {} }
}
