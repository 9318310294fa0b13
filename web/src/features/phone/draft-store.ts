import { openDB, type DBSchema, type IDBPDatabase } from 'idb'

export interface DraftPhoto {
  id: string
  name: string
  blob: Blob
  // Set once the server has it, so that sending again after a cut does not upload it again.
  fileId: number | null
  // Which part of what is written it shows; absent: all of it.
  part?: string
}

export interface ReportFields {
  done: string
  effect: string
  problem: string
  next_step: string
  progress: number
  needs_help: boolean
  unchanged: boolean
  self_check: boolean
}

export interface Draft<Fields> {
  // Person and what it is about: on a shared phone nobody sees another's draft.
  id: string
  // The same for every try to send, so that it is filed once.
  key: string
  fields: Fields
  photos: DraftPhoto[]
  savedAt: number
}

export type ReportDraft = Draft<ReportFields>

export interface DraftStore<Fields = ReportFields> {
  get(id: string): Promise<Draft<Fields> | undefined>
  put(draft: Draft<Fields>): Promise<unknown>
  delete(id: string): Promise<void>
  ids(): Promise<string[]>
}

interface Schema extends DBSchema {
  reports: { key: string; value: Draft<unknown> }
}

let opened: Promise<IDBPDatabase<Schema>> | null = null

function database() {
  opened ??= openDB<Schema>('duban-phone', 1, { upgrade: (db) => void db.createObjectStore('reports', { keyPath: 'id' }) })
  opened.catch(() => (opened = null))
  return opened
}

export const deviceStoreOf = <Fields>(): DraftStore<Fields> => ({
  get: async (id) => (await (await database()).get('reports', id)) as Draft<Fields> | undefined,
  put: async (draft) => (await database()).put('reports', draft),
  delete: async (id) => (await database()).delete('reports', id),
  ids: async () => (await database()).getAllKeys('reports'),
})
export const deviceStore = deviceStoreOf<ReportFields>()

export const draftId = (personId: number, assignmentId: number) => `${personId}:${assignmentId}`
