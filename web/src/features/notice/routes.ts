import { defineFeature } from '@/app/feature'

export default defineFeature({
  routes: [{ path: '/notices', component: () => import('./NoticePage.vue'), meta: { title: '通知' } }],
  menu: [{ title: '通知', to: '/notices', icon: 'bell', roles: ['leader', 'office', 'department', 'liaison'], order: 12 }],
})
