import { onBeforeUnmount, ref, watch, type Ref } from 'vue'
import { dropDraft, loadDraft, saveDraft } from '@/ui/form/drafts'

const PAUSE_MS = 600

interface Kept<T, B> {
  form: T
  basis: B
}

// Keeps what is typed on this device until it is sent, and brings it back together with the basis, the
// state of things that it was typed over.
export function useFormDraft<T extends object, B>(key: string, form: Ref<T>, basis: () => B) {
  const savedAt = ref<number | null>(null)
  const restoredAt = ref<number | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  let isOn = false

  async function restore(): Promise<B | null> {
    const draft = await loadDraft<Kept<T, B>>(key)
    isOn = true
    if (!draft) return null
    form.value = { ...form.value, ...draft.value.form }
    restoredAt.value = draft.savedAt
    return draft.value.basis
  }
  async function keep() {
    clearTimeout(timer)
    timer = undefined
    savedAt.value = await saveDraft(key, { form: form.value, basis: basis() })
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
  // A page may be put away without notice: what waits to be kept is kept when it goes out of sight.
  const flush = () => void (timer !== undefined && keep())
  document.addEventListener('visibilitychange', flush)
  window.addEventListener('pagehide', flush)
  onBeforeUnmount(() => {
    flush()
    document.removeEventListener('visibilitychange', flush)
    window.removeEventListener('pagehide', flush)
  })
  return { savedAt, restoredAt, restore, drop, startOver }
}
