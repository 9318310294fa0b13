import { RULE_UNIT, WORKDAY_KIND } from '@/api/labels'
import type { Workday } from '@/api/types'
import type { TimeRule } from '@/features/time/types'
import { addDays, parseDay } from '@/format/dates'

type Kind = Workday['kind']
type Day = Pick<Workday, 'day' | 'kind' | 'name'>

const KINDS: [RegExp, Kind][] = [
  [/^(休|放假)$/, 'holiday'],
  [/^(班|上班|调休|调休上班)$/, 'workday'],
]
const LONGEST = 31

export interface Parsed {
  days: Day[]
  faults: string[]
}

function spanOf(text: string, year: number): string[] {
  const [from, to] = text.split(/至|到|~|—/).map((part) => parseDay(part, `${year}-01-01`))
  if (!from || to === null) return []
  const days: string[] = []
  for (let day = from; day <= (to ?? from) && days.length < LONGEST; day = addDays(day, 1)) days.push(day)
  return days
}

// One line for a day or a span: 2027-02-05至2027-02-11 放假 春节
export function parseDays(text: string, year: number): Parsed {
  const days: Day[] = []
  const faults: string[] = []
  text.split('\n').forEach((line, n) => {
    if (!line.trim()) return
    const [when = '', word = '', ...name] = line.trim().split(/[\s,，]+/)
    const kind = KINDS.find(([pattern]) => pattern.test(word))?.[1]
    const span = spanOf(when, year)
    if (!span.length) faults.push(`第 ${n + 1} 行：看不懂日期“${when}”`)
    else if (!kind) faults.push(`第 ${n + 1} 行：日期后面请写“放假”或“调休上班”`)
    else days.push(...span.map((day) => ({ day, kind, name: name.join('') || WORKDAY_KIND[kind] })))
  })
  return { days, faults }
}

export const textOf = (days: readonly Day[]) => days.map(({ day, kind, name }) => `${day} ${WORKDAY_KIND[kind]} ${name}`).join('\n')

// 3 个工作日, 15 日, 2 个月
export const spanWord = ({ n, unit }: Pick<TimeRule, 'n' | 'unit'>) => `${n} ${unit === 'workday' ? '个' : ''}${RULE_UNIT[unit]}`
