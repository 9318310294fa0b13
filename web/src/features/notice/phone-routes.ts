import { defineFeature } from '@/app/feature'

export default defineFeature({
  routes: [
    { path: '/notices', component: () => import('./PhoneNoticePage.vue'), meta: { title: '通知' } },
    { path: '/notices/preferences', component: () => import('./PhonePreferencesPage.vue'), meta: { title: '通知方式' } },
  ],
})
