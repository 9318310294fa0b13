import { useQuery } from '@tanstack/vue-query'
import type { Ref } from 'vue'
import { act, api, ask, newKey } from '@/api/client'
import type { PlanSchedule } from './types'

export const usePlans = (matterId: Ref<number>, enabled?: Ref<boolean>) =>
  useQuery({
    queryKey: ['matter', matterId, 'plans'],
    queryFn: ({ signal }) => ask(api.GET('/api/matters/{id}/plans', { params: { path: { id: matterId.value } }, signal })),
    enabled,
  })

export interface SpanAsked {
  workdays?: number
  gap?: number
  parallel?: boolean
  start_on?: string
  end_on?: string
}

// Nothing is kept of it, so it may be asked as often as one likes.
export const askSchedule = (assignmentId: number, by: 'limit' | 'given', steps: SpanAsked[]) =>
  act<PlanSchedule>(`/api/assignments/${assignmentId}/plan/schedule`, { by, steps }, { key: newKey() })
