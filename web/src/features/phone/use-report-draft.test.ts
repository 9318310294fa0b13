import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import type { DraftStore, ReportDraft } from './draft-store'
import { useReportDraft } from './use-report-draft'

const blank = { done: '', effect: '', problem: '', next_step: '', progress: 0, needs_help: false, unchanged: false, self_check: false }

function memory(): DraftStore & { kept: Map<string, ReportDraft> } {
  const kept = new Map<string, ReportDraft>()
  return {
    kept,
    get: async (id) => kept.get(id),
    put: async (draft) => void kept.set(draft.id, draft),
    delete: async (id) => void kept.delete(id),
    ids: async () => [...kept.keys()],
  }
}

let scope: EffectScope
const open = async (store: DraftStore, id = '4:101') => {
  scope = effectScope()
  const draft = scope.run(() => useReportDraft(id, blank, store))!
  const found = await draft.load()
  return { ...draft, found }
}

describe('the draft of a report', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => {
    scope.stop()
    vi.useRealTimers()
  })

  it('writes nothing until something is typed', async () => {
    const store = memory()
    const { found, savedAt } = await open(store)
    await vi.advanceTimersByTimeAsync(5000)
    expect([found, savedAt.value, store.kept.size]).toEqual([false, null, 0])
  })

  it('is saved shortly after typing, once, and says when', async () => {
    const store = memory()
    const put = vi.spyOn(store, 'put')
    const draft = await open(store)
    for (const text of ['已', '已完', '已完成']) draft.fields.done = text
    await vi.advanceTimersByTimeAsync(600)
    expect(put).toHaveBeenCalledTimes(1)
    expect(store.kept.get('4:101')!.fields.done).toBe('已完成')
    expect(draft.savedAt.value).toBe(store.kept.get('4:101')!.savedAt)
  })

  it('comes back after a reload with its photos and the same key', async () => {
    const store = memory()
    const first = await open(store)
    first.fields.progress = 60
    first.photos.value.push({ id: 'p', name: '改造后.jpg', blob: new Blob(['x']), fileId: 7 })
    await first.save()
    const key = first.keyOf()
    scope.stop()
    const second = await open(store)
    expect(second.found).toBe(true)
    expect(second.fields.progress).toBe(60)
    expect(second.photos.value[0]).toMatchObject({ name: '改造后.jpg', fileId: 7 })
    expect(second.keyOf()).toBe(key)
  })

  it('keeps what was typed when the page is put away at once', async () => {
    const store = memory()
    const draft = await open(store)
    draft.fields.done = '刚写的'
    window.dispatchEvent(new Event('pagehide'))
    await Promise.resolve()
    expect(store.kept.get('4:101')!.fields.done).toBe('刚写的')
  })

  it('is gone once sent, and a late timer does not bring it back', async () => {
    const store = memory()
    const draft = await open(store)
    draft.fields.done = '已完成'
    await draft.drop()
    await vi.advanceTimersByTimeAsync(5000)
    expect(store.kept.size).toBe(0)
  })

  it('takes a new key when it becomes another report, and keeps that one too', async () => {
    const store = memory()
    const draft = await open(store)
    const key = draft.keyOf()
    await draft.renewKey()
    expect(draft.keyOf()).not.toBe(key)
    expect(store.kept.get('4:101')!.key).toBe(draft.keyOf())
  })

  it('is another one for another person', async () => {
    const store = memory()
    const draft = await open(store)
    draft.fields.done = '甲'
    await draft.save()
    scope.stop()
    expect((await open(store, '9:101')).found).toBe(false)
  })

  it('says that it cannot save where the browser keeps nothing', async () => {
    const refuse = () => Promise.reject(new Error('no storage'))
    const draft = await open({ get: refuse, put: refuse, delete: refuse, ids: refuse })
    draft.fields.done = '已完成'
    await vi.advanceTimersByTimeAsync(600)
    expect(draft.cannotSave.value).toBe(true)
    expect(draft.savedAt.value).toBeNull()
  })
})
