import { defineFeature } from '@/app/feature'

const BUSINESS = ['leader', 'office', 'department', 'liaison'] as const

export default defineFeature({
  routes: [
    { path: '/meetings', component: () => import('./phone/PhoneMeetingsPage.vue'), meta: { title: '会议', roles: BUSINESS } },
    { path: '/meetings/:id(\\d+)', component: () => import('./phone/PhoneMeetingPage.vue'), meta: { title: '会议', roles: BUSINESS } },
    { path: '/meetings/:id(\\d+)/sign-in', component: () => import('./phone/PhoneSignInPage.vue'), meta: { title: '签到', roles: BUSINESS } },
    { path: '/schedule', component: () => import('./phone/PhoneSchedulePage.vue'), meta: { title: '日程', roles: BUSINESS } },
    { path: '/field-days', component: () => import('./phone/PhoneFieldDaysPage.vue'), meta: { title: '下基层', roles: ['leader', 'office'] } },
  ],
})
