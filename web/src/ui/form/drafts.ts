import { openDB, type DBSchema, type IDBPDatabase } from 'idb'

export interface Draft<T = unknown> {
  key: string
  value: T
  savedAt: number
}

interface Schema extends DBSchema {
  drafts: { key: string; value: Draft }
}

let opened: Promise<IDBPDatabase<Schema>> | null = null

function database() {
  opened ??= openDB<Schema>('duban', 1, { upgrade: (db) => void db.createObjectStore('drafts', { keyPath: 'key' }) })
  opened.catch(() => (opened = null))
  return opened
}

// What was typed and not yet sent, kept on this device. Where the browser has no such store (private
// window), forms work all the same, without a draft.
export async function loadDraft<T>(key: string): Promise<Draft<T> | null> {
  const kept = await database().then((db) => db.get('drafts', key)).catch(() => undefined)
  return (kept as Draft<T> | undefined) ?? null
}

export async function saveDraft(key: string, value: unknown): Promise<number | null> {
  const savedAt = Date.now()
  const plain = JSON.parse(JSON.stringify(value)) as unknown
  const done = await database().then((db) => db.put('drafts', { key, value: plain, savedAt })).catch(() => null)
  return done === null ? null : savedAt
}

export async function dropDraft(key: string): Promise<void> {
  await database().then((db) => db.delete('drafts', key)).catch(() => undefined)
}
