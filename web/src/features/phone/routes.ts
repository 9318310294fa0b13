import './phone.css'
import { defineFeature } from '@/app/feature'

const BUSINESS = ['leader', 'office', 'department', 'liaison'] as const
const UNIT = ['department', 'liaison'] as const

export default defineFeature({
  routes: [
    { path: '/', component: () => import('./TodoPage.vue'), meta: { title: '待办' } },
    { path: '/open', component: () => import('./OpenPage.vue'), meta: { title: '在办事项', roles: BUSINESS } },
    { path: '/matters/:id(\\d+)', component: () => import('./MatterPage.vue'), meta: { title: '督办事项', roles: BUSINESS } },
    { path: '/assignments/:id(\\d+)/report', component: () => import('./ReportPage.vue'), meta: { title: '报送进展', roles: UNIT } },
    { path: '/me', component: () => import('./MePage.vue'), meta: { title: '我的' } },
    { path: '/help', component: () => import('./HelpPage.vue'), meta: { title: '帮助' } },
    { path: '/password', component: () => import('./PasswordPage.vue'), meta: { title: '修改密码' } },
    {
      path: '/sign-in',
      component: () => import('@/features/account/SignInPage.vue'),
      meta: { title: '登录', layout: 'bare', isPublic: true },
    },
  ],
})
