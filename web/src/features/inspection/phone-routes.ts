import { defineFeature } from '@/app/feature'

const BUSINESS = ['leader', 'office', 'department', 'liaison'] as const

export default defineFeature({
  routes: [
    { path: '/inspections', component: () => import('./phone/PhoneInspectionsPage.vue'), meta: { title: '督查', roles: BUSINESS } },
    { path: '/inspections/:id(\\d+)', component: () => import('./phone/PhoneInspectionPage.vue'), meta: { title: '督查', roles: BUSINESS } },
    { path: '/inspections/:id(\\d+)/visits/:visit(\\d+)', component: () => import('./phone/PhoneVisitPage.vue'), meta: { title: '督查记录', roles: BUSINESS } },
  ],
})
