export type DeedField =
  | { kind: 'long' | 'line'; name: string; label: string; hint?: string; required?: boolean; min: number; max: number; preset?: string }
  | { kind: 'number'; name: string; label: string; hint?: string; required?: boolean; min: number; max: number; preset?: number }
  | { kind: 'date'; name: string; label: string; hint?: string; required?: boolean }
  | { kind: 'progress'; name: string; label: string; hint?: string; required?: boolean }
  | { kind: 'tick'; name: string; label: string; hint?: string; required?: boolean }
  | { kind: 'choice'; name: string; label: string; hint?: string; required?: boolean; options: Record<string, string>; preset?: string; isNumber?: boolean }
  | { kind: 'files' | 'units'; name: string; label: string; hint?: string; required?: boolean }
  // A day and time that is not in the future.
  | { kind: 'moment'; name: string; label: string; hint?: string; required?: boolean }
  // Some of several, by number.
  | { kind: 'checks'; name: string; label: string; hint?: string; required?: boolean; options: Option[]; preset?: number[] }
  // Who does what by when; number 0 stands for the office.
  | { kind: 'orders'; name: string; label: string; hint?: string; required?: boolean; options: Option[] }

export interface Option {
  id: number
  name: string
}
export interface Order {
  assignment_id: number
  text: string
  due_on: string | null
}

// What the dialog of an action says and asks. Who may do it, and when, is the server's to say.
export interface Deed {
  title: string
  consequence: string
  // What one must have before the eyes to decide.
  facts?: [label: string, text: string | null][]
  fields: DeedField[]
  send: string
  isGrave?: boolean
  // The last part of the path where it is not the action's name.
  path?: string
  // What goes along without being asked.
  constants?: Record<string, number>
}

// A deed, and where its answer goes.
export interface DeedRequest {
  deed: Deed
  path: string
  version?: number
  progress?: number
}

// What has come of it meanwhile: its version, whether it can still be done, and what others did.
export interface Renewed {
  version?: number
  canDo: boolean
  news: string[]
}

interface Limit {
  min: number
  max: number
}
interface More {
  hint?: string
  preset?: string
  required?: boolean
}

export const longText = (limit: Limit, name: string, label: string, more: More = {}): DeedField => ({ kind: 'long', name, label, required: true, ...limit, ...more })
export const lineText = (limit: Limit, name: string, label: string, more: More = {}): DeedField => ({ kind: 'line', name, label, required: true, ...limit, ...more })
export const oneDay = (name: string, label: string, more: Omit<More, 'preset'> = {}): DeedField => ({ kind: 'date', name, label, required: true, ...more })

export type DeedValues = Record<string, unknown>

const EMPTY: Record<DeedField['kind'], unknown> = { long: '', line: '', date: null, number: null, progress: 0, tick: false, choice: '', files: [], units: [], moment: '', checks: [], orders: [] }
const fresh = (value: unknown) => (Array.isArray(value) ? [...(value as unknown[])] : value)

export function startValues(deed: Deed, progress = 0): DeedValues {
  const values: DeedValues = {}
  for (const field of deed.fields) {
    const preset = 'preset' in field ? field.preset : undefined
    values[field.name] = fresh(preset) ?? (field.kind === 'progress' ? progress : fresh(EMPTY[field.kind]))
  }
  return values
}

const isWithin = (value: unknown, { min, max }: Limit) => Number.isInteger(value) && Number(value) >= min && Number(value) <= max

// What is missing, said at its field, before anything is sent.
export function deedFaults(deed: Deed, values: DeedValues): Record<string, string> {
  const faults: Record<string, string> = {}
  for (const field of deed.fields) {
    const value = values[field.name]
    const length = typeof value === 'string' ? [...value.trim()].length : null
    const isBlank = length === 0 || value === null || (Array.isArray(value) && !value.length)
    const verb = field.kind === 'choice' || field.kind === 'checks' ? '请选择' : '请填写'
    const isHalf = field.kind === 'orders' && (value as Order[]).some((one) => !one.text.trim() || !one.due_on)
    if (isHalf) faults[field.name] = '每一项都要写明做什么和时限'
    else if (isBlank && field.required) faults[field.name] = `${verb}${field.label}`
    else if (field.kind === 'number' && !isBlank && !isWithin(value, field)) faults[field.name] = `${field.label}应为 ${field.min} 至 ${field.max} 的整数`
    else if (length && 'min' in field && length < field.min) faults[field.name] = `${field.label}至少写 ${field.min} 个字`
  }
  return faults
}

// Absent rather than null; files go by their ids.
export function deedBody(deed: Deed, values: DeedValues): Record<string, unknown> {
  const body: Record<string, unknown> = { ...deed.constants }
  for (const field of deed.fields) {
    const { kind, name } = field
    const value = values[name]
    if (value === null || value === '') continue
    if (kind === 'moment') body[name] = `${String(value)}:00.000+08:00`
    else if (kind === 'choice' && field.isNumber) body[name] = Number(value)
    else if (kind === 'orders') body[name] = (value as Order[]).map(({ assignment_id, text, due_on }) => ({ ...(assignment_id ? { assignment_id } : {}), text, due_on }))
    else body[name] = kind === 'files' ? (value as { id: number }[]).map((file) => file.id) : value
  }
  return body
}
