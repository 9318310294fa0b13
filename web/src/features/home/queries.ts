import { useQuery } from '@tanstack/vue-query'
import { api, ask } from '@/api/client'

const REFRESH_MS = 60_000

export const useHome = () =>
  useQuery({
    queryKey: ['home'],
    queryFn: ({ signal }) => ask(api.GET('/api/home', { signal })),
    refetchInterval: REFRESH_MS,
  })
