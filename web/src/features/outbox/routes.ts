import { defineFeature } from '@/app/feature'

const ADMIN = ['admin'] as const

export default defineFeature({
  routes: [
    { path: '/outbox', component: () => import('./OutboxPage.vue'), meta: { title: '发件箱', roles: ADMIN } },
    { path: '/jobs', component: () => import('./JobsPage.vue'), meta: { title: '定时任务', roles: ADMIN } },
  ],
  menu: [
    { title: '发件箱', to: '/outbox', icon: 'file', roles: ADMIN, order: 67 },
    { title: '定时任务', to: '/jobs', icon: 'calendar', roles: ADMIN, order: 68 },
  ],
})
