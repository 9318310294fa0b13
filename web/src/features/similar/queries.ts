import { type Ref } from 'vue'
import { useQuery } from '@tanstack/vue-query'
import { api, ask } from '@/api/client'
import type { components } from '@/api/schema'

export type Similar = components['schemas']['SimilarMatter']
export type Duplicate = components['schemas']['Duplicate']

export interface SimilarAsk {
  title: string
  unit_ids: number[]
  except_id?: number
}

export const useSimilar = (wanted: Ref<SimilarAsk | null>) =>
  useQuery({
    queryKey: ['similar', wanted],
    queryFn: ({ signal }) => ask(api.GET('/api/matters/similar', { params: { query: wanted.value! as never }, signal, querySerializer: { array: { style: 'form', explode: false } } })),
    enabled: () => wanted.value !== null,
  })

export const useDuplicates = () =>
  useQuery({ queryKey: ['matters', 'duplicates'], queryFn: ({ signal }) => ask(api.GET('/api/matters/duplicates', { signal })) })
