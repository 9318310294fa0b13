import { defineFeature } from '@/app/feature'

export default defineFeature({
  routes: [
    { path: '/documents', component: () => import('./RegisterPage.vue'), meta: { title: '发文登记', roles: ['leader', 'office'] } },
    {
      path: '/documents/:id(\\d+)',
      component: () => import('./PaperPage.vue'),
      meta: { title: '督办通知', roles: ['leader', 'office', 'department', 'liaison'], layout: 'print' },
    },
  ],
  menu: [{ title: '发文登记', to: '/documents', icon: 'number', roles: ['leader', 'office'], order: 26 }],
})
