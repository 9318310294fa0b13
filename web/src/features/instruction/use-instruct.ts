import { shallowRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { DeedRequest } from '@/ui/deed/deed'
import { instructRequest } from './deeds'
import { useInstructionChanged, useReach } from './queries'

// A new instruction from nothing; ?do=new opens the form at once.
export function useInstruct() {
  const route = useRoute()
  const router = useRouter()
  const reach = useReach()
  const changed = useInstructionChanged()
  const request = shallowRef<DeedRequest | null>(null)

  const open = () => (request.value = instructRequest({ units: reach.units.value, isHead: reach.isHead }))
  async function close() {
    request.value = null
    if (route.query.do) await router.replace({ query: {} })
  }
  return { request, open, close, changed, isAsked: route.query.do === 'new', units: reach.units }
}
