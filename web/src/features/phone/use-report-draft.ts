import { onScopeDispose, reactive, ref, toRaw, watch } from 'vue'
import { newKey } from '@/api/wire'
import { deviceStoreOf, type DraftPhoto, type DraftStore, type ReportFields } from './draft-store'

const SAVE_AFTER_MS = 500

// The device's store takes no proxies, however deep.
const plain = <T extends object>(value: T): T => JSON.parse(JSON.stringify(toRaw(value))) as T

// What is being written about one thing, kept on the device while it is written.
export function useReportDraft<Fields extends object = ReportFields>(id: string, start: Fields, store: DraftStore<Fields> = deviceStoreOf<Fields>()) {
  const fields = reactive({ ...start }) as Fields
  const photos = ref<DraftPhoto[]>([])
  const savedAt = ref<number | null>(null)
  const cannotSave = ref(false)
  let key = newKey()
  let timer: ReturnType<typeof setTimeout> | undefined
  let isHeld = true

  async function load() {
    const kept = await store.get(id).catch(() => undefined)
    if (kept) {
      Object.assign(fields, kept.fields)
      photos.value = kept.photos
      key = kept.key
      savedAt.value = kept.savedAt
    }
    // The watchers of what was just filled in must run out before changes count as the person's.
    await Promise.resolve()
    isHeld = false
    return kept !== undefined
  }

  async function save() {
    clearTimeout(timer)
    timer = undefined
    const at = Date.now()
    const draft = { id, key, fields: plain(fields), photos: photos.value.map((one) => ({ ...toRaw(one) })), savedAt: at }
    const done = await store.put(draft).then(
      () => true,
      () => false,
    )
    cannotSave.value = !done
    if (done) savedAt.value = at
  }

  function touch() {
    if (isHeld) return
    clearTimeout(timer)
    timer = setTimeout(() => void save(), SAVE_AFTER_MS)
  }

  // What is sent from now on is another report.
  function renewKey() {
    key = newKey()
    return save()
  }

  async function drop() {
    isHeld = true
    clearTimeout(timer)
    savedAt.value = null
    await store.delete(id).catch(() => undefined)
  }

  // A phone puts pages away without asking: what waits to be saved is saved when the page goes out of sight.
  const flush = () => void (timer !== undefined && save())
  watch([fields, photos], touch, { deep: true, flush: 'sync' })
  document.addEventListener('visibilitychange', flush)
  window.addEventListener('pagehide', flush)
  onScopeDispose(() => {
    flush()
    document.removeEventListener('visibilitychange', flush)
    window.removeEventListener('pagehide', flush)
  })

  return { fields, photos, savedAt, cannotSave, load, save, drop, renewKey, keyOf: () => key }
}
