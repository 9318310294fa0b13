import { defineFeature } from '@/app/feature'

export default defineFeature({
  routes: [{ path: '/help', component: () => import('./HelpPage.vue'), meta: { title: '帮助' } }],
  menu: [{ title: '帮助', to: '/help', icon: 'help', roles: ['leader', 'office', 'department', 'liaison', 'admin', 'auditor'], order: 900 }],
})
