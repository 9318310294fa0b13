import { defineFeature } from '@/app/feature'

const BUSINESS = ['leader', 'office', 'department', 'liaison'] as const

export default defineFeature({
  routes: [
    { path: '/matters', component: () => import('./LedgerPage.vue'), meta: { title: '督办台账', roles: BUSINESS } },
    {
      path: '/matters/print',
      component: () => import('./LedgerPrintPage.vue'),
      meta: { title: '督办台账', roles: BUSINESS, layout: 'print' },
    },
  ],
  menu: [{ title: '督办台账', to: '/matters', icon: 'list', roles: BUSINESS, order: 20 }],
})
