import { defineFeature } from '@/app/feature'

export default defineFeature({
  routes: [
    { path: '/assignments/:id(\\d+)/plan', component: () => import('./PlanEditPage.vue'), meta: { title: '工作方案', under: '/matters', roles: ['department', 'liaison'] } },
  ],
})
