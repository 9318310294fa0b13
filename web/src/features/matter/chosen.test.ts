import { describe, expect, it } from 'vitest'
import type { Action, MatterPage } from '@/api/types'
import { chosenDeed, nextMoves, pageOf } from './chosen'

const action = (name: string, more: Partial<Action> = {}): Action => ({ name, label: name, enabled: true, reason: null, primary: false, ...more })
const page = {
  matter: { id: 7, version: 4 },
  actions: [action('cancel'), action('conclude', { enabled: false, primary: true, reason: '还有 1 个单位没有验收通过' })],
  assignments: [
    { id: 21, unit_name: '市立医院', version: 3, progress: 60, actions: [action('return'), action('accept', { primary: true })] },
    { id: 22, unit_name: '疾控中心', version: 1, progress: 0, actions: [action('withdraw')] },
  ],
} as unknown as MatterPage

describe('what one can do next', () => {
  it('puts the open first move before the others, the closed ones last', () => {
    expect(nextMoves(page).map((one) => one.label)).toEqual(['accept：市立医院', 'cancel', 'conclude'])
  })
  it('shows every move where only one part has any', () => {
    const alone = { ...page, actions: [], assignments: [page.assignments[0]!] }
    expect(nextMoves(alone).map((one) => one.label)).toEqual(['accept', 'return'])
  })
  it('carries the version of what is moved', () => {
    expect(chosenDeed(page, { name: 'accept', assignmentId: 21 })).toMatchObject({ path: '/api/assignments/21/accept', version: 3 })
    expect(chosenDeed(page, { name: 'conclude' })).toMatchObject({ path: '/api/matters/7/conclude', version: 4 })
    const merged = { ...page, origins: [{ origin_title: '群众来信', title: '甲' }] } as unknown as MatterPage
    expect(chosenDeed(merged, { name: 'conclude' })!.deed.facts).toContainEqual(['并入的来源也要答复', '群众来信'])
    expect(chosenDeed(page, { name: 'issue' })).toBeNull()
    expect(chosenDeed(page, { name: 'accept', assignmentId: 99 })).toBeNull()
  })
  it('opens a page where the form is one', () => {
    expect(pageOf(7, { name: 'edit' })).toBe('/matters/7/edit')
    expect(pageOf(7, { name: 'break_down', assignmentId: 21 })).toBe('/register?parent=21')
    expect(pageOf(7, { name: 'issue' })).toBeNull()
  })
})
