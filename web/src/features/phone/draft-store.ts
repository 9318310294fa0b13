import { openDB, type DBSchema, type IDBPDatabase } from 'idb'

export interface DraftPhoto {
  id: string
  name: string
  blob: Blob
  // Set once the server has it, so that sending again after a cut does not upload it again.
  fileId: number | null
}

export interface ReportFields {
  done: string
  effect: string
  problem: string
  next_step: string
  progress: number
  needs_help: boolean
  unchanged: boolean
}

export interface ReportDraft {
  // Person and assignment: on a shared phone nobody sees another's draft.
  id: string
  // The same for every try to send, so that the report is filed once.
  key: string
  fields: ReportFields
  photos: DraftPhoto[]
  savedAt: number
}

export interface DraftStore {
  get(id: string): Promise<ReportDraft | undefined>
  put(draft: ReportDraft): Promise<unknown>
  delete(id: string): Promise<void>
  ids(): Promise<string[]>
}

interface Schema extends DBSchema {
  reports: { key: string; value: ReportDraft }
}

let opened: Promise<IDBPDatabase<Schema>> | null = null

function database() {
  opened ??= openDB<Schema>('duban-phone', 1, { upgrade: (db) => void db.createObjectStore('reports', { keyPath: 'id' }) })
  opened.catch(() => (opened = null))
  return opened
}

export const deviceStore: DraftStore = {
  get: async (id) => (await database()).get('reports', id),
  put: async (draft) => (await database()).put('reports', draft),
  delete: async (id) => (await database()).delete('reports', id),
  ids: async () => (await database()).getAllKeys('reports'),
}

export const draftId = (personId: number, assignmentId: number) => `${personId}:${assignmentId}`
