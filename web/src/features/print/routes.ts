import { defineFeature } from '@/app/feature'

export default defineFeature({
  routes: [
    {
      path: '/documents/:id(\\d+)',
      component: () => import('./PaperPage.vue'),
      meta: { title: '督办通知', roles: ['leader', 'office', 'department', 'liaison'], layout: 'print' },
    },
  ],
})
