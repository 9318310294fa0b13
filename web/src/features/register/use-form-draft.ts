import { onBeforeUnmount, ref, watch, type Ref } from 'vue'
import { dropDraft, loadDraft, saveDraft } from '@/ui/drafts'

const PAUSE_MS = 600

// Keeps what is typed on this device until it is sent, and brings it back.
export function useFormDraft<T extends object>(key: string, form: Ref<T>) {
  const savedAt = ref<number | null>(null)
  const restoredAt = ref<number | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  let isOn = false

  async function restore() {
    const draft = await loadDraft<T>(key)
    if (draft) {
      form.value = { ...form.value, ...draft.value }
      restoredAt.value = draft.savedAt
    }
    isOn = true
  }
  async function keep() {
    clearTimeout(timer)
    timer = undefined
    savedAt.value = await saveDraft(key, form.value)
  }
  async function drop() {
    clearTimeout(timer)
    timer = undefined
    isOn = false
    savedAt.value = restoredAt.value = null
    await dropDraft(key)
  }
  function startOver(fresh: T) {
    form.value = fresh
    restoredAt.value = null
    void dropDraft(key)
  }

  watch(
    form,
    () => {
      if (!isOn) return
      clearTimeout(timer)
      timer = setTimeout(() => void keep(), PAUSE_MS)
    },
    { deep: true, flush: 'post' },
  )
  onBeforeUnmount(() => timer && void keep())
  return { savedAt, restoredAt, restore, drop, startOver }
}
