import { reactive } from 'vue'

export interface Toast {
  id: number
  text: string
  isError: boolean
}

const LIFE_MS = 6_000
export const toasts = reactive<Toast[]>([])
let last = 0

export function dismiss(id: number) {
  const at = toasts.findIndex((toast) => toast.id === id)
  if (at >= 0) toasts.splice(at, 1)
}

// Says what has happened. Errors stay until they are closed.
export function notify(text: string, isError = false) {
  const id = ++last
  toasts.push({ id, text, isError })
  if (!isError) setTimeout(() => dismiss(id), LIFE_MS)
}
