import { describe, expect, it } from 'vitest'
import { Problem } from '@/api/problem'
import { useSubmit } from './use-submit'

function form(outcomes: (Error | null)[]) {
  const keys: string[] = []
  const values = { title: '甲' }
  const submit = useSubmit(
    async (key) => {
      keys.push(key)
      const failure = outcomes.shift()
      if (failure) throw failure
      return 'done'
    },
    () => values,
  )
  return { keys, values, ...submit }
}

describe('sending a form', () => {
  it('uses the same key for the same content after a lost line', async () => {
    const { keys, submit, state } = form([new Problem(0, {}), null])
    expect(await submit()).toBeUndefined()
    expect(state.problem?.isNetwork).toBe(true)
    expect(await submit()).toBe('done')
    expect(keys[0]).toBe(keys[1])
  })
  it('uses a new key for other content, and after success', async () => {
    const { keys, values, submit } = form([new Problem(422, {}), null, null])
    await submit()
    values.title = '乙'
    await submit()
    await submit()
    expect(new Set(keys).size).toBe(3)
  })
  it('does not send twice at once', async () => {
    const { keys, submit } = form([null, null])
    await Promise.all([submit(), submit()])
    expect(keys).toHaveLength(1)
  })
  it('puts the server’s errors at the fields', async () => {
    const { submit, fieldError } = form([new Problem(422, { errors: [{ pointer: '#/title', detail: '太短' }] })])
    await submit()
    expect(fieldError('title')).toBe('太短')
    expect(fieldError('content')).toBeUndefined()
  })
})
