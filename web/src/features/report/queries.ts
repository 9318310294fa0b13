import { useQuery } from '@tanstack/vue-query'
import type { Ref } from 'vue'
import { api, ask } from '@/api/client'

export const usePart = (id: Ref<number>) =>
  useQuery({
    queryKey: ['assignment', id],
    queryFn: ({ signal }) => ask(api.GET('/api/assignments/{id}', { params: { path: { id: id.value } }, signal })),
    // A form is being filled in from it: what stands there must not change underneath.
    staleTime: Infinity,
    refetchOnWindowFocus: false,
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
