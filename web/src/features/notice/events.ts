// The stream of hints that something is new: they name it, what it says is read as usual. A browser holds few
// connections to one host, so only a page that is looked at keeps a stream.
const EVENTS = '/api/events'
const AGAIN_MS = 60_000

export interface Hint {
  kind?: string
  id?: number
  matter_id?: number
}

interface Listener {
  hint: (hint: Hint) => void
  // Whether hints come by themselves now; while not, and after each gap, the page has to ask.
  live: (isLive: boolean) => void
}

function hintOf(data: string): Hint {
  try {
    return JSON.parse(data) as Hint
  } catch {
    return {}
  }
}

export function followEvents({ hint, live }: Listener): () => void {
  let source: EventSource | null = null
  let again = 0

  function close() {
    window.clearTimeout(again)
    source?.close()
    source = null
    live(false)
  }
  // A broken line the browser takes up again by itself; an answer that refuses it is final.
  function failed() {
    live(false)
    if (source?.readyState !== EventSource.CLOSED) return
    close()
    again = window.setTimeout(open, AGAIN_MS)
  }
  function open() {
    if (source || document.hidden) return
    source = new EventSource(EVENTS)
    source.onopen = () => live(true)
    source.onmessage = (event: MessageEvent<string>) => hint(hintOf(event.data))
    source.onerror = failed
  }
  const look = () => (document.hidden ? close() : open())

  document.addEventListener('visibilitychange', look)
  open()
  return () => {
    document.removeEventListener('visibilitychange', look)
    close()
  }
}
