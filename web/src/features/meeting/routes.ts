import { defineFeature } from '@/app/feature'

const BUSINESS = ['leader', 'office', 'department', 'liaison'] as const
const BODY = ['leader', 'office'] as const

export default defineFeature({
  routes: [
    { path: '/meetings', component: () => import('./MeetingsPage.vue'), meta: { title: '会议', roles: BUSINESS } },
    { path: '/meetings/new', component: () => import('./MeetingFormPage.vue'), meta: { title: '召集会议', roles: BODY } },
    { path: '/meetings/:id(\\d+)', component: () => import('./MeetingPage.vue'), meta: { title: '会议', roles: BUSINESS } },
    { path: '/meetings/:id(\\d+)/edit', component: () => import('./MeetingFormPage.vue'), meta: { title: '修改会议', roles: BODY } },
    { path: '/schedule', component: () => import('./SchedulePage.vue'), meta: { title: '日程', roles: BUSINESS } },
    { path: '/field-days', component: () => import('./FieldDaysPage.vue'), meta: { title: '领导下基层', roles: BODY } },
  ],
  menu: [
    { title: '日程', to: '/schedule', icon: 'calendar', roles: BUSINESS, order: 41 },
    { title: '会议', to: '/meetings', icon: 'person', roles: BUSINESS, order: 42 },
    { title: '领导下基层', to: '/field-days', icon: 'check', roles: BODY, order: 43 },
  ],
})
