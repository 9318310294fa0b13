import { defineFeature } from '@/app/feature'

const INSIDE = ['leader', 'office', 'department', 'liaison', 'admin'] as const

export default defineFeature({
  routes: [
    { path: '/calendar', component: () => import('./CalendarPage.vue'), meta: { title: '工作日历', roles: INSIDE } },
    { path: '/time-rules', component: () => import('./RulesPage.vue'), meta: { title: '时限规则', roles: INSIDE } },
  ],
  menu: [
    { title: '工作日历', to: '/calendar', icon: 'calendar', roles: ['office', 'admin'], order: 65 },
    { title: '时限规则', to: '/time-rules', icon: 'number', roles: ['leader', 'office'], order: 66 },
  ],
})
