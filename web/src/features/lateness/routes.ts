import { defineFeature } from '@/app/feature'

const BODY = ['leader', 'office'] as const

export default defineFeature({
  routes: [{ path: '/lateness', component: () => import('./LatenessPage.vue'), meta: { title: '按时办理情况', roles: BODY } }],
  menu: [{ title: '按时办理情况', to: '/lateness', icon: 'check', roles: BODY, order: 48 }],
})
