/* Opens the pages without a line: built files come from the cache, pages from the network first. Nothing
 * under /api is ever kept here; drafts live in IndexedDB. */
const CACHE = 'duban-b73967ab80cb'
const FILES = ["/assets/BottomSheet-CYdYAqXl.js","/assets/BottomSheet-DfiHJwzs.css","/assets/FormField-Bf5GTy0j.css","/assets/FormField-Dgca09B9.js","/assets/HelpPage-DmzceKe7.js","/assets/HelpText-BZo0BZZx.css","/assets/HelpText-X_EF8JOb.js","/assets/LightMark-2tHvykAT.js","/assets/LightMark-DG0VB3VO.css","/assets/MatterPage-ClgDoRTw.js","/assets/MatterPage-ybfE4ERP.css","/assets/MePage-Bieshu2X.js","/assets/MePage-BwrSj12P.css","/assets/NoLine-BAO4Ku-S.js","/assets/NoLine-Cp7ueHEJ.css","/assets/NotFound-BoSVHidX.js","/assets/NotFound-DCRTZTkG.css","/assets/NoticeItems-B7sE-zMF.js","/assets/NoticeItems-CFsZMeeV.css","/assets/NoticeList-CWvyiUUf.js","/assets/NoticeList-HJpWAC1A.css","/assets/OfflineNote-C2IOMn9z.js","/assets/OfflineNote-CGOQqx6j.css","/assets/OpenPage-CE4Wwih6.css","/assets/OpenPage-CozDbDPL.js","/assets/PageBar-Cp2FSSK2.css","/assets/PageBar-vTMIOS0z.js","/assets/PasswordForm-BP44W_IP.css","/assets/PasswordForm-DbU4rCdb.js","/assets/PasswordPage-BQoOKl0i.css","/assets/PasswordPage-CUy50hWw.js","/assets/PhoneNoticePage-CzyHsu0A.js","/assets/PhoneNoticePage-EjzWND8x.css","/assets/PhonePreferencesPage-B-5k3anh.js","/assets/PreferencesForm-BhCeZXI-.css","/assets/PreferencesForm-DmBCa1NT.js","/assets/ProgressBar-BuARh-3r.js","/assets/ProgressBar-DOc7V1w1.css","/assets/ReportPage-DfUKIPDN.css","/assets/ReportPage-S11267rX.js","/assets/ReportView-BWBbJhuo.css","/assets/ReportView-CgSO6ugC.js","/assets/SignInPage-BQEhTUSu.js","/assets/SignInPage-DPV9LBZQ.css","/assets/StateView-DJPYzZXh.js","/assets/StateView-XxUTVRis.css","/assets/StatusPill-B3BqZoFe.js","/assets/StatusPill-bERT8GUF.css","/assets/TabBar-CaXkmtaF.css","/assets/TabBar-lHIQI2Fn.js","/assets/TodoPage-6i0moY9y.css","/assets/TodoPage-CG27fkbZ.js","/assets/build-DVEg4Ztg.js","/assets/client-CbxGcYaa.js","/assets/core-CDoGxn4Q.js","/assets/draft-store-DgvqoTlO.js","/assets/m-Csq9g0Om.js","/assets/m-DjT0lMjB.css","/assets/queries-BQEfYg8c.js","/assets/queries-BzFV60Lm.js","/assets/query-client-DPEYic5x.js","/assets/read-C0E3gHYL.js","/assets/timeline-qXe10axR.js","/assets/todos-eioOUYWA.js","/assets/use-submit-C1DSD0Bq.js","/assets/vendor-core-CXyVtg22.js","/assets/vendor-query-yFbX93Px.js","/assets/vendor-vant-BkvO6Umj.css","/assets/vendor-vant-CwCRChx4.js"]
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
