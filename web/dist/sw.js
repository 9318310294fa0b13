/* Opens the pages without a line: built files come from the cache, pages from the network first. Nothing
 * under /api is ever kept here; drafts live in IndexedDB. */
const CACHE = 'duban-96d5ff803d4c'
const FILES = ["/assets/BottomSheet-CYdYAqXl.js","/assets/BottomSheet-DfiHJwzs.css","/assets/DateField-DV4vF-9J.js","/assets/DateField-DjgvjytR.css","/assets/FormField-Bf5GTy0j.css","/assets/FormField-Dgca09B9.js","/assets/HelpPage-HffcTcSG.js","/assets/HelpText-BZo0BZZx.css","/assets/HelpText-Cf8Oa8_Y.js","/assets/LightMark-DG0VB3VO.css","/assets/LightMark-DOgusVVr.js","/assets/MatterPage-DzcYNGmu.css","/assets/MatterPage-NcoaNs2D.js","/assets/MePage-BIy3wWTp.js","/assets/MePage-BwrSj12P.css","/assets/NoLine-BAO4Ku-S.js","/assets/NoLine-Cp7ueHEJ.css","/assets/NotFound-BoSVHidX.js","/assets/NotFound-DCRTZTkG.css","/assets/NoticeItems-CFsZMeeV.css","/assets/NoticeItems-CgmyUhCL.js","/assets/NoticeList-B7ntgIEB.js","/assets/NoticeList-HJpWAC1A.css","/assets/NoticeStream-DT13tFaE.js","/assets/OfflineNote-C2IOMn9z.js","/assets/OfflineNote-CGOQqx6j.css","/assets/OpenPage-BiO9FuJo.css","/assets/OpenPage-CQatlKiB.js","/assets/PageBar-Cp2FSSK2.css","/assets/PageBar-vTMIOS0z.js","/assets/PasswordForm-BP44W_IP.css","/assets/PasswordForm-CMjfRpCp.js","/assets/PasswordPage-BQoOKl0i.css","/assets/PasswordPage-DJSY6KSx.js","/assets/PhoneNoticePage-2PgyatBs.js","/assets/PhoneNoticePage-EjzWND8x.css","/assets/PhonePreferencesPage-DQWMvD5-.js","/assets/PreferencesForm-BhCeZXI-.css","/assets/PreferencesForm-Bv7EUwtf.js","/assets/ProgressBar-BuARh-3r.js","/assets/ProgressBar-DOc7V1w1.css","/assets/ReminderList-B3Ocaw3y.js","/assets/ReminderList-CsV8ln9W.css","/assets/ReportPage-DfUKIPDN.css","/assets/ReportPage-Fzc_iJPb.js","/assets/ReportView-BWBbJhuo.css","/assets/ReportView-zR9NMHut.js","/assets/SignInPage-DPV9LBZQ.css","/assets/SignInPage-XTFRebCo.js","/assets/StateView-Duztd7Yd.js","/assets/StateView-XxUTVRis.css","/assets/StatusPill-B3BqZoFe.js","/assets/StatusPill-bERT8GUF.css","/assets/TabBar-CaXkmtaF.css","/assets/TabBar-DaI8ltv_.js","/assets/TodoPage-9Mw1rTQg.js","/assets/TodoPage-BIatTvdc.css","/assets/UnitPicker-CacGxUi7.js","/assets/UnitPicker-DG8R118W.css","/assets/UnitTasks-B6FUv8bV.js","/assets/UnitTasks-K_x_1bQ_.css","/assets/build-DVEg4Ztg.js","/assets/client-GCJ8bYqJ.js","/assets/control-attrs-UbuGdvDg.js","/assets/core-9WwoZZVu.js","/assets/deeds-7dB7NjGG.css","/assets/deeds-DXMJMsBt.js","/assets/draft-store-DgvqoTlO.js","/assets/limits-CQsXC2VZ.js","/assets/m-BP7vesZE.js","/assets/m-DjT0lMjB.css","/assets/queries-BiFf8CJb.js","/assets/queries-K53gQa7-.js","/assets/queries-XEY3JYRK.js","/assets/query-client-NPECBoUK.js","/assets/read-DoO6-sME.js","/assets/timeline-qXe10axR.js","/assets/todos-eioOUYWA.js","/assets/use-submit-D1xWpgMa.js","/assets/use-units-D_xc5-hS.js","/assets/use-workdays-bRKoMnRf.js","/assets/vendor-core-CXyVtg22.js","/assets/vendor-query-yFbX93Px.js","/assets/vendor-vant-BkvO6Umj.css","/assets/vendor-vant-CwCRChx4.js"]
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
