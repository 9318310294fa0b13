import { defineAsyncComponent, type Component } from 'vue'
import type { MatterPage, Role } from '@/api/types'

// What stands below the units of a matter, a tab each. A component gets the page as a prop, reads its own data
// (under the key ['matter', id, …], so that a change of the matter renews it) and emits choose and changed.
export interface MatterPanel {
  key: string
  title: string
  roles?: readonly Role[]
  // Only on matters that have something for it; on all where it is absent.
  shows?: (page: MatterPage) => boolean
  component: Component
}

export const PANELS: MatterPanel[] = [
  { key: 'time', title: '时限', component: defineAsyncComponent(() => import('@/features/time/components/TimePanel.vue')) },
  { key: 'plan', title: '工作方案', component: defineAsyncComponent(() => import('@/features/plan/PlanPanel.vue')) },
  {
    key: 'levels',
    title: '任务分解',
    shows: (page) => page.children.length > 0 || page.assignments.some((at) => at.actions.some((action) => action.name === 'break_down')),
    component: defineAsyncComponent(() => import('@/features/levels/LevelPanel.vue')),
  },
  { key: 'directives', title: '交办要求', component: defineAsyncComponent(() => import('@/features/track/DirectivePanel.vue')) },
  { key: 'contacts', title: '跟踪记录', component: defineAsyncComponent(() => import('@/features/track/ContactPanel.vue')) },
  { key: 'coordination', title: '协调', component: defineAsyncComponent(() => import('@/features/coordination/CoordinationPanel.vue')) },
  { key: 'report', title: '进展报告', component: defineAsyncComponent(() => import('@/features/report/DeskReports.vue')) },
  { key: 'talk', title: '交流', component: defineAsyncComponent(() => import('@/features/talk/TalkPanel.vue')) },
  { key: 'inspections', title: '督查', component: defineAsyncComponent(() => import('@/features/inspection/InspectionPanel.vue')) },
]
