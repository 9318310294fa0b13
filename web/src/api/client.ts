import createClient from 'openapi-fetch'
import type { paths } from './schema'
import { Problem } from './problem'
import { send } from './wire'

// The typed client. What the entries need at once, without it, is in wire.ts.
export * from './wire'

export const api = createClient<paths>({ fetch: send })

interface Outcome<T> {
  data?: T
  error?: unknown
  response: Response
}

// Unwraps an answer of `api`: the data, or a Problem thrown.
export async function ask<T>(call: Promise<Outcome<T>>): Promise<T> {
  const { data, error, response } = await call
  if (response.ok) return data as T
  throw new Problem(response.status, (typeof error === 'object' && error) || {})
}
