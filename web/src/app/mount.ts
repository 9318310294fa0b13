import { createApp, watch, type Component } from 'vue'
import { createPinia } from 'pinia'
import { VueQueryPlugin } from '@tanstack/vue-query'
import { vHint } from '@/ui/hint'
import type { Feature } from './feature'
import { queryClient } from './query-client'
import { PATHS, makeRouter } from './router'
import { useSession } from './session'

// What the desk and the phone have in common when they start.
export function mountApp(root: Component, base: string, siteName: string, features: Feature[]) {
  const app = createApp(root)
  app.use(createPinia())
  const router = makeRouter(base, siteName, features)
  app.use(router)
  app.use(VueQueryPlugin, { queryClient })
  app.directive('hint', vHint)
  const session = useSession()
  watch(
    () => session.isEnded,
    (ended) => ended && void router.replace({ path: PATHS.signIn, query: { to: router.currentRoute.value.fullPath } }),
  )
  app.mount('#app')
  if ('serviceWorker' in navigator && import.meta.env.PROD) void navigator.serviceWorker.register('/sw.js').catch(() => undefined)
}
