import { computed, ref } from 'vue'
import { defineStore } from 'pinia'
import { act, api, ask, holdToken, newKey, renewSession, whenSessionEnds } from '@/api/client'
import type { Me, Role, SignedIn } from '@/api/types'
import { queryClient } from './query-client'

export const useSession = defineStore('session', () => {
  const me = ref<Me | null>(null)
  const isEnded = ref(false)
  const role = computed(() => me.value?.membership.role ?? null)
  let starting: Promise<void> | null = null

  function enter(signedIn: SignedIn) {
    holdToken(signedIn.access_token)
    queryClient.clear()
    me.value = signedIn.me
    isEnded.value = false
  }

  function leave() {
    holdToken('')
    queryClient.clear()
    me.value = null
  }

  // Once per page load: the refresh cookie tells who this is.
  function start() {
    starting ??= renewSession().then((signedIn) => signedIn && enter(signedIn) as void) as Promise<void>
    starting.catch(() => (starting = null))
    return starting
  }

  async function signIn(login: string, password: string) {
    enter(await act<SignedIn>('/api/sessions', { login, password }, { key: newKey() }))
  }

  async function signOut() {
    await ask(api.DELETE('/api/sessions/current')).catch(() => undefined)
    leave()
  }

  async function switchTo(membershipId: number) {
    enter(await act<SignedIn>('/api/sessions/current/switch', { membership_id: membershipId }, { key: newKey() }))
  }

  async function changePassword(current: string, next: string) {
    await act('/api/me/password', { current, next }, { key: newKey() }, 'PUT')
    const signedIn = await renewSession()
    if (signedIn) enter(signedIn)
    else leave()
  }

  const can = (roles?: readonly Role[]) => !roles || (role.value !== null && roles.includes(role.value))

  whenSessionEnds(() => {
    isEnded.value = me.value !== null
    leave()
  })

  return { me, role, isEnded, start, signIn, signOut, switchTo, changePassword, can }
})
