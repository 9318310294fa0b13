import { defineFeature } from '@/app/feature'

export default defineFeature({
  routes: [
    { path: '/register', component: () => import('./RegisterPage.vue'), meta: { title: '登记事项', roles: ['office'] } },
    { path: '/matters/:id(\\d+)/edit', component: () => import('./RegisterPage.vue'), meta: { title: '修改拟办事项', under: '/register', roles: ['office'] } },
  ],
  menu: [{ title: '登记事项', to: '/register', icon: 'add', roles: ['office'], order: 21 }],
})
