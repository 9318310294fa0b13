export interface FieldError {
  pointer: string
  detail: string
}

// What went wrong with a request, in words that a person can act on.
export class Problem extends Error {
  override name = 'Problem'
  readonly code: string
  readonly status: number
  readonly fields: Record<string, string>
  readonly current: unknown
  readonly instance: string

  constructor(status: number, body: Partial<ProblemBody>) {
    super(body.detail || body.title || fallback(status))
    this.status = status
    this.code = (body.type ?? '').replace('/problems/', '')
    this.fields = fieldsOf(body.errors ?? [])
    this.current = body.current
    this.instance = body.instance ?? ''
  }

  // The line is down or nobody answered: what was typed may be sent again as it stands.
  get isNetwork() {
    return this.status === 0
  }
}

interface ProblemBody {
  type: string
  title: string
  detail: string
  instance: string
  errors: FieldError[]
  current: unknown
}

function fallback(status: number) {
  if (status === 0) return '网络不通，内容已保留在本机，请稍后重试。'
  if (status === 429) return '操作过于频繁，请稍候再试。'
  if (status === 413) return '内容过大，请压缩后再传。'
  if (status >= 500) return '系统暂时不可用，内容已保留，请稍后重试。'
  return '操作没有成功，请刷新页面后重试。'
}

// "#/units/0/unit_id" → "units.0.unit_id"
function fieldsOf(errors: FieldError[]) {
  const fields: Record<string, string> = {}
  for (const { pointer, detail } of errors) {
    const key = pointer.replace(/^#?\//, '').split('/').join('.')
    fields[key] ??= detail
  }
  return fields
}

export async function problemOf(response: Response): Promise<Problem> {
  const isProblem = (response.headers.get('content-type') ?? '').includes('json')
  const body = isProblem ? await response.json().catch(() => ({})) : {}
  return new Problem(response.status, body as Partial<ProblemBody>)
}

export const asProblem = (error: unknown) => (error instanceof Problem ? error : new Problem(0, {}))

export const isAborted = (error: unknown) => error instanceof DOMException && error.name === 'AbortError'
