import type { AssignmentStatus, Light, MatterStatus } from '@/api/types'

export type Tone = 'grey' | 'blue' | 'green' | 'amber' | 'red'
export type Shape = 'ring' | 'disc' | 'triangle' | 'square' | 'tick'

// A light is never told by colour alone: shape and word say the same.
export const LIGHTS: Record<Light, { word: string; tone: Tone; shape: Shape }> = {
  none: { word: '未下达', tone: 'grey', shape: 'ring' },
  green: { word: '正常', tone: 'green', shape: 'disc' },
  yellow: { word: '临期', tone: 'amber', shape: 'triangle' },
  red: { word: '逾期', tone: 'red', shape: 'square' },
  blue: { word: '办结', tone: 'blue', shape: 'tick' },
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
