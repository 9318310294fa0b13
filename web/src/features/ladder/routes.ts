import { defineFeature } from '@/app/feature'

const BODY = ['leader', 'office'] as const

export default defineFeature({
  routes: [{ path: '/ladder', component: () => import('./LadderPage.vue'), meta: { title: '督办升级', roles: BODY } }],
  menu: [{ title: '督办升级', to: '/ladder', icon: 'upload', roles: BODY, order: 46 }],
})
