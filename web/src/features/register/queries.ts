import { act, api, ask } from '@/api/client'
import type { MatterInput, Receipt } from '@/api/types'

export const readMatter = (id: number) => ask(api.GET('/api/matters/{id}', { params: { path: { id } } }))

export interface Saved {
  id: number
  version: number
}

// The first save makes the matter, later ones change it: a retry after a half success can't make two.
export function saveMatter(input: MatterInput, saved: Saved | null, key: string): Promise<Saved> {
  if (!saved) return act<Saved>('/api/matters', input, { key })
  return act<Saved>(`/api/matters/${saved.id}`, input, { key, version: saved.version }, 'PUT')
}

export const propose = (saved: Saved, proposal: string, key: string) =>
  act<Receipt>(`/api/matters/${saved.id}/propose`, { proposal }, { key, version: saved.version })
