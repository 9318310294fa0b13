import { type Ref } from 'vue'
import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { api, ask } from '@/api/client'

export const matterKey = (id: number) => ['matter', id]

export const useMatter = (id: Ref<number>) =>
  useQuery({
    queryKey: ['matter', id],
    queryFn: ({ signal }) => ask(api.GET('/api/matters/{id}', { params: { path: { id: id.value } }, signal })),
  })

// After a change: whatever shows this matter is read anew.
export function useMatterChanged() {
  const client = useQueryClient()
  return (id: number) =>
    Promise.all([
      client.invalidateQueries({ queryKey: matterKey(id) }),
      client.invalidateQueries({ queryKey: ['matters'] }),
      client.invalidateQueries({ queryKey: ['home'] }),
      client.invalidateQueries({ queryKey: ['due'] }),
    ])
}
