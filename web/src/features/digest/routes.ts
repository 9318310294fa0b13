import { defineFeature } from '@/app/feature'

const BODY = ['leader', 'office'] as const

export default defineFeature({
  routes: [
    { path: '/digests', component: () => import('./DigestsPage.vue'), meta: { title: '督办摘要', roles: BODY } },
    { path: '/digests/now', component: () => import('./BriefingPage.vue'), meta: { title: '此刻的督办情况', roles: ['leader'], under: '/digests' } },
    { path: '/digests/:id(\\d+)', component: () => import('./DigestPage.vue'), meta: { title: '督办摘要', roles: BODY, under: '/digests' } },
  ],
  menu: [{ title: '督办摘要', to: '/digests', icon: 'file', roles: BODY, order: 47 }],
})
