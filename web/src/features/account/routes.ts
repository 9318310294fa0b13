import { defineFeature } from '@/app/feature'

export default defineFeature({
  routes: [
    {
      path: '/sign-in',
      component: () => import('./SignInPage.vue'),
      meta: { title: '登录', layout: 'bare', isPublic: true },
    },
    { path: '/password', component: () => import('./PasswordPage.vue'), meta: { title: '修改密码', layout: 'bare' } },
    { path: '/account', component: () => import('./AccountPage.vue'), meta: { title: '我的账号' } },
  ],
})
