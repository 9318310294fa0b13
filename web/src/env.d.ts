/// <reference types="vite/client" />
import type { vHint } from '@/ui/popup/hint'

declare module '@vue/runtime-dom' {
  interface HTMLAttributes {
    [data: `data-${string}`]: unknown
  }
}
declare module 'vue' {
  interface AllowedComponentProps {
    [aria: `aria-${string}`]: unknown
    id?: string
    title?: string
    tabindex?: number | string
  }
  interface GlobalDirectives {
    vHint: typeof vHint
  }
}
export {}
