import { defineFeature } from '@/app/feature'

const BODY = ['leader', 'office'] as const

export default defineFeature({
  routes: [
    { path: '/instructions', component: () => import('./InstructionsPage.vue'), meta: { title: '领导批示', roles: BODY } },
    { path: '/instructions/:id(\\d+)', component: () => import('./InstructionPage.vue'), meta: { title: '批示', roles: BODY, under: '/instructions' } },
  ],
  menu: [{ title: '领导批示', to: '/instructions', icon: 'file', roles: BODY, order: 22 }],
})
