import type { MenuItem } from '@/app/feature'

// What belongs together stands together, by the order that each item names. Seldom needed groups are folded until
// one is in them.
export interface MenuGroup {
  title: string
  items: MenuItem[]
  isFolded: boolean
}

const GROUPS = [
  { from: 0, title: '' },
  { from: 20, title: '办理' },
  { from: 30, title: '跟踪督查' },
  { from: 40, title: '会议日程' },
  { from: 45, title: '情况分析' },
  { from: 60, title: '基础信息' },
  { from: 900, title: '' },
]

export function groupsOf(items: readonly MenuItem[], here: string): MenuGroup[] {
  const sorted = [...items].sort((a, b) => a.order - b.order)
  return GROUPS.map(({ from, title }, i) => {
    const inside = sorted.filter((item) => item.order >= from && item.order < (GROUPS[i + 1]?.from ?? Infinity))
    return { title, items: inside, isFolded: title === '基础信息' && items.length > 12 && !inside.some((item) => item.to === here) }
  }).filter((group) => group.items.length)
}
