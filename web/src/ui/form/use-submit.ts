import { reactive } from 'vue'
import { newKey } from '@/api/wire'
import { asProblem, type Problem } from '@/api/problem'

export interface SubmitState {
  isBusy: boolean
  problem: Problem | null
}

// Sends a form. The same content sent again carries the same key, so that an answer lost on the way
// cannot make a second one; changed content is a new request.
export function useSubmit<T>(send: (key: string) => Promise<T>, content: () => unknown) {
  const state = reactive<SubmitState>({ isBusy: false, problem: null }) as SubmitState
  let key = ''
  let sent = ''

  function keyOfContent() {
    const text = JSON.stringify(content())
    if (text !== sent || !key) key = newKey()
    sent = text
    return key
  }

  async function submit(): Promise<T | undefined> {
    if (state.isBusy) return undefined
    state.isBusy = true
    state.problem = null
    try {
      const result = await send(keyOfContent())
      key = ''
      return result
    } catch (error) {
      state.problem = asProblem(error)
      return undefined
    } finally {
      state.isBusy = false
    }
  }

  const fieldError = (name: string) => state.problem?.fields[name]
  return { state, submit, fieldError }
}
