import { defineAsyncComponent, type Component } from 'vue'
import type { MatterPage, Role } from '@/api/types'

// What stands on a matter's page on the phone, folded: a component is fetched when its card is opened. It gets
// the page and the reader's own part (if any), reads its own data under ['matter', id, …] and emits done.
export interface PhonePanel {
  key: string
  title: string
  roles?: readonly Role[]
  // Only on matters that have something for it; on all where it is absent.
  shows?: (page: MatterPage) => boolean
  component: Component
}

export const PHONE_PANELS: PhonePanel[] = [
  { key: 'plan', title: '工作方案', component: defineAsyncComponent(() => import('@/features/plan/PhonePlan.vue')) },
  {
    key: 'levels',
    title: '任务分解',
    shows: (page) => page.children.length > 0 || Boolean(page.matter.parent_assignment_id),
    component: defineAsyncComponent(() => import('@/features/levels/PhoneLevels.vue')),
  },
  { key: 'directives', title: '交办要求', component: defineAsyncComponent(() => import('@/features/track/DirectivePanel.vue')) },
  { key: 'contacts', title: '跟踪记录', component: defineAsyncComponent(() => import('@/features/track/ContactPanel.vue')) },
  { key: 'coordination', title: '协调', component: defineAsyncComponent(() => import('@/features/coordination/CoordinationPanel.vue')) },
  { key: 'report', title: '进展报告', component: defineAsyncComponent(() => import('@/features/report/PhoneReports.vue')) },
  { key: 'talk', title: '交流', component: defineAsyncComponent(() => import('@/features/talk/TalkPanel.vue')) },
  { key: 'inspections', title: '督查', component: defineAsyncComponent(() => import('@/features/inspection/InspectionPanel.vue')) },
]
