/* Opens the pages without a line: built files come from the cache, pages from the network first. Nothing
 * under /api is ever kept here; drafts live in IndexedDB. */
const CACHE = 'duban-4773be59fee4'
const FILES = ["/assets/ActionButton-Dde9Pvx4.js","/assets/AnyDeed-CH3BOR1W.js","/assets/AppDialog-CPMpS4fK.js","/assets/AppDialog-CfotQ9DP.css","/assets/BottomSheet-Bi-V3Jbm.js","/assets/BottomSheet-DfiHJwzs.css","/assets/ContactList-BQ3uBp5N.css","/assets/ContactList-CJNY4zeQ.js","/assets/ContactPanel-B2lGDRu9.css","/assets/ContactPanel-co5ZfZq5.js","/assets/CoordinationPanel-GNei_khL.js","/assets/CoordinationPanel-MWWxIwW3.css","/assets/DateField-C267ufyu.js","/assets/DateField-DAXEQqBP.css","/assets/DeedDialog-B6FC9Ier.js","/assets/DeedDialog-DzZtJHyR.css","/assets/DeedSheet-C1irCl4i.js","/assets/DeedSheet-kxyf-WXz.css","/assets/DigestBody-Boi4dy4L.css","/assets/DigestBody-DzFlBfRh.js","/assets/DigestView-B0a_mOtY.css","/assets/DigestView-CSWS0QWZ.js","/assets/DirectiveList-BC7XdO-D.js","/assets/DirectiveList-C0JJ0Tnk.css","/assets/DirectivePanel-RzGWSSxP.js","/assets/DirectivePanel-uNldjddZ.css","/assets/FieldTally-BIoi2AkU.js","/assets/FieldTally-DxszTXpl.css","/assets/FileField-BDaMKJ--.css","/assets/FileField-Zs25eqQO.js","/assets/FileList-BREtAS06.js","/assets/FileList-Dos-FZn3.css","/assets/FormField-DL_ZIlt0.js","/assets/FormField-DhrD6ChB.css","/assets/HelpPage-DcNHQOqt.js","/assets/HelpText-CMiKuQBm.js","/assets/HelpText-D_GrfiTj.css","/assets/InspectionPanel--BWMncCU.css","/assets/InspectionPanel-DVeVaVl6.js","/assets/InstructionView-CWIg2jr4.css","/assets/InstructionView-kOWZ2sMN.js","/assets/LightMark-CllOcRj7.js","/assets/LightMark-VIErFJVb.css","/assets/MatterPage-CWjE8tjH.css","/assets/MatterPage-D3qYOtug.js","/assets/MatterSearch-BMuay-Ii.css","/assets/MatterSearch-BV53gA9k.js","/assets/MePage-BL-iGu3x.js","/assets/MePage-Cl9Io9iv.css","/assets/NoLine-CF1RJmIS.js","/assets/NoLine-Cp7ueHEJ.css","/assets/NotFound-DCRTZTkG.css","/assets/NotFound-DdVHV4_-.js","/assets/NoticeItems-B_KbSmaN.css","/assets/NoticeItems-ChbIbvRO.js","/assets/NoticeList-Bpwr1OsY.css","/assets/NoticeList-Cl0Wp9nm.js","/assets/NoticeStream-BRMhW_Yo.js","/assets/OfflineNote-B2-g6p47.js","/assets/OfflineNote-VndVFHHB.css","/assets/OpenPage-CPLnJJ-L.js","/assets/OpenPage-Cj3uboKm.css","/assets/PageBar-BFOs6aeB.js","/assets/PageBar-DBXI3EMo.css","/assets/PasswordForm-3AljRj_3.css","/assets/PasswordForm-B-f858wn.js","/assets/PasswordPage-CMKJltfV.js","/assets/PasswordPage-DqY83QPz.css","/assets/PhoneBriefingPage-DQ4dZdoS.js","/assets/PhoneDigestPage-BaRAIfCv.css","/assets/PhoneDigestPage-g23MbPpd.js","/assets/PhoneDigestsPage-DXK3U4JO.css","/assets/PhoneDigestsPage-R_ri6Kiv.js","/assets/PhoneFieldDaysPage-ES1SYeQg.js","/assets/PhoneFieldDaysPage-QhsHZnM6.css","/assets/PhoneInspectionPage-JGZbg-L6.js","/assets/PhoneInspectionPage-WwiNmVnt.css","/assets/PhoneInspectionsPage-CqbhB8vb.css","/assets/PhoneInspectionsPage-q8Pdcm68.js","/assets/PhoneInstructionPage-Duu2KCsg.js","/assets/PhoneInstructionsPage-BvP579l7.js","/assets/PhoneLevels-BQn8CzIZ.js","/assets/PhoneLevels-C73La7gU.css","/assets/PhoneMeetingPage-Bz5M2TFU.js","/assets/PhoneMeetingPage-DtOSDylk.css","/assets/PhoneMeetingsPage-B5RlUjBf.css","/assets/PhoneMeetingsPage-DAQLHUkE.js","/assets/PhoneNoticePage-EjzWND8x.css","/assets/PhoneNoticePage-jiYK5Cng.js","/assets/PhonePlan-BimLrdWE.css","/assets/PhonePlan-CINm39yS.js","/assets/PhonePreferencesPage-DM8vnA50.js","/assets/PhoneReports-DpmrBcyH.js","/assets/PhoneSchedulePage-BCuUGbxJ.css","/assets/PhoneSchedulePage-sRfkHyZ3.js","/assets/PhoneSignInPage-BmSwK1aS.css","/assets/PhoneSignInPage-BwsvJjvt.js","/assets/PhoneVisitPage-B53FBiFH.css","/assets/PhoneVisitPage-BpOv2TGl.js","/assets/PreferencesForm-BFNEvAEf.js","/assets/PreferencesForm-CzURmMbI.css","/assets/ProgressBar-LUFRCa-H.css","/assets/ProgressBar-sbFq3fad.js","/assets/ReminderList-BQ48EUNl.js","/assets/ReminderList-DkfDJlT2.css","/assets/ReportPage-BiCYMDBk.js","/assets/ReportPage-CbqhnDG4.css","/assets/ReportPanel-CAZYrQSJ.css","/assets/ReportPanel-PhGI9O4h.js","/assets/ReportView-BSepcde5.js","/assets/ReportView-Bl7RE9kN.css","/assets/ResolutionList-CLc068QA.css","/assets/ResolutionList-U884CSaE.js","/assets/SentBack-DaqNWsXG.js","/assets/SentBack-DxSkr1SD.css","/assets/SignInPage-B226IbKN.js","/assets/SignInPage-DM6t9fer.css","/assets/StateView-A1Z5Afgg.js","/assets/StateView-BTfDIUrF.css","/assets/StatusPill-DWk4CYq_.js","/assets/StatusPill-DjQOC7jd.css","/assets/TabBar-CxKY1SwL.js","/assets/TabBar-DSBDSz_J.css","/assets/TalkPanel-Dir27so8.css","/assets/TalkPanel-DsLKnc33.js","/assets/TodoPage-CPUmG7Ln.js","/assets/TodoPage-j-dSwZjN.css","/assets/UnitPicker-Bv-xAPYt.js","/assets/UnitPicker-Xh0CxMMK.css","/assets/UnitTasks-Bmo2ql9S.js","/assets/UnitTasks-v0WSi8hh.css","/assets/VisitCard-DfzFHi0I.js","/assets/VisitCard-ECpMhmYj.css","/assets/build-DVEg4Ztg.js","/assets/calendar-DcMrWgpw.js","/assets/client-Dcn6xxpj.js","/assets/control-attrs-UbuGdvDg.js","/assets/core-D9flGg9n.js","/assets/deed-DOpAlFFe.js","/assets/deeds-DC6vKKdK.js","/assets/deeds-Dd9JZ3bz.js","/assets/deeds-DkshJpxu.js","/assets/deeds-ehR2zM4V.js","/assets/deeds-r5kq6r4R.js","/assets/draft-store-b64S0DIz.js","/assets/drafts-Bbyp8YLQ.js","/assets/labels-B2cVKae2.js","/assets/lights-Cs-pkhJ0.js","/assets/limits-D_iijktQ.js","/assets/m-BHhVaCkS.css","/assets/m-R4tmPUzL.js","/assets/month-b39Co2_Z.js","/assets/queries--92MLHAw.js","/assets/queries-BLRUM_e6.js","/assets/queries-BPesq5-P.js","/assets/queries-C96yijEE.js","/assets/queries-CUdds6tr.js","/assets/queries-D92AmX70.js","/assets/queries-DDQDvT9I.js","/assets/queries-Dnnm8Y3K.js","/assets/queries-JitoGUE9.js","/assets/queries-uqsK8tlw.js","/assets/query-client-DLquwEi9.js","/assets/read-CmIzcKCJ.js","/assets/rolldown-runtime-DK3Fl9T5.js","/assets/sections-DyxGOawz.js","/assets/send-report-VR9oq_OL.js","/assets/send-report-lijJBzf9.css","/assets/sizes-D-xvjCOu.js","/assets/time-deeds-BUhVnKwN.js","/assets/timeline-CyC90wOH.js","/assets/todos-N0TdOPYl.js","/assets/tones-A9Yl7ncq.js","/assets/use-deed-BjlhtasN.css","/assets/use-deed-CBvRGfil.js","/assets/use-events-HBaEiq6v.js","/assets/use-instruct-CAjFkakl.css","/assets/use-instruct-DTWe3VmG.js","/assets/use-submit-DTuXM1Dt.js","/assets/use-units-BBYFRbfl.js","/assets/use-workdays-qjhvPduy.js","/assets/vendor-core-CXyVtg22.js","/assets/vendor-element-BOpY2aKY.js","/assets/vendor-element-CedEDyAS.css","/assets/vendor-fetch-Dw6Pe_d1.js","/assets/vendor-query-D0ZxwiVY.js","/assets/vendor-vant-BkvO6Umj.css","/assets/vendor-vant-CwCRChx4.js","/assets/words-DeCVKbSx.js","/assets/words-oBgnBha-.js"]
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
