import { defineFeature } from '@/app/feature'

const AUDITOR = ['auditor'] as const

export default defineFeature({
  routes: [{ path: '/audit', component: () => import('./AuditPage.vue'), meta: { title: '审计记录', roles: AUDITOR } }],
  menu: [{ title: '审计记录', to: '/audit', icon: 'shield', roles: AUDITOR, order: 70 }],
})
