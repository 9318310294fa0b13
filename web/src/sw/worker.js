/* Opens the pages without a line: built files come from the cache, pages from the network first. Nothing
 * under /api is ever kept here; drafts live in IndexedDB. */
const CACHE = 'duban-__VERSION__'
const FILES = __FILES__
const PAGES = ['/index.html', '/m.html']

self.addEventListener('install', (event) => {
  const fill = async () => {
    const cache = await caches.open(CACHE)
    await cache.addAll([...PAGES, ...FILES])
    await self.skipWaiting()
  }
  event.waitUntil(fill())
})

self.addEventListener('activate', (event) => {
  const tidy = async () => {
    const names = await caches.keys()
    await Promise.all(names.filter((name) => name.startsWith('duban-') && name !== CACHE).map((name) => caches.delete(name)))
    await self.clients.claim()
  }
  event.waitUntil(tidy())
})

async function page(request, fallback) {
  try {
    return await fetch(request)
  } catch (error) {
    const kept = await caches.match(fallback)
    if (kept) return kept
    throw error
  }
}

async function asset(request) {
  const kept = await caches.match(request)
  if (kept) return kept
  const fresh = await fetch(request)
  if (fresh.ok) (await caches.open(CACHE)).put(request, fresh.clone())
  return fresh
}

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin || url.pathname.startsWith('/api/')) return
  if (request.mode === 'navigate') {
    const phone = url.pathname === '/m.html' || url.pathname === '/m' || url.pathname.startsWith('/m/')
    event.respondWith(page(request, phone ? '/m.html' : '/index.html'))
  } else if (url.pathname.startsWith('/assets/')) {
    event.respondWith(asset(request))
  }
})
