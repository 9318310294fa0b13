import type { App } from 'vue'
import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { Problem } from '@/api/problem'
import { whenPersonChanges } from './session'

const isWorthRetrying = (error: Error) => error instanceof Problem && (error.isNetwork || error.status === 503)

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: true,
      networkMode: 'always',
      retry: (count, error) => count < 1 && isWorthRetrying(error),
    },
  },
})

export function installQueries(app: App) {
  app.use(VueQueryPlugin, { queryClient })
  whenPersonChanges(() => queryClient.clear())
}
