import type { RouteRecordRaw } from 'vue-router'
import type { Role } from '@/api/types'
import type { IconName } from '@/ui/mark/icons'

export interface MenuItem {
  title: string
  to: string
  icon: IconName
  roles: readonly Role[]
  order: number
}

// One folder under features/ describes itself with one of these; the entries list them.
export interface Feature {
  routes: RouteRecordRaw[]
  menu?: MenuItem[]
}

declare module 'vue-router' {
  interface RouteMeta {
    title: string
    // Who may open it; everybody signed in where it is absent.
    roles?: readonly Role[]
    // bare: no navigation (sign-in); print: paper.
    layout?: 'shell' | 'bare' | 'print'
    isPublic?: boolean
    // The menu item that it belongs to, where its own address does not say.
    under?: string
  }
}

export const defineFeature = (feature: Feature) => feature
