/* Opens the pages without a line: built files come from the cache, pages from the network first. Nothing
 * under /api is ever kept here; drafts live in IndexedDB. */
const CACHE = 'duban-8ba2707508cc'
const FILES = ["/assets/BottomSheet-CYdYAqXl.js","/assets/BottomSheet-DfiHJwzs.css","/assets/DateField-D0wcrETV.js","/assets/DateField-DjgvjytR.css","/assets/FormField-Bf5GTy0j.css","/assets/FormField-Dgca09B9.js","/assets/HelpPage-htXJ4Ge_.js","/assets/HelpText-BZo0BZZx.css","/assets/HelpText-D0vRPCRC.js","/assets/LightMark-D8W3NMOa.js","/assets/LightMark-DG0VB3VO.css","/assets/MatterPage-CYRTK5Xm.js","/assets/MatterPage-DzLZEvuX.css","/assets/MePage-BwrSj12P.css","/assets/MePage-CtPXoBW6.js","/assets/NoLine-BAO4Ku-S.js","/assets/NoLine-Cp7ueHEJ.css","/assets/NotFound-BoSVHidX.js","/assets/NotFound-DCRTZTkG.css","/assets/NoticeItems-B32Df7wd.js","/assets/NoticeItems-CFsZMeeV.css","/assets/NoticeList-BVWVa0on.js","/assets/NoticeList-HJpWAC1A.css","/assets/OfflineNote-C2IOMn9z.js","/assets/OfflineNote-CGOQqx6j.css","/assets/OpenPage-CE4Wwih6.css","/assets/OpenPage-CJ3vE_oz.js","/assets/PageBar-Cp2FSSK2.css","/assets/PageBar-vTMIOS0z.js","/assets/PasswordForm-BP44W_IP.css","/assets/PasswordForm-BuZBOZ-1.js","/assets/PasswordPage-BQoOKl0i.css","/assets/PasswordPage-BZTNY3UW.js","/assets/PhoneNoticePage-6-zF9hoy.js","/assets/PhoneNoticePage-EjzWND8x.css","/assets/PhonePreferencesPage-Bk7i_zIy.js","/assets/PreferencesForm-6P8NvSkn.js","/assets/PreferencesForm-BhCeZXI-.css","/assets/ProgressBar-BuARh-3r.js","/assets/ProgressBar-DOc7V1w1.css","/assets/ReminderList-CsV8ln9W.css","/assets/ReminderList-CuYNbebU.js","/assets/ReportPage-DfUKIPDN.css","/assets/ReportPage-DjTxHUx3.js","/assets/ReportView-BWBbJhuo.css","/assets/ReportView-i3XZ302B.js","/assets/SignInPage-Ce9j9ZDC.js","/assets/SignInPage-DPV9LBZQ.css","/assets/StateView-ClYBU8_M.js","/assets/StateView-XxUTVRis.css","/assets/StatusPill-B3BqZoFe.js","/assets/StatusPill-bERT8GUF.css","/assets/TabBar-CaXkmtaF.css","/assets/TabBar-Dkjy3rbL.js","/assets/TodoPage-aFwGWoN1.css","/assets/TodoPage-nnTBS2A3.js","/assets/UnitPicker-CacGxUi7.js","/assets/UnitPicker-DG8R118W.css","/assets/UnitTasks-DHChaCPR.js","/assets/UnitTasks-K_x_1bQ_.css","/assets/build-DVEg4Ztg.js","/assets/client-m52UcqqO.js","/assets/control-attrs-UbuGdvDg.js","/assets/core-CGRZtNt5.js","/assets/deeds-7dB7NjGG.css","/assets/deeds-CNs6Vf-7.js","/assets/draft-store-DgvqoTlO.js","/assets/limits-CQsXC2VZ.js","/assets/m-DLWI1KIV.js","/assets/m-DjT0lMjB.css","/assets/queries-CFo555mN.js","/assets/queries-D-igH13y.js","/assets/queries-DSeE2xK8.js","/assets/query-client-DTyGtaXJ.js","/assets/read-st20rRE3.js","/assets/timeline-qXe10axR.js","/assets/todos-eioOUYWA.js","/assets/use-submit-Cf7un6Lh.js","/assets/use-units-DTqEIzst.js","/assets/use-workdays-CARud7GZ.js","/assets/vendor-core-CXyVtg22.js","/assets/vendor-query-yFbX93Px.js","/assets/vendor-vant-BkvO6Umj.css","/assets/vendor-vant-CwCRChx4.js"]
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
