import { defineFeature } from '@/app/feature'

export default defineFeature({
  routes: [{ path: '/duplicates', component: () => import('./DuplicatesPage.vue'), meta: { title: '疑似重复', under: '/matters', roles: ['office'] } }],
})
