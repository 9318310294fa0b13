import { defineFeature } from '@/app/feature'

export default defineFeature({
  routes: [{ path: '/', component: () => import('./HomePage.vue'), meta: { title: '首页' } }],
  menu: [
    {
      title: '今日待办',
      to: '/',
      icon: 'home',
      roles: ['leader', 'office', 'department', 'liaison', 'admin', 'auditor'],
      order: 10,
    },
  ],
})
