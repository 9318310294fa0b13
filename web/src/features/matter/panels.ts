import { defineAsyncComponent, type Component } from 'vue'
import type { Role } from '@/api/types'

// What stands below the units of a matter, a tab each. A component gets the page as a prop, reads its own data
// (under the key ['matter', id, …], so that a change of the matter renews it) and emits choose and changed.
export interface MatterPanel {
  key: string
  title: string
  roles?: readonly Role[]
  component: Component
}

export const PANELS: MatterPanel[] = [
  { key: 'time', title: '时限', component: defineAsyncComponent(() => import('@/features/time/components/TimePanel.vue')) },
  { key: 'talk', title: '交流', component: defineAsyncComponent(() => import('@/features/talk/TalkPanel.vue')) },
]
