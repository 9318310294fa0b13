import { LIGHT } from '@/api/labels'
import type { AssignmentStatus, Light, MatterStatus } from '@/api/types'

export type Tone = 'grey' | 'blue' | 'green' | 'amber' | 'red'
export type Shape = 'ring' | 'disc' | 'triangle' | 'square' | 'tick'

// A light is never told by colour alone: shape and word say the same.
export const LIGHTS: Record<Light, { tone: Tone; shape: Shape }> = {
  none: { tone: 'grey', shape: 'ring' },
  green: { tone: 'green', shape: 'disc' },
  yellow: { tone: 'amber', shape: 'triangle' },
  red: { tone: 'red', shape: 'square' },
  blue: { tone: 'blue', shape: 'tick' },
}

// Red is for what is late, or far behind its schedule.
export const runningWord = (light: Light, overdueDays: number) =>
  light === 'red' ? (overdueDays > 0 ? '超期' : '滞后') : LIGHT[light]

// Without a light a matter has not been issued yet, or never will be, or its clock stands still; a red one that has ended was late.
export function lightWord(light: Light, status: MatterStatus, overdueDays: number) {
  if (light === 'none') return status === 'cancelled' ? '已终止' : status === 'issued' ? '已挂起' : '未下达'
  return light === 'red' && status !== 'issued' ? '逾期办结' : runningWord(light, overdueDays)
}

export const MATTER_TONES: Record<MatterStatus, Tone> = {
  draft: 'grey',
  proposed: 'amber',
  approved: 'amber',
  issued: 'blue',
  concluded: 'green',
  archived: 'grey',
  cancelled: 'grey',
}

export const ASSIGNMENT_TONES: Record<AssignmentStatus, Tone> = {
  pending: 'amber',
  received: 'blue',
  underway: 'blue',
  submitted: 'amber',
  accepted: 'green',
  rectifying: 'red',
  refused: 'red',
  withdrawn: 'grey',
}
