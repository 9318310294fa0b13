import { defineFeature } from '@/app/feature'

export default defineFeature({
  routes: [
    {
      path: '/assignments/:id(\\d+)/report',
      component: () => import('./ReportPage.vue'),
      meta: { title: '报送进展', under: '/matters', roles: ['department', 'liaison'] },
    },
  ],
})
