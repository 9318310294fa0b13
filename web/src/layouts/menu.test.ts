import { describe, expect, it } from 'vitest'
import type { MenuItem } from '@/app/feature'
import { groupsOf } from './menu'

const item = (to: string, order: number): MenuItem => ({ title: to, to, icon: 'list', roles: [], order })
const many = Array.from({ length: 12 }, (_, i) => item(`/many/${i}`, 20 + i / 100))

describe('the menu', () => {
  it('puts together what belongs together, in the order that each names', () => {
    const groups = groupsOf([item('/rules', 66), item('/ledger', 20), item('/', 10), item('/help', 900), item('/wall', 25)], '/')
    expect(groups.map(({ title, items }) => [title, items.map(({ to }) => to)])).toEqual([
      ['', ['/']],
      ['办理', ['/ledger', '/wall']],
      ['基础信息', ['/rules']],
      ['', ['/help']],
    ])
  })
  it('folds what is set up once, where there is much else and nobody is there', () => {
    const isFolded = (items: MenuItem[], here: string) => groupsOf(items, here).find(({ title }) => title === '基础信息')!.isFolded
    expect(isFolded([...many, item('/rules', 66)], '/')).toBe(true)
    expect(isFolded([...many, item('/rules', 66)], '/rules')).toBe(false)
    expect(isFolded([item('/units', 60)], '/')).toBe(false)
  })
})
