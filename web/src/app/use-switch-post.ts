import { useRouter } from 'vue-router'
import { asProblem } from '@/api/problem'
import { notify } from '@/ui/popup/toasts'
import { postName } from './posts'
import { PATHS } from './router'
import { useSession } from './session'

export function useSwitchPost() {
  const session = useSession()
  const router = useRouter()
  return async (membershipId: number) => {
    try {
      await session.switchTo(membershipId)
      await router.push(PATHS.home)
      notify(`现在的身份：${postName(session.me!.membership)}。`)
    } catch (error) {
      notify(asProblem(error).message, true)
    }
  }
}
