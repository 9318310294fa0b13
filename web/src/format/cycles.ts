import { REPORT_CYCLE } from '@/api/labels'
import type { Matter } from '@/api/types'

// 每周, 每 10 天, 不定期
export const cycleWord = ({ report_cycle: cycle, cycle_days: days }: Pick<Matter, 'report_cycle' | 'cycle_days'>) =>
  cycle === 'custom' && days ? `每 ${days} 天` : REPORT_CYCLE[cycle]
