import { defineFeature } from '@/app/feature'

const BODY = ['leader', 'office'] as const

export default defineFeature({
  routes: [
    { path: '/digests', component: () => import('./PhoneDigestsPage.vue'), meta: { title: '督办摘要', roles: BODY } },
    { path: '/digests/now', component: () => import('./PhoneBriefingPage.vue'), meta: { title: '此刻的督办情况', roles: ['leader'] } },
    { path: '/digests/:id(\\d+)', component: () => import('./PhoneDigestPage.vue'), meta: { title: '督办摘要', roles: BODY } },
  ],
})
