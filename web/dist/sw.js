/* Opens the pages without a line: built files come from the cache, pages from the network first. Nothing
 * under /api is ever kept here; drafts live in IndexedDB. */
const CACHE = 'duban-e3a8a313e497'
const FILES = ["/assets/BottomSheet-CvKfbjk_.js","/assets/BottomSheet-DfiHJwzs.css","/assets/FormField-Bf5GTy0j.css","/assets/FormField-Dt9DdMIC.js","/assets/LightMark-BYNXGYGp.js","/assets/LightMark-DBuealc8.css","/assets/MatterPage-DAvKoNtr.css","/assets/MatterPage-hhyuME4D.js","/assets/MePage-B5EyDBNv.js","/assets/MePage-BgCtWh19.css","/assets/NoLine-Cp7ueHEJ.css","/assets/NoLine-qry9ujS2.js","/assets/NotFound-8jF2YRea.js","/assets/NotFound-DCRTZTkG.css","/assets/OfflineNote-CGOQqx6j.css","/assets/OfflineNote-SLsbm9-e.js","/assets/OpenPage-CQkip1fX.css","/assets/OpenPage-CnZiDK1s.js","/assets/PageBar-BzdQQX7g.js","/assets/PageBar-Cp2FSSK2.css","/assets/PasswordForm-NMiDc9zs.css","/assets/PasswordForm-xFQ9BNYB.js","/assets/PasswordPage-Cj5Unbsj.css","/assets/PasswordPage-D44yZ1iw.js","/assets/ProgressBar-DIaxcfL8.js","/assets/ProgressBar-DOc7V1w1.css","/assets/ReportPage-CqFYjOqR.js","/assets/ReportPage-DfUKIPDN.css","/assets/ReportView-BWBbJhuo.css","/assets/ReportView-Cb3JWJhz.js","/assets/SignInPage-Bory8Mm5.js","/assets/SignInPage-C27aYsD7.css","/assets/StateView-XxUTVRis.css","/assets/StateView-pfiIoLj4.js","/assets/StatusPill-D-Wabf-L.js","/assets/StatusPill-bERT8GUF.css","/assets/TabBar-BYKn2ZlN.css","/assets/TabBar-wuV4_nrz.js","/assets/TodoPage-ClWBKKus.css","/assets/TodoPage-sIDZJ-_H.js","/assets/build-DVEg4Ztg.js","/assets/client-DAu6JMXt.js","/assets/core-QQKdprun.js","/assets/draft-store-DgvqoTlO.js","/assets/labels-_I162-i1.js","/assets/m-CbogiS0y.js","/assets/m-DjT0lMjB.css","/assets/queries-CrPwrQKT.js","/assets/query-client-DkMHP_YX.js","/assets/read-Bhz0JRHI.js","/assets/timeline-BGzlPxzN.js","/assets/todos-eioOUYWA.js","/assets/use-submit-B8K-0TSF.js","/assets/vendor-core-CXyVtg22.js","/assets/vendor-query-yFbX93Px.js","/assets/vendor-vant-BkvO6Umj.css","/assets/vendor-vant-CwCRChx4.js"]
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
