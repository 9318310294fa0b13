import { send } from './wire'
import { problemOf } from './problem'

export type Filter = Record<string, string | number | boolean | null | undefined>

// The parts of a filter that say something, as a query string with its question mark.
export function queryOf(filter: Filter): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(filter))
    if (value !== null && value !== undefined && value !== '') query.set(name, String(value))
  const text = query.toString()
  return text ? `?${text}` : ''
}

// Reads what lies under a path, or throws the Problem.
export async function read<T>(path: string, filter: Filter = {}, signal?: AbortSignal): Promise<T> {
  const response = await send(new Request(path + queryOf(filter), { signal }))
  if (!response.ok) throw await problemOf(response)
  return (await response.json()) as T
}
