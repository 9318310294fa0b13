import { reactive } from 'vue'
import { Problem, asProblem, isAborted } from '@/api/problem'
import { sendReport, type Filed, type Sending } from './send-report'

export interface SendingState {
  isBusy: boolean
  hasArrived: boolean
  says: string
  // What went wrong, in words; null when nothing has.
  trouble: string | null
  fields: Record<string, string>
  filed: (Filed & { at: string }) | null
}

// arrived: an earlier try had reached the server after all, and what was sent now is another text.
export type Outcome = 'filed' | 'arrived' | 'failed'

const ARRIVED = '上一次报送其实已经送达，以那次的内容为准，这次没有重复报送。要补充的，改好后点“另报一次”。'
const CUT = '网络断了，没有收到平台的回执。内容和照片都在本机，联网后点“重新报送”，不会重复。'
const STOPPED = '已停止报送，内容都在本机。'

function wordsFor(problem: Problem) {
  if (problem.isNetwork) return CUT
  if (problem.code === 'idempotency-mismatch') return ARRIVED
  return Object.keys(problem.fields).length ? '还有地方需要修改，已在表中标出。' : problem.message
}

export function useReportSending() {
  const state = reactive<SendingState>({ isBusy: false, hasArrived: false, says: '', trouble: null, fields: {}, filed: null })
  let abort = new AbortController()

  function fail(error: unknown): Outcome {
    const problem = asProblem(error)
    state.hasArrived = problem.code === 'idempotency-mismatch'
    state.trouble = isAborted(error) ? STOPPED : wordsFor(problem)
    state.fields = problem.fields
    return state.hasArrived ? 'arrived' : 'failed'
  }

  async function send(what: Omit<Sending, 'tell' | 'signal'>): Promise<Outcome> {
    abort = new AbortController()
    Object.assign(state, { isBusy: true, hasArrived: false, trouble: null, fields: {}, says: '' })
    try {
      const filed = await sendReport({ ...what, tell: (text) => (state.says = text), signal: abort.signal })
      state.filed = { ...filed, at: new Date().toISOString() }
      return 'filed'
    } catch (error) {
      return fail(error)
    } finally {
      state.isBusy = false
    }
  }

  return { state, send, stop: () => abort.abort() }
}
