import { useQuery } from '@tanstack/vue-query'
import type { Ref } from 'vue'
import { Problem } from '@/api/problem'
import { read } from '@/api/read'
import type { components } from '@/api/schema'

type Waiting = components['schemas']['WaitingReport']

// The unit's report that waits for its responsible person, or that they sent back; null without one. The phone's form
// reads it too, so it does without the typed client.
export const useWaiting = (matterId: Ref<number>, id: Ref<number>, enabled?: Ref<boolean>) =>
  useQuery({
    queryKey: ['matter', matterId, 'waiting', id],
    queryFn: async ({ signal }) => {
      try {
        return await read<Waiting>(`/api/assignments/${id.value}/waiting-report`, {}, signal)
      } catch (error) {
        if (error instanceof Problem && error.status === 404) return null
        throw error
      }
    },
    enabled,
  })
