import { computed, ref } from 'vue'
import { useRouter } from 'vue-router'
import { api, ask } from '@/api/client'
import { useSession } from '@/app/session'
import type { Difference } from '@/ui/page/difference'
import { notify } from '@/ui/popup/toasts'
import { useSubmit } from '@/ui/form/use-submit'
import { useMatterChanged } from '@/features/matter/queries'
import { differences, emptyForm, formFaults, formFromParent, formOf, inputOf, merge, type Form } from './form'
import { propose, readMatter, saveMatter, type Saved } from './queries'
import { useFormDraft } from './use-form-draft'

// What the form was filled in over: the saved matter in one version.
interface Basis {
  form: Form
  version: number
}

const copyOf = (form: Form) => JSON.parse(JSON.stringify(form)) as Form

export interface Place {
  matterId?: number
  parentId?: number
}

// The registration form's life: read, restore, check, save, send for approval, and meet another's change.
export function useRegistration({ matterId, parentId }: Place, unitName: (id: number) => string) {
  const router = useRouter()
  const session = useSession()
  const changed = useMatterChanged()
  const form = ref<Form>(emptyForm())
  const saved = ref<Saved | null>(null)
  const problem = ref<unknown>(null)
  const isReady = ref(false)
  // What is missing is said once a send was tried, and only as long as it is missing.
  const asked = ref<'save' | 'propose' | null>(null)
  const faults = computed(() => (asked.value ? formFaults(form.value, asked.value === 'propose') : {}))
  const stale = ref<Difference[] | null>(null)
  const theirs = ref<Form | null>(null)
  // What I had typed when the other person's version came.
  const typed = ref<Form | null>(null)
  const parent = ref(parentId)
  // The limit of the assignment that this is broken down from.
  const parentLimit = ref<string | null>(null)
  const isProposing = ref(false)
  const basis = ref<Basis>({ form: emptyForm(), version: 0 })
  const draftKey = `register:${session.me!.membership.id}:${matterId ?? `new-${parentId ?? 0}`}`
  const draft = useFormDraft(draftKey, form, () => basis.value)

  async function start(): Promise<Form> {
    if (matterId) {
      const page = await readMatter(matterId)
      saved.value = { id: matterId, version: page.matter.version }
      parent.value = page.matter.parent_assignment_id ?? undefined
      parentLimit.value = page.parent?.due_on ?? null
      return formOf(page)
    }
    if (!parentId) return emptyForm()
    const { assignment, matter } = await ask(api.GET('/api/assignments/{id}', { params: { path: { id: parentId } } }))
    parentLimit.value = assignment.due_on ?? matter.due_on
    return formFromParent(matter, assignment.task, assignment.due_on)
  }

  async function open() {
    problem.value = null
    try {
      form.value = await start()
      // A copy: the fields write into the form itself.
      basis.value = { form: copyOf(form.value), version: saved.value?.version ?? 0 }
      const typedOver = await draft.restore()
      if (typedOver && typedOver.version !== basis.value.version) meet(typedOver.form, basis.value.form)
      isReady.value = true
    } catch (error) {
      problem.value = error
    }
  }

  const { state, submit, fieldError } = useSubmit(
    async (key) => {
      saved.value = await saveMatter(inputOf(form.value, parent.value), saved.value, key)
      if (!isProposing.value) return '已保存为拟办事项，可继续修改，也可报请审批。'
      const receipt = await propose(saved.value, form.value.proposal, `${key}-propose`)
      return receipt.message
    },
    () => [form.value, isProposing.value],
  )

  function meet(base: Form, now: Form) {
    theirs.value = now
    typed.value = copyOf(form.value)
    stale.value = differences(base, now, form.value, unitName)
    form.value = merge(base, now, form.value)
  }

  async function meetTheirs() {
    const page = await readMatter(saved.value!.id)
    const now = formOf(page)
    saved.value = { id: saved.value!.id, version: page.matter.version }
    meet(basis.value.form, now)
    basis.value = { form: copyOf(now), version: page.matter.version }
  }

  async function send(toPropose: boolean, isAgain = false) {
    isProposing.value = toPropose
    asked.value = toPropose ? 'propose' : 'save'
    if (Object.keys(faults.value).length) return focusFirstFault()
    stale.value = null
    const message = await submit()
    if (message) {
      await draft.drop()
      await changed(saved.value!.id)
      notify(message)
      if (isAgain) return startAgain()
      return router.replace(`/matters/${saved.value!.id}`)
    }
    if (state.problem?.status === 412 && saved.value) await meetTheirs().catch(() => undefined)
    focusFirstFault()
  }

  // One assignment may be broken down into several matters: the next begins as this one did.
  async function startAgain() {
    saved.value = null
    asked.value = null
    form.value = await start()
    basis.value = { form: copyOf(form.value), version: 0 }
    await draft.restore()
    window.scrollTo(0, 0)
  }
  function focusFirstFault() {
    requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
  }
  // One field after the other: theirs, or what I had typed.
  function take(name: string, isMine: boolean) {
    const from = isMine ? typed.value : theirs.value
    if (from) form.value = { ...form.value, [name]: copyOf(from)[name as keyof Form] }
    stale.value = stale.value?.map((one) => (one.field?.name === name ? { ...one, field: { ...one.field, isMine } } : one)) ?? null
  }
  function takeTheirs() {
    if (theirs.value) form.value = theirs.value
    stale.value = null
  }

  const errorOf = (name: string) => faults.value[name] ?? fieldError(name)
  const sentence = computed(() => {
    const n = Object.keys(faults.value).length
    if (n) return `还有 ${n} 处需要补充，已在相应位置标出。`
    return state.problem && !stale.value ? state.problem.message : ''
  })
  const reset = async () => draft.startOver(await start())

  return { form, isReady, problem, open, send, errorOf, sentence, state, stale, take, takeTheirs, parent, parentLimit, saved, reset, draft, isEditing: Boolean(matterId) }
}
