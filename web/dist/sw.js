/* Opens the pages without a line: built files come from the cache, pages from the network first. Nothing
 * under /api is ever kept here; drafts live in IndexedDB. */
const CACHE = 'duban-690be9d06b15'
const FILES = ["/assets/BottomSheet-CYdYAqXl.js","/assets/BottomSheet-DfiHJwzs.css","/assets/FormField-Bf5GTy0j.css","/assets/FormField-Dgca09B9.js","/assets/HelpPage-DTF_jPDT.js","/assets/HelpText-BZo0BZZx.css","/assets/HelpText-CUP0qI3o.js","/assets/LightMark-CdIw1LC0.js","/assets/LightMark-DG0VB3VO.css","/assets/MatterPage-DuRfdA1f.js","/assets/MatterPage-ybfE4ERP.css","/assets/MePage-BwrSj12P.css","/assets/MePage-Csrp960t.js","/assets/NoLine-BAO4Ku-S.js","/assets/NoLine-Cp7ueHEJ.css","/assets/NotFound-BoSVHidX.js","/assets/NotFound-DCRTZTkG.css","/assets/OfflineNote-C2IOMn9z.js","/assets/OfflineNote-CGOQqx6j.css","/assets/OpenPage-CE4Wwih6.css","/assets/OpenPage-DwNjViis.js","/assets/PageBar-Cp2FSSK2.css","/assets/PageBar-vTMIOS0z.js","/assets/PasswordForm-BP44W_IP.css","/assets/PasswordForm-ZkgXLwRV.js","/assets/PasswordPage-BQoOKl0i.css","/assets/PasswordPage-Ct4Y-dFk.js","/assets/ProgressBar-BuARh-3r.js","/assets/ProgressBar-DOc7V1w1.css","/assets/ReportPage-DfUKIPDN.css","/assets/ReportPage-DzaQf-iX.js","/assets/ReportView-BWBbJhuo.css","/assets/ReportView-CtY-24BX.js","/assets/SignInPage-DPV9LBZQ.css","/assets/SignInPage-DysgoGqJ.js","/assets/StateView-BVXyJXHg.js","/assets/StateView-XxUTVRis.css","/assets/StatusPill-B3BqZoFe.js","/assets/StatusPill-bERT8GUF.css","/assets/TabBar-BYKn2ZlN.css","/assets/TabBar-Cfs7Svvi.js","/assets/TodoPage-6i0moY9y.css","/assets/TodoPage-DWxeJpM8.js","/assets/build-DVEg4Ztg.js","/assets/client-ZBCtHoCT.js","/assets/core-NyEl6MhP.js","/assets/draft-store-DgvqoTlO.js","/assets/m-CUc9d9lN.js","/assets/m-DjT0lMjB.css","/assets/queries-B7nvDOPF.js","/assets/query-client-_FZBcrgO.js","/assets/read-Dn1gpQ7M.js","/assets/timeline-BGzlPxzN.js","/assets/todos-eioOUYWA.js","/assets/use-submit-idhd5dBG.js","/assets/vendor-core-CXyVtg22.js","/assets/vendor-query-yFbX93Px.js","/assets/vendor-vant-BkvO6Umj.css","/assets/vendor-vant-CwCRChx4.js"]
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
