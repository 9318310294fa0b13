import type { Receipt, SignedIn, StoredFile } from './types'
import { Problem, isAborted, problemOf } from './problem'

// The access token lives here and nowhere else; the refresh token is a cookie that scripts cannot read.
let accessToken = ''
let renewal: Promise<SignedIn | null> | null = null
let sessionEnded = () => {}

export function holdToken(token: string) {
  accessToken = token
}
export function whenSessionEnds(handler: () => void) {
  sessionEnded = handler
}

const REFRESH = '/api/sessions/refresh'
const RACED_RETRIES = 3
const RACED_PAUSE_MS = 250

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

// Another tab may have used the same cookie a moment ago (409): the cookie is new by now, so ask again.
async function renewOnce(tries = RACED_RETRIES): Promise<SignedIn | null> {
  const response = await reach(new Request(REFRESH, { method: 'POST', headers: { 'Idempotency-Key': newKey() } }))
  if (response.ok) {
    const signedIn = (await response.json()) as SignedIn
    holdToken(signedIn.access_token)
    return signedIn
  }
  if (response.status === 409 && tries > 0) {
    await pause(RACED_PAUSE_MS)
    return renewOnce(tries - 1)
  }
  if (response.status === 401 || response.status === 403) return null
  throw await problemOf(response)
}

// Several requests may find the token expired at once; they wait for one renewal.
export function renewSession(): Promise<SignedIn | null> {
  renewal ??= renewOnce().finally(() => (renewal = null))
  return renewal
}

async function reach(request: Request): Promise<Response> {
  try {
    return await fetch(request)
  } catch (error) {
    if (isAborted(error)) throw error
    throw new Problem(0, {})
  }
}

const isSignIn = (request: Request) =>
  request.method === 'POST' && /\/api\/sessions(\/refresh)?$/.test(new URL(request.url).pathname)

function withToken(request: Request) {
  if (accessToken) request.headers.set('Authorization', `Bearer ${accessToken}`)
  return request
}

// One request, tried again once when the access token has run out.
export async function send(request: Request): Promise<Response> {
  if (isSignIn(request)) return reach(request)
  const spare = request.clone()
  const response = await reach(withToken(request))
  if (response.status !== 401) return response
  if (await renewSession()) return reach(withToken(spare))
  holdToken('')
  sessionEnded()
  return response
}

// crypto.randomUUID needs a newer browser and HTTPS; the intranet may have neither.
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export const ifMatch = (version: number) => ({ 'If-Match': `"${version}"` })

export interface Change {
  version?: number
  key: string
}

// A change of something whose path comes from the server's list of actions.
export async function act<T = Receipt>(path: string, body: object, { version, key }: Change, method = 'POST'): Promise<T> {
  const headers: Record<string, string> = { 'Content-Type': 'application/json', 'Idempotency-Key': key }
  if (version !== undefined) Object.assign(headers, ifMatch(version))
  const response = await send(new Request(path, { method, headers, body: JSON.stringify(body) }))
  if (!response.ok) throw await problemOf(response)
  return (response.status === 204 ? undefined : await response.json()) as T
}

// fetch cannot tell how far an upload has come.
function sendTold(request: XhrRequest): Promise<Response> {
  const { path, headers, body, progress, signal } = request
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest()
    const abort = () => xhr.abort()
    xhr.open('POST', path)
    for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value)
    xhr.setRequestHeader('Authorization', `Bearer ${accessToken}`)
    xhr.upload.onprogress = (event) => progress(event.loaded, event.lengthComputable ? event.total : null)
    xhr.onload = () =>
      resolve(new Response(xhr.responseText, { status: xhr.status, headers: { 'Content-Type': xhr.getResponseHeader('Content-Type') ?? '' } }))
    xhr.onerror = () => reject(new Problem(0, {}))
    xhr.onabort = () => reject(new DOMException('', 'AbortError'))
    xhr.onloadend = () => signal?.removeEventListener('abort', abort)
    signal?.addEventListener('abort', abort)
    xhr.send(body)
  })
}

interface XhrRequest {
  path: string
  headers: Record<string, string>
  body: Blob
  progress: Progress
  signal?: AbortSignal
}

export async function upload(file: Blob, name: string, signal?: AbortSignal, progress?: Progress): Promise<StoredFile> {
  const headers = { 'Content-Type': 'application/octet-stream', 'Idempotency-Key': newKey() }
  const path = `/api/files?name=${encodeURIComponent(name)}`
  const once = () =>
    progress
      ? sendTold({ path, headers, body: file, progress, signal })
      : send(new Request(path, { method: 'POST', headers, body: file, signal }))
  let response = await once()
  if (progress && response.status === 401 && (await renewSession())) response = await once()
  if (!response.ok) throw await problemOf(response)
  return (await response.json()) as StoredFile
}

export interface Progress {
  (received: number, total: number | null): void
}

// Reads a file reply whole, telling how far it has come; files need the token, so a plain link won't do.
export async function fetchFile(path: string, signal?: AbortSignal, progress?: Progress): Promise<Blob> {
  const response = await send(new Request(path, { signal }))
  if (!response.ok) throw await problemOf(response)
  const type = response.headers.get('content-type') ?? ''
  if (!progress || !response.body) return response.blob()
  const total = Number(response.headers.get('content-length')) || null
  const parts: BlobPart[] = []
  const reader = response.body.getReader()
  for (let received = 0; ; ) {
    const { done, value } = await reader.read()
    if (done) return new Blob(parts, { type })
    parts.push(value)
    progress((received += value.length), total)
  }
}

export function saveBlob(blob: Blob, name: string) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
