import { defineFeature } from '@/app/feature'

const BODY = ['leader', 'office'] as const
const BUSINESS = ['leader', 'office', 'department', 'liaison'] as const

export default defineFeature({
  routes: [
    { path: '/inspections', component: () => import('./InspectionsPage.vue'), meta: { title: '督查', roles: BUSINESS } },
    { path: '/inspections/new', component: () => import('./PlanPage.vue'), meta: { title: '安排督查', roles: BODY } },
    { path: '/inspections/:id(\\d+)', component: () => import('./InspectionPage.vue'), meta: { title: '督查', roles: BUSINESS } },
    { path: '/inspections/:id(\\d+)/edit', component: () => import('./PlanPage.vue'), meta: { title: '修改督查计划', roles: BODY } },
    { path: '/inspections/:id(\\d+)/print', component: () => import('./InspectionPrintPage.vue'), meta: { title: '督查记录', roles: BUSINESS, layout: 'print' } },
    { path: '/check-lists', component: () => import('./CheckListsPage.vue'), meta: { title: '检查清单', roles: ['office'], under: '/inspections' } },
  ],
  menu: [{ title: '督查', to: '/inspections', icon: 'search', roles: BUSINESS, order: 34 }],
})
