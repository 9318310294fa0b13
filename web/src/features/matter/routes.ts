import { defineFeature } from '@/app/feature'

export default defineFeature({
  routes: [
    {
      path: '/matters/:id(\\d+)',
      component: () => import('./MatterPage.vue'),
      meta: { title: '督办事项', under: '/matters', roles: ['leader', 'office', 'department', 'liaison'] },
    },
  ],
})
