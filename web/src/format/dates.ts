// Days travel as YYYY-MM-DD, instants with +08:00; both are read as Beijing time whatever the browser's zone.
const WEEKDAYS = '日一二三四五六'
const DAY_MS = 86_400_000
const BEIJING_MS = 8 * 3_600_000

export const today = (now = Date.now()) => new Date(now + BEIJING_MS).toISOString().slice(0, 10)

const utc = (day: string) => Date.parse(`${day}T00:00:00Z`)
export const addDays = (day: string, n: number) => new Date(utc(day) + n * DAY_MS).toISOString().slice(0, 10)
export const daysBetween = (from: string, to: string) => Math.round((utc(to) - utc(from)) / DAY_MS)
export const weekdayOf = (day: string) => new Date(utc(day)).getUTCDay()
export const weekdayName = (day: string) => `周${WEEKDAYS[weekdayOf(day)]}`

export function addMonths(day: string, n: number) {
  const date = new Date(utc(day))
  const wanted = date.getUTCDate()
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() + n)
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  date.setUTCDate(Math.min(wanted, last))
  return date.toISOString().slice(0, 10)
}

const year = (day: string) => Number(day.slice(0, 4))
const monthDay = (day: string) => `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`

// 11月30日, with the year only where it is another one.
export function shortDay(day: string | null | undefined, now = today()) {
  if (!day) return ''
  const date = day.slice(0, 10)
  return year(date) === year(now) ? monthDay(date) : `${year(date)}年${monthDay(date)}`
}

// 2026年11月30日: on paper, which is filed, the year always stands.
export const fullDay = (day: string | null | undefined) => (day ? `${year(day)}年${monthDay(day.slice(0, 10))}` : '')

// 11月30日（周一）
export function longDay(day: string | null | undefined, now = today()) {
  return day ? `${shortDay(day, now)}（${weekdayName(day.slice(0, 10))}）` : ''
}

export const beijing = (instant: string) => {
  const local = new Date(Date.parse(instant) + BEIJING_MS).toISOString()
  return { day: local.slice(0, 10), time: local.slice(11, 16) }
}

// 今天 09:05, 昨天 16:40, 11月3日 10:12
export function moment(instant: string | null | undefined, now = today()) {
  if (!instant) return ''
  const { day, time } = beijing(instant)
  const ago = daysBetween(day, now)
  const word = ago === 0 ? '今天' : ago === 1 ? '昨天' : shortDay(day, now)
  return `${word} ${time}`
}

// A limit as near as this is told in working days, as the lights tell it.
const NEAR_DAYS = 31

// 超期 3 天, 今天到期, 还有 5 个工作日; what is far off, or without a calendar at hand: 还有 40 天
export function distance(due: string | null | undefined, isOff?: (day: string) => boolean, now = today()) {
  if (!due) return ''
  const left = daysBetween(now, due)
  if (left < 0) return `超期 ${-left} 天`
  if (left === 0) return '今天到期'
  let workdays = 0
  for (let n = 1; isOff && left <= NEAR_DAYS && n <= left; n++) if (!isOff(addDays(now, n))) workdays++
  return workdays ? `还有 ${workdays} 个工作日` : `还有 ${left} 天`
}
export const nearYears = (now = today()) => [...new Set([year(now), year(addDays(now, NEAR_DAYS))])]

const isRealDay = (day: string) => {
  const at = utc(day)
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === day
}

// What a person may type: 2026-11-30, 2026/11/30, 20261130, 2026年11月30日, 11月30日, 11-30, 11.30
export function parseDay(text: string, now = today()): string | null {
  const digits = /^\s*(\d{4})(\d{2})(\d{2})\s*$/.exec(text)
  const parts = digits ?? /^\s*(?:(\d{4})\s*[-/.年])?\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\s*$/.exec(text.replace(/（.*）/, ''))
  if (!parts) return null
  const day = [parts[1] ?? now.slice(0, 4), parts[2]!.padStart(2, '0'), parts[3]!.padStart(2, '0')].join('-')
  return isRealDay(day) ? day : null
}
