import { useQuery } from '@tanstack/vue-query'
import { type Ref } from 'vue'
import { api, ask } from '@/api/client'

export const useYear = (year: Ref<number>) =>
  useQuery({
    queryKey: ['calendar', year],
    queryFn: ({ signal }) => ask(api.GET('/api/calendar/{id}', { params: { path: { id: year.value } }, signal })),
  })

export const useMoves = () =>
  useQuery({ queryKey: ['calendar-moves'], queryFn: ({ signal }) => ask(api.GET('/api/calendar/moves', { signal })) })

export const useRules = (all: Ref<boolean>) =>
  useQuery({
    queryKey: ['time-rules', all],
    queryFn: ({ signal }) => ask(api.GET('/api/time-rules', { params: { query: { all: all.value } }, signal })),
  })
