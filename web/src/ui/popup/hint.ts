import type { Directive } from 'vue'

// v-hint="文字": a line that explains, shown on hover and on keyboard focus, in one shared element.
const ID = 'duban-hint'
const GAP = 8

function box() {
  const found = document.getElementById(ID)
  if (found) return found
  const made = document.createElement('div')
  made.id = ID
  made.className = 'hint'
  made.setAttribute('role', 'tooltip')
  document.body.appendChild(made)
  return made
}

function place(hint: HTMLElement, target: HTMLElement) {
  const at = target.getBoundingClientRect()
  const size = hint.getBoundingClientRect()
  const below = at.bottom + GAP + size.height < window.innerHeight
  const left = Math.min(Math.max(GAP, at.left), window.innerWidth - size.width - GAP)
  hint.style.left = `${left}px`
  hint.style.top = `${below ? at.bottom + GAP : at.top - GAP - size.height}px`
}

const texts = new WeakMap<HTMLElement, string>()

function show(event: Event) {
  const target = event.currentTarget as HTMLElement
  const text = texts.get(target)
  if (!text) return
  const hint = box()
  hint.textContent = text
  hint.classList.add('is-shown')
  target.setAttribute('aria-describedby', ID)
  place(hint, target)
}

function hide(event: Event) {
  document.getElementById(ID)?.classList.remove('is-shown')
  ;(event.currentTarget as HTMLElement).removeAttribute('aria-describedby')
}

export const vHint: Directive<HTMLElement, string | null | undefined> = {
  mounted(element, { value }) {
    texts.set(element, value ?? '')
    for (const name of ['mouseenter', 'focusin']) element.addEventListener(name, show)
    for (const name of ['mouseleave', 'focusout', 'click']) element.addEventListener(name, hide)
  },
  updated(element, { value }) {
    texts.set(element, value ?? '')
  },
  beforeUnmount() {
    document.getElementById(ID)?.classList.remove('is-shown')
  },
}
