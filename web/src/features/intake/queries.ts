import { type Ref } from 'vue'
import { useQuery } from '@tanstack/vue-query'
import { act, api, ask, newKey, send } from '@/api/client'
import { problemOf } from '@/api/problem'
import { queryOf } from '@/api/read'
import type { components } from '@/api/schema'

type Schemas = components['schemas']
export type Check = Schemas['ImportCheck']
export type Checked = Schemas['ImportChecked']
export type Row = Schemas['ImportRow']
export type Proposed = Schemas['ProposedMany']

export async function upload(file: File): Promise<Check> {
  const path = `/api/imports/matters${queryOf({ name: file.name.slice(-120) })}`
  const headers = { 'Content-Type': 'application/octet-stream', 'Idempotency-Key': newKey() }
  const response = await send(new Request(path, { method: 'POST', headers, body: file }))
  if (!response.ok) throw await problemOf(response)
  return (await response.json()) as Check
}

// What a cell does not say is left out.
const said = (row: Row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== '')) as Row

export const sendRows = (check: Check, rows: Row[], isPractice: boolean, key = newKey()) =>
  act<Check>(`/api/imports/matters/${check.id}`, { rows: rows.map(said), dry_run: isPractice }, { key, version: check.version })

export const useImports = () =>
  useQuery({ queryKey: ['imports', 'list'], queryFn: ({ signal }) => ask(api.GET('/api/imports/matters', { params: { query: { limit: 50 } }, signal })) })
export const useImport = (id: Ref<number>) =>
  useQuery({
    queryKey: ['imports', id],
    queryFn: ({ signal }) => ask(api.GET('/api/imports/matters/{id}', { params: { path: { id: id.value } }, signal })),
  })

export const proposeMany = (items: { id: number; version: number }[], proposal: string, key: string) =>
  act<Proposed>('/api/matters/propose-many', { items, ...(proposal.trim() ? { proposal: proposal.trim() } : {}) }, { key })
