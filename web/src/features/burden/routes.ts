import { defineFeature } from '@/app/feature'

const BUSINESS = ['leader', 'office', 'department', 'liaison'] as const

export default defineFeature({
  routes: [{ path: '/burden', component: () => import('./BurdenPage.vue'), meta: { title: '本周应报', roles: BUSINESS } }],
  menu: [{ title: '本周应报', to: '/burden', icon: 'columns', roles: BUSINESS, order: 45 }],
})
