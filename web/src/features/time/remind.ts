import type { Assignment, Matter, Post } from '@/api/types'

const WORKED_ON = ['pending', 'received', 'underway', 'rectifying']

export const canRemind = (matter: Pick<Matter, 'status' | 'body_id'>, at: Pick<Assignment, 'status'>, post: Pick<Post, 'role' | 'body_id'>) =>
  post.role === 'office' && post.body_id === matter.body_id && matter.status === 'issued' && WORKED_ON.includes(at.status)
