import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { api, ask } from '@/api/client'

export function useSessions() {
  const client = useQueryClient()
  const query = useQuery({
    queryKey: ['sessions'],
    queryFn: async ({ signal }) => (await ask(api.GET('/api/sessions', { signal }))).items,
  })
  async function end(id: number) {
    await ask(api.DELETE('/api/sessions/{id}', { params: { path: { id } } }))
    await client.invalidateQueries({ queryKey: ['sessions'] })
  }
  return { ...query, end }
}

const SYSTEMS: [RegExp, string][] = [
  [/MicroMessenger/i, '微信'],
  [/DingTalk/i, '钉钉'],
  [/Android/i, '安卓手机'],
  [/iPhone|iPad/i, '苹果手机或平板'],
  [/Windows/i, 'Windows 电脑'],
  [/Mac OS/i, '苹果电脑'],
  [/Linux/i, 'Linux 电脑'],
]

// A device in words; the browser's own line means nothing to a clerk.
export const deviceName = (agent: string | null | undefined) =>
  SYSTEMS.find(([pattern]) => pattern.test(agent ?? ''))?.[1] ?? '其他设备'
