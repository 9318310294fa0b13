import { defineAsyncComponent, type Component } from 'vue'
import type { Role } from '@/api/types'

// What stands on a matter's page on the phone, folded: a component is fetched when its card is opened. It gets
// the page and the reader's own part (if any), reads its own data under ['matter', id, …] and emits done.
export interface PhonePanel {
  key: string
  title: string
  roles?: readonly Role[]
  component: Component
}

export const PHONE_PANELS: PhonePanel[] = [
  { key: 'talk', title: '交流', component: defineAsyncComponent(() => import('@/features/talk/TalkPanel.vue')) },
]
