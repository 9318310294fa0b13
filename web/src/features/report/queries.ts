import { useQuery } from '@tanstack/vue-query'
import type { Ref } from 'vue'
import { api, ask } from '@/api/client'
import { Problem } from '@/api/problem'

export const usePart = (id: Ref<number>) =>
  useQuery({
    queryKey: ['assignment', id],
    queryFn: ({ signal }) => ask(api.GET('/api/assignments/{id}', { params: { path: { id: id.value } }, signal })),
    // A form is being filled in from it: what stands there must not change underneath.
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  })

// The unit's report that waits for its responsible person, or that they sent back; null without one.
export const useWaiting = (matterId: Ref<number>, id: Ref<number>, enabled?: Ref<boolean>) =>
  useQuery({
    queryKey: ['matter', matterId, 'waiting', id],
    queryFn: async ({ signal }) => {
      try {
        return await ask(api.GET('/api/assignments/{id}/waiting-report', { params: { path: { id: id.value } }, signal }))
      } catch (error) {
        if (error instanceof Problem && error.status === 404) return null
        throw error
      }
    },
    enabled,
  })

export const useAssisting = (id: Ref<number>, enabled: Ref<boolean>) =>
  useQuery({
    queryKey: ['assisting', id],
    queryFn: ({ signal }) => ask(api.GET('/api/assignments/{id}/assisting-reports', { params: { path: { id: id.value } }, signal })),
    enabled,
  })

export const useReviewSetting = (unitId: Ref<number>) =>
  useQuery({
    queryKey: ['report-review', unitId],
    queryFn: ({ signal }) => ask(api.GET('/api/units/{id}/report-review', { params: { path: { id: unitId.value } }, signal })),
  })
