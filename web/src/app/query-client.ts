import { QueryClient } from '@tanstack/vue-query'
import { Problem } from '@/api/problem'

const isWorthRetrying = (error: Error) => error instanceof Problem && (error.isNetwork || error.status === 503)

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: true,
      networkMode: 'always',
      retry: (count, error) => count < 1 && isWorthRetrying(error),
    },
  },
})
