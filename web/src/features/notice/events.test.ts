import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { followEvents, type Hint } from './events'

class Stream {
  static readonly CLOSED = 2
  static all: Stream[] = []
  readyState = 0
  onopen: () => void = () => {}
  onmessage: (event: { data: string }) => void = () => {}
  onerror: () => void = () => {}
  constructor(readonly url: string) {
    Stream.all.push(this)
  }
  close() {
    this.readyState = Stream.CLOSED
  }
}

let hidden = false
const setHidden = (now: boolean) => {
  hidden = now
  document.dispatchEvent(new Event('visibilitychange'))
}
const last = () => Stream.all[Stream.all.length - 1]!

function follow() {
  const hints: Hint[] = []
  const states: boolean[] = []
  const stop = followEvents({ hint: (one) => hints.push(one), live: (now) => states.push(now) })
  return { hints, states, stop }
}

describe('the stream of hints', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    Stream.all = []
    hidden = false
    vi.stubGlobal('EventSource', Stream)
    vi.spyOn(document, 'hidden', 'get').mockImplementation(() => hidden)
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
    vi.restoreAllMocks()
  })

  it('hands on what the server names, and what it cannot read as a mere hint', () => {
    const { hints, states, stop } = follow()
    last().onopen()
    last().onmessage({ data: '{"kind":"reminder","id":7,"matter_id":3}' })
    last().onmessage({ data: 'hi' })
    expect(hints).toEqual([{ kind: 'reminder', id: 7, matter_id: 3 }, {}])
    expect(states).toEqual([true])
    stop()
  })

  it('leaves a broken line to the browser, and asks again by itself where it was refused', () => {
    const { states, stop } = follow()
    last().onopen()
    last().onerror()
    expect(states).toEqual([true, false])
    vi.advanceTimersByTime(120_000)
    expect(Stream.all).toHaveLength(1)

    last().close()
    last().onerror()
    vi.advanceTimersByTime(60_000)
    expect(Stream.all).toHaveLength(2)
    stop()
  })

  it('holds no connection while nobody looks, nor after its end', () => {
    const { stop } = follow()
    setHidden(true)
    expect(last().readyState).toBe(Stream.CLOSED)
    setHidden(false)
    expect(Stream.all).toHaveLength(2)
    stop()
    expect(last().readyState).toBe(Stream.CLOSED)
    setHidden(false)
    expect(Stream.all).toHaveLength(2)
  })
})
