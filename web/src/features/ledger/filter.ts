import { LEDGER_LEVEL, LIGHT, MATTER_SOURCE, MATTER_STATUS, URGENCY } from '@/api/labels'
import type { paths } from '@/api/schema'
import { longDay, parseDay } from '@/format/dates'

type Query = NonNullable<paths['/api/matters']['get']['parameters']['query']>
export type Filter = Omit<Query, 'after' | 'limit'>
export type FilterName = keyof Filter

const oneOf = (labels: object) => (text: string) => (Object.prototype.hasOwnProperty.call(labels, text) ? text : undefined)
const flag = (text: string) => (text === 'true' || text === '1' ? true : undefined)
const id = (text: string) => (/^[1-9]\d{0,15}$/.test(text) ? Number(text) : undefined)
const day = (text: string) => parseDay(text) ?? undefined
const words = (text: string) => text.trim().slice(0, 60) || undefined

// How each name of the address bar becomes a filter; what cannot be one is dropped.
const READERS: Record<FilterName, (text: string) => unknown> = {
  q: words,
  status: oneOf(MATTER_STATUS),
  source: oneOf(MATTER_SOURCE),
  unit_id: id,
  light: oneOf(LIGHT),
  is_key: flag,
  urgency: oneOf(URGENCY),
  level: oneOf(LEDGER_LEVEL),
  due_from: day,
  due_to: day,
  mine: flag,
  sort: oneOf({ newest: 1, due: 1 }),
}
export const FILTER_NAMES = Object.keys(READERS) as FilterName[]

export function filterOf(query: Record<string, unknown>): Filter {
  const filter: Record<string, unknown> = {}
  for (const name of FILTER_NAMES) {
    const text = query[name]
    const value = typeof text === 'string' ? READERS[name](text) : undefined
    if (value !== undefined) filter[name] = value
  }
  return filter as Filter
}

export function queryOf(filter: Filter): Record<string, string> {
  const query: Record<string, string> = {}
  for (const name of FILTER_NAMES) {
    const value = filter[name]
    if (value !== undefined && value !== '' && value !== false) query[name] = String(value)
  }
  return query
}

export interface Chip {
  name: FilterName
  text: string
}

// One chip for each active condition; the order of the list is no condition.
export function chipsOf(filter: Filter, unitName: (id: number) => string): Chip[] {
  const texts: Partial<Record<FilterName, string | false | undefined>> = {
    q: filter.q && `含“${filter.q}”`,
    mine: filter.mine && '等我办理',
    status: filter.status && `状态：${MATTER_STATUS[filter.status]}`,
    light: filter.light && `亮灯：${LIGHT[filter.light]}`,
    unit_id: filter.unit_id !== undefined && `承办单位：${unitName(filter.unit_id) || '所选单位'}`,
    source: filter.source && `来源：${MATTER_SOURCE[filter.source]}`,
    level: filter.level && `哪级交办：${LEDGER_LEVEL[filter.level]}`,
    urgency: filter.urgency && `缓急：${URGENCY[filter.urgency]}`,
    is_key: filter.is_key && '重点事项',
    due_from: filter.due_from && `时限不早于 ${longDay(filter.due_from)}`,
    due_to: filter.due_to && `时限不晚于 ${longDay(filter.due_to)}`,
  }
  return (Object.entries(texts) as [FilterName, string | false | undefined][]).flatMap(([name, text]) => (text ? [{ name, text }] : []))
}
