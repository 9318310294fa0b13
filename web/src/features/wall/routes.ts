import { defineFeature } from '@/app/feature'

const BUSINESS = ['leader', 'office', 'department', 'liaison'] as const

export default defineFeature({
  routes: [{ path: '/wall', component: () => import('./WallPage.vue'), meta: { title: '挂图作战', layout: 'bare', roles: BUSINESS } }],
  menu: [{ title: '挂图作战', to: '/wall', icon: 'columns', roles: ['leader', 'office'], order: 25 }],
})
