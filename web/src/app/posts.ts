import { RANK, ROLE } from '@/api/labels'
import type { Post } from '@/api/types'

// 领导小组组长, 督办办公室
export const roleName = ({ role, rank }: Pick<Post, 'role' | 'rank'>) => ROLE[role] + (rank ? RANK[rank] : '')
export const postName = (one: Post) => `${one.unit_name} ${one.post}（${roleName(one)}）`
