import { beforeEach, describe, expect, it, vi } from 'vitest'
import { act, holdToken, newKey, renewSession, send, whenSessionEnds } from './wire'

type Answer = (request: Request) => Response | Promise<Response>
const json = (status: number, body: unknown = {}) => new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })

// Answers each request by its path; keeps what was asked.
function serve(answers: Record<string, Answer>) {
  const asked: Request[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    asked.push(request.clone())
    return answers[new URL(request.url).pathname]!(request)
  })
  const to = (path: string) => asked.filter((request) => new URL(request.url).pathname === path)
  return { to }
}
const at = (path: string) => new Request(`http://duban.test${path}`)
const REFRESH = '/api/sessions/refresh'
const bearer = (request: Request) => request.headers.get('authorization')

beforeEach(() => {
  vi.stubGlobal('location', new URL('http://duban.test/'))
  vi.stubGlobal(
    'Request',
    class extends Request {
      constructor(input: RequestInfo, init?: RequestInit) {
        super(typeof input === 'string' ? new URL(input, 'http://duban.test').href : input, init)
      }
    },
  )
  holdToken('old')
})

describe('the session on the wire', () => {
  it('is renewed once for requests that find the token expired together', async () => {
    const home: Answer = (request) => json(bearer(request) === 'Bearer new' ? 200 : 401)
    const { to } = serve({ '/api/home': home, '/api/units': home, [REFRESH]: () => json(200, { access_token: 'new' }) })
    const replies = await Promise.all([send(at('/api/home')), send(at('/api/units')), send(at('/api/home'))])
    expect(replies.map((reply) => reply.status)).toEqual([200, 200, 200])
    expect(to(REFRESH)).toHaveLength(1)
  })
  it('sends the same body and key again after renewing', async () => {
    const { to } = serve({
      '/api/views': (request) => json(bearer(request) === 'Bearer new' ? 201 : 401),
      [REFRESH]: () => json(200, { access_token: 'new' }),
    })
    await act('/api/views', { name: '超期' }, { key: 'k1' })
    const sent = to('/api/views')
    expect(sent).toHaveLength(2)
    expect(sent.map((request) => request.headers.get('idempotency-key'))).toEqual(['k1', 'k1'])
    expect(await sent[1]!.json()).toEqual({ name: '超期' })
  })
  it('asks again when another tab was quicker', async () => {
    let n = 0
    serve({ [REFRESH]: () => (n++ === 0 ? json(409) : json(200, { access_token: 'new' })) })
    expect(await renewSession()).toMatchObject({ access_token: 'new' })
    expect(n).toBe(2)
  })
  it('tells once that it has ended, and hands on the refusal', async () => {
    const ended = vi.fn()
    whenSessionEnds(ended)
    serve({ '/api/home': () => json(401), [REFRESH]: () => json(401) })
    expect((await send(at('/api/home'))).status).toBe(401)
    expect(ended).toHaveBeenCalledOnce()
  })
  it('does not take a cut line for an ended session', async () => {
    const ended = vi.fn()
    whenSessionEnds(ended)
    serve({ '/api/home': () => json(401), [REFRESH]: () => Promise.reject(new TypeError('Failed to fetch')) })
    await expect(send(at('/api/home'))).rejects.toMatchObject({ status: 0 })
    expect(ended).not.toHaveBeenCalled()
  })
})

describe('a change', () => {
  it('carries the version and the key', async () => {
    const { to } = serve({ '/api/matters/7/issue': () => json(200, { message: '已下达' }) })
    await act('/api/matters/7/issue', {}, { key: 'k2', version: 4 })
    const [request] = to('/api/matters/7/issue')
    expect(request!.headers.get('if-match')).toBe('"4"')
    expect(request!.headers.get('idempotency-key')).toBe('k2')
  })
  it('fails with the sentence and the fields of the problem', async () => {
    const problem = {
      type: '/problems/field-invalid',
      detail: '有内容需要更正。',
      errors: [{ pointer: '#/units/0/due_on', detail: '不能晚于事项时限' }],
    }
    serve({ '/api/matters': () => json(422, problem) })
    await expect(act('/api/matters', {}, { key: newKey() })).rejects.toMatchObject({
      code: 'field-invalid',
      message: '有内容需要更正。',
      fields: { 'units.0.due_on': '不能晚于事项时限' },
    })
  })
  it('has a key of its own each time', () => {
    expect(newKey()).toMatch(/^[0-9a-f]{32}$/)
    expect(newKey()).not.toBe(newKey())
  })
})
