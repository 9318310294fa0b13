import { computed, useAttrs } from 'vue'

// For a control made of several elements: what is about its place stays on the box, what FormField says about
// the control (described by, invalid, required) belongs to the input within. Needs `inheritAttrs: false`.
export function useControlAttrs() {
  const attrs = useAttrs()
  const box = computed(() => ({ class: attrs.class, style: attrs.style }) as Record<string, unknown>)
  const about = computed(() => Object.fromEntries(Object.entries(attrs).filter(([name]) => name.startsWith('aria-'))))
  return { box, about }
}
