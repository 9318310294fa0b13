import type { RouteLocationRaw } from 'vue-router'
import type { Role } from '@/api/types'
import type { Notice } from './types'

const DIGEST_READERS: Role[] = ['leader', 'office']

// Where a notification leads, for one who acts in that role; null where there is nothing more to see than itself.
export function placeOf(notice: Pick<Notice, 'kind' | 'path' | 'matter_id' | 'assignment_id'>, role: Role | null): RouteLocationRaw | null {
  if (notice.kind === 'digest') return role && DIGEST_READERS.includes(role) ? '/digests' : null
  if (notice.path) return notice.path
  if (!notice.matter_id) return null
  return { path: `/matters/${notice.matter_id}`, query: notice.assignment_id ? { at: String(notice.assignment_id) } : {} }
}
