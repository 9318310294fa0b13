import { defineFeature } from '@/app/feature'

const INSIDE = ['leader', 'office', 'department', 'liaison', 'admin'] as const
const BOTH = ['office', 'admin'] as const

export default defineFeature({
  routes: [
    { path: '/acting', component: () => import('./ActingPage.vue'), meta: { title: '代理', roles: INSIDE } },
    { path: '/handovers', component: () => import('./HandoversPage.vue'), meta: { title: '工作移交', roles: BOTH } },
  ],
  menu: [
    { title: '代理', to: '/acting', icon: 'person', roles: ['leader', 'department', 'admin'], order: 65 },
    { title: '工作移交', to: '/handovers', icon: 'link', roles: BOTH, order: 66 },
  ],
})
