import { defineFeature } from '@/app/feature'

const ADMIN = ['admin'] as const
const INSIDE = ['leader', 'office', 'department', 'liaison', 'admin'] as const

export default defineFeature({
  routes: [
    { path: '/units', component: () => import('./UnitsPage.vue'), meta: { title: '单位', roles: ADMIN } },
    { path: '/people', component: () => import('./PeoplePage.vue'), meta: { title: '人员账号', roles: ADMIN } },
    { path: '/charges', component: () => import('./ChargesPage.vue'), meta: { title: '领导分管', roles: ['admin', 'leader', 'office'] } },
    { path: '/liaisons', component: () => import('./LiaisonsPage.vue'), meta: { title: '联络员名册', roles: INSIDE } },
    { path: '/imports', component: () => import('./ImportPage.vue'), meta: { title: '批量导入', roles: ADMIN } },
  ],
  menu: [
    { title: '单位', to: '/units', icon: 'units', roles: ADMIN, order: 60 },
    { title: '人员账号', to: '/people', icon: 'person', roles: ADMIN, order: 61 },
    { title: '领导分管', to: '/charges', icon: 'link', roles: ['admin', 'leader', 'office'], order: 62 },
    { title: '联络员名册', to: '/liaisons', icon: 'phone', roles: INSIDE, order: 63 },
    { title: '批量导入', to: '/imports', icon: 'upload', roles: ADMIN, order: 64 },
  ],
})
