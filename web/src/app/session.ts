import { computed, ref } from 'vue'
import { defineStore } from 'pinia'
import { asProblem } from '@/api/problem'
import { act, holdToken, newKey, renewSession, whenSessionEnds } from '@/api/wire'
import type { Me, Role, SignedIn } from '@/api/types'

const SIGNED_IN = 'duban-signed-in'

// What one person has read is not shown to the next, nor from one post to another.
let forget = () => {}
export function whenPersonChanges(handler: () => void) {
  forget = handler
}

export const useSession = defineStore('session', () => {
  const me = ref<Me | null>(null)
  const isEnded = ref(false)
  const role = computed(() => me.value?.membership.role ?? null)
  let starting: Promise<void> | null = null

  // Without it a person who never signed in here would begin with a refused request.
  const mark = (isIn: boolean) => (isIn ? localStorage.setItem(SIGNED_IN, '1') : localStorage.removeItem(SIGNED_IN))

  function enter(signedIn: SignedIn) {
    holdToken(signedIn.access_token)
    forget()
    me.value = signedIn.me
    mark(true)
    isEnded.value = false
  }

  function leave() {
    holdToken('')
    forget()
    me.value = null
    mark(false)
  }

  // When a page loads: the refresh cookie tells who this is.
  function start() {
    if (!localStorage.getItem(SIGNED_IN)) return Promise.resolve()
    starting ??= resume().finally(() => (starting = null))
    return starting
  }

  async function resume() {
    const signedIn = await renewSession()
    if (signedIn) enter(signedIn)
    else leave()
  }

  // Where many sign in at once, one waits for one's turn.
  async function signIn(login: string, password: string, tries = 5): Promise<void> {
    try {
      enter(await act<SignedIn>('/api/sessions', { login, password }, { key: newKey() }))
    } catch (error) {
      if (tries <= 1 || asProblem(error).code !== 'login-busy') throw error
      await new Promise((resolve) => setTimeout(resolve, 1500 + Math.random() * 1000))
      return signIn(login, password, tries - 1)
    }
  }

  async function signOut() {
    await act('/api/sessions/current', {}, { key: newKey() }, 'DELETE').catch(() => undefined)
    leave()
  }

  async function switchTo(membershipId: number) {
    enter(await act<SignedIn>('/api/sessions/current/switch', { membership_id: membershipId }, { key: newKey() }))
  }

  async function changePassword(current: string, next: string) {
    await act('/api/me/password', { current, next }, { key: newKey() }, 'PUT')
    await resume()
  }

  const can = (roles?: readonly Role[]) => !roles || (role.value !== null && roles.includes(role.value))

  whenSessionEnds(() => {
    isEnded.value = me.value !== null
    leave()
  })

  return { me, role, isEnded, start, signIn, signOut, switchTo, changePassword, can }
})
