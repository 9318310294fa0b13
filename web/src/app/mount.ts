import { createApp, watch, type App, type Component } from 'vue'
import { createPinia } from 'pinia'
import type { RouteLocationNormalized } from 'vue-router'
import { vHint } from '@/ui/popup/hint'
import type { Feature } from './feature'
import { PATHS, makeRouter } from './router'
import { useSession } from './session'

// The sign-in page asks nothing of the server, so that it opens without the query layer.
function installQueriesOnce(app: App) {
  let installed: Promise<void> | null = null
  return async (to: RouteLocationNormalized) => {
    if (to.meta.isPublic) return
    installed ??= import('./query-client').then(({ installQueries }) => installQueries(app))
    await installed
  }
}

// What the desk and the phone have in common when they start.
export function mountApp(root: Component, base: string, siteName: string, features: Feature[]) {
  const app = createApp(root)
  app.use(createPinia())
  const router = makeRouter(base, siteName, features)
  app.use(router)
  router.beforeResolve(installQueriesOnce(app))
  app.directive('hint', vHint)
  const session = useSession()
  watch(
    () => session.isEnded,
    (ended) => ended && void router.replace({ path: PATHS.signIn, query: { to: router.currentRoute.value.fullPath } }),
  )
  app.mount('#app')
  if ('serviceWorker' in navigator && import.meta.env.PROD) void navigator.serviceWorker.register('/sw.js').catch(() => undefined)
}
