import { reactive } from 'vue'
import { act } from '@/api/client'
import { asProblem, isAborted, type Problem } from '@/api/problem'
import type { DraftPhoto } from '@/features/phone/draft-store'
import { sendPhotos, speaksOfFiles } from '@/features/phone/send-report'
import type { Inspection, VisitMoved } from '../types'
import { bodyOf, type RecordFields } from '../visit-record'

export interface VisitSending {
  inspection: Inspection
  visitId: number
  key: string
  fields: RecordFields
  photos: DraftPhoto[]
  keep: () => Promise<void>
}

const CUT = '网络断了，没有收到平台的回执。内容和照片都在本机，联网后再保存，不会重复。'

// Photos first, then the record that names them. One that waited for days may have been cleared away: then all once more.
export function useVisitSending() {
  const state = reactive({ isBusy: false, says: '', trouble: '', isStale: false })
  let abort = new AbortController()

  function fail(error: unknown) {
    const problem: Problem = asProblem(error)
    state.isStale = problem.status === 412
    state.trouble = isAborted(error) ? '已停止，内容都在本机。' : problem.isNetwork ? CUT : (Object.values(problem.fields)[0] ?? problem.message)
  }

  async function send(what: VisitSending): Promise<VisitMoved | null> {
    abort = new AbortController()
    Object.assign(state, { isBusy: true, trouble: '', says: '', isStale: false })
    const uploading = { photos: what.photos, keep: what.keep, signal: abort.signal, tell: (text: string) => (state.says = text) }
    const put = () => {
      state.says = '正在保存'
      return act<VisitMoved>(`/api/inspection-visits/${what.visitId}`, bodyOf(what.inspection, what.fields, what.photos), { key: what.key, version: what.fields.version }, 'PUT')
    }
    try {
      await sendPhotos(uploading)
      return await put().catch(async (error: unknown) => {
        if (!speaksOfFiles(error)) throw error
        for (const photo of what.photos) photo.fileId = null
        await sendPhotos(uploading)
        return put()
      })
    } catch (error) {
      fail(error)
      return null
    } finally {
      state.isBusy = false
    }
  }
  return { state, send, stop: () => abort.abort() }
}
