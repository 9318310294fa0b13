import { defineFeature } from '@/app/feature'

const BODY = ['leader', 'office'] as const

export default defineFeature({
  routes: [{ path: '/tracking', component: () => import('./TrackingPage.vue'), meta: { title: '跟踪记录', roles: BODY } }],
  menu: [{ title: '跟踪记录', to: '/tracking', icon: 'phone', roles: BODY, order: 32 }],
})
