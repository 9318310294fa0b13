import { defineFeature } from '@/app/feature'

const BODY = ['leader', 'office'] as const

export default defineFeature({
  routes: [
    { path: '/instructions', component: () => import('./phone/PhoneInstructionsPage.vue'), meta: { title: '批示', roles: BODY } },
    { path: '/instructions/:id(\\d+)', component: () => import('./phone/PhoneInstructionPage.vue'), meta: { title: '批示', roles: BODY } },
  ],
})
