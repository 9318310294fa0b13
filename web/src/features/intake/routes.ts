import { defineFeature } from '@/app/feature'

export default defineFeature({
  routes: [
    { path: '/imports/matters', component: () => import('./IntakePage.vue'), meta: { title: '任务分解表导入', roles: ['office'] } },
    { path: '/imports/matters/:id(\\d+)', component: () => import('./ImportedPage.vue'), meta: { title: '任务分解表导入结果', under: '/imports/matters', roles: ['office'] } },
  ],
  menu: [{ title: '分解表导入', to: '/imports/matters', icon: 'upload', roles: ['office'], order: 23 }],
})
