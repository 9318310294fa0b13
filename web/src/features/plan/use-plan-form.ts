import { computed, ref, watch } from 'vue'
import { useRouter } from 'vue-router'
import { act } from '@/api/client'
import { asProblem } from '@/api/problem'
import { useSession } from '@/app/session'
import { useMatterChanged } from '@/features/matter/queries'
import { useFormDraft } from '@/features/register/use-form-draft'
import { useSubmit } from '@/ui/form/use-submit'
import { notify } from '@/ui/popup/toasts'
import { emptyPlan, emptyRow, formFaults, formOf, inputOf, moved, spansOf, withSchedule, type PlanForm } from './form'
import { askSchedule, usePlans } from './queries'
import { lastOf } from './lights'
import type { PlanSchedule } from './types'

// The life of a plan that is being drawn up: begun from the version before, kept on this device, counted back, handed in.
export function usePlanForm(assignmentId: number, matterId: () => number) {
  const router = useRouter()
  const session = useSession()
  const changed = useMatterChanged()
  const known = computed(() => matterId())
  const board = usePlans(known, computed(() => known.value > 0))
  const part = computed(() => board.data.value?.items.find((one) => one.assignment_id === assignmentId))
  const form = ref<PlanForm>(emptyPlan())
  const isReady = ref(false)
  const isAsked = ref(false)
  const schedule = ref<PlanSchedule | null>(null)
  const trouble = ref('')
  const needsReviewer = session.can(['liaison'])
  // What this was drawn up over: where a colleague has handed in another version since, it is said before sending.
  const version = ref(0)
  const draft = useFormDraft(`plan:${session.me!.membership.id}:${assignmentId}`, form, () => version.value)

  watch(
    part,
    async (now) => {
      if (!now || isReady.value) return
      version.value = now.version
      form.value = formOf(lastOf(now))
      const basis = await draft.restore()
      if (basis && basis !== now.version) trouble.value = '这份草稿是在另一版方案报送之前写的，请对照最新一版再报。'
      isReady.value = true
    },
    { immediate: true },
  )

  const faults = computed(() => (isAsked.value ? formFaults(form.value, needsReviewer) : {}))
  const body = () => inputOf(form.value, needsReviewer)
  const { state, submit, fieldError } = useSubmit(
    (key) => act<{ message: string }>(`/api/assignments/${assignmentId}/plans`, body(), { key, version: version.value }),
    () => [body(), version.value],
  )
  const errorOf = (name: string) => faults.value[name] ?? fieldError(name)

  async function count(by: 'limit' | 'given') {
    const spans = spansOf(form.value.steps, by)
    trouble.value = spans ? '' : by === 'limit' ? '请先填写每一步的工作日数' : '请先填写每一步的开始和结束日期'
    if (!spans) return
    try {
      schedule.value = await askSchedule(assignmentId, by, spans)
      form.value = { ...form.value, steps: withSchedule(form.value.steps, schedule.value, by) }
    } catch (failure) {
      trouble.value = asProblem(failure).message
    }
  }

  async function send() {
    isAsked.value = true
    trouble.value = Object.keys(faults.value).length ? '有几处还没有填好，已在旁边写明' : ''
    if (trouble.value) return
    const receipt = await submit()
    if (receipt) {
      await draft.drop()
      notify(receipt.message)
      await changed(known.value)
      return router.push(`/matters/${known.value}?tab=plan`)
    }
    trouble.value = state.problem!.message
    if (state.problem!.status !== 412) return
    const { data } = await board.refetch()
    version.value = data?.items.find((one) => one.assignment_id === assignmentId)?.version ?? version.value
  }

  const setSteps = (steps: PlanForm['steps']) => (form.value = { ...form.value, steps })
  const rows = {
    add: (n: number) => setSteps([...form.value.steps.slice(0, n + 1), emptyRow(), ...form.value.steps.slice(n + 1)]),
    remove: (n: number) => setSteps(form.value.steps.filter((_, at) => at !== n)),
    move: (n: number, by: number) => setSteps(moved(form.value.steps, n, by)),
    set: (n: number, row: PlanForm['steps'][number]) => setSteps(form.value.steps.map((one, at) => (at === n ? row : one))),
  }
  const startOver = () => draft.startOver(formOf(part.value && lastOf(part.value)))
  return { board, part, form, isReady, schedule, trouble, state, needsReviewer, errorOf, count, send, rows, draft, startOver }
}
