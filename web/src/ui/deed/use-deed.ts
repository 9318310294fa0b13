import { computed, nextTick, onMounted, ref, watch, type Ref } from 'vue'
import { act } from '@/api/client'
import type { Receipt } from '@/api/types'
import { useSession } from '@/app/session'
import { dropDraft, loadDraft, saveDraft } from '@/ui/form/drafts'
import { useSubmit } from '@/ui/form/use-submit'
import { deedBody, deedFaults, startValues, type DeedRequest, type DeedValues, type Renewed } from './deed'

// What is behind a dialog that asks for a deed: what was typed is kept on this device until it is sent. Where somebody
// else was quicker, `renew` tells what they did; sending again then goes on from there.
export function useDeed({ deed, path, version, progress }: DeedRequest, form: Ref<HTMLFormElement | undefined>, renew?: () => Promise<Renewed | undefined>) {
  const draftKey = `deed:${useSession().me!.membership.id}:${path}`
  const values = ref<DeedValues>(startValues(deed, progress))
  const isAsked = ref(false)
  const savedAt = ref<number | null>(null)
  const known = ref(version)
  const renewed = ref<Renewed | null>(null)
  const isStale = ref(false)

  const body = () => deedBody(deed, values.value)
  const { state, submit, fieldError } = useSubmit(
    (key) => act<Partial<Receipt>>(path, body(), { key, version: known.value }),
    () => [body(), known.value],
  )
  const faults = computed(() => (isAsked.value ? deedFaults(deed, values.value) : {}))
  const errorOf = (name: string) => faults.value[name] ?? fieldError(name)
  const wasOvertaken = computed(() => state.problem?.status === 412 || state.problem?.status === 409)
  const general = computed(() => {
    const problem = state.problem
    if (!problem || isStale.value || Object.keys(problem.fields).some((name) => deed.fields.some((field) => field.name === name))) return ''
    return problem.status === 412 ? '他人刚刚处理过。您写的内容还在，请关闭后看过最新情况再定。' : problem.message
  })

  // The first fault may be out of sight above.
  async function showFault() {
    await nextTick()
    form.value?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }

  async function send() {
    isAsked.value = true
    // The second is what a field cannot read, such as a day that does not exist.
    if (Object.keys(faults.value).length || !form.value?.checkValidity()) return showFault()
    isStale.value = false
    const receipt = await submit()
    if (receipt) {
      await dropDraft(draftKey)
      return receipt
    }
    if (wasOvertaken.value && renew) {
      const now = await renew()
      isStale.value = state.problem?.status === 412 && Boolean(now)
      renewed.value = now ?? null
      known.value = now?.version ?? known.value
    }
    if (Object.keys(state.problem?.fields ?? {}).length) await showFault()
    return undefined
  }

  onMounted(async () => {
    const draft = deed.fields.length ? await loadDraft<DeedValues>(draftKey) : null
    if (draft) {
      values.value = { ...values.value, ...draft.value }
      savedAt.value = draft.savedAt
    }
    watch(values, async (now) => (savedAt.value = await saveDraft(draftKey, now)))
  })

  const facts = (deed.facts ?? []).filter(([, text]) => text)
  return { facts, values, savedAt, state, errorOf, general, isStale, renewed, wasOvertaken, send }
}
