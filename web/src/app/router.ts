import { createRouter, createWebHistory, type RouteLocationNormalized, type Router } from 'vue-router'
import type { Feature } from './feature'
import { useSession } from './session'

export const PATHS = { signIn: '/sign-in', password: '/password', offline: '/offline', home: '/' }

const RELOAD_GAP_MS = 10_000
const RELOADED = 'duban-reloaded-at'

// A chunk that is gone means a newer build is served: load the page anew, but not in a circle.
function reloadOnce(path: string) {
  const last = Number(sessionStorage.getItem(RELOADED) ?? 0)
  if (Date.now() - last < RELOAD_GAP_MS) return false
  sessionStorage.setItem(RELOADED, String(Date.now()))
  location.assign(path)
  return true
}

async function guard(to: RouteLocationNormalized) {
  const session = useSession()
  const isCut = !session.me && !(await session.start().then(() => true, () => false))
  if (isCut) return to.path === PATHS.offline || { path: PATHS.offline, query: { to: to.fullPath } }
  if (to.meta.isPublic) return session.me && to.path === PATHS.signIn ? PATHS.home : true
  if (!session.me) return { path: PATHS.signIn, query: to.fullPath === PATHS.home ? {} : { to: to.fullPath } }
  if (session.me.must_change_password && to.path !== PATHS.password) return PATHS.password
  return session.can(to.meta.roles) || PATHS.home
}

export function makeRouter(base: string, siteName: string, features: Feature[]): Router {
  const router = createRouter({
    history: createWebHistory(base),
    routes: [
      ...features.flatMap((feature) => feature.routes),
      { path: PATHS.offline, component: () => import('@/layouts/NoLine.vue'), meta: { title: '网络不通', layout: 'bare', isPublic: true } },
      { path: '/:rest(.*)*', component: () => import('@/layouts/NotFound.vue'), meta: { title: '页面不存在', layout: 'bare' } },
    ],
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  })
  router.beforeEach(guard)
  router.afterEach((to) => {
    document.title = `${to.meta.title} · ${siteName}`
  })
  router.onError((error, to) => {
    const isChunk = /dynamically imported module|Importing a module script failed|Unable to preload/.test(String(error))
    if (isChunk && !reloadOnce(router.resolve(to).href)) document.dispatchEvent(new CustomEvent('duban:offline'))
  })
  window.addEventListener('vite:preloadError', (event) => event.preventDefault())
  return router
}
