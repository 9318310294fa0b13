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
