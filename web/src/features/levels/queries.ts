import { type Ref } from 'vue'
import { useQuery } from '@tanstack/vue-query'
import { read } from '@/api/read'
import type { components } from '@/api/schema'

export type Levels = components['schemas']['Levels']
export type LevelGroup = components['schemas']['LevelGroup']
export type LevelDraft = components['schemas']['LevelDraft']

export const useLevels = (id: Ref<number>, enabled?: Ref<boolean>) =>
  useQuery({
    queryKey: ['matter', id, 'levels'],
    queryFn: ({ signal }) => read<Levels>(`/api/matters/${id.value}/levels`, {}, signal),
    enabled,
  })

// The report upward as the parts' last ones make it; null where there is none.
export async function draftOfParts(matterId: number, assignmentId: number): Promise<LevelDraft | null> {
  const { groups } = await read<Levels>(`/api/matters/${matterId}/levels`)
  return groups.find((group) => group.assignment_id === assignmentId)?.draft ?? null
}
