import { useQueryClient } from '@tanstack/vue-query'
import { onBeforeUnmount, onMounted, ref } from 'vue'
import { followEvents, type Hint } from './events'

// Whether hints come by themselves now; while not, pages ask from time to time.
export const isLive = ref(false)

// While it is mounted, what a hint is about is read anew.
export function useEvents() {
  const client = useQueryClient()
  function renew({ kind, matter_id: matterId }: Hint) {
    const keys: unknown[][] = [['home'], ['due'], matterId ? ['matter', matterId] : ['matter'], ...(kind === 'matter' ? [] : [['notices']])]
    for (const queryKey of keys) void client.invalidateQueries({ queryKey })
  }
  // What was missed while the line was broken is asked for at once.
  let wasLive = false
  function follow(now: boolean) {
    isLive.value = now
    if (now && wasLive) renew({})
    wasLive ||= now
  }
  let stop = () => {}
  onMounted(() => {
    stop = followEvents({ hint: renew, live: follow })
  })
  onBeforeUnmount(() => stop())
}
