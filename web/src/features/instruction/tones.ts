import type { Tone } from '@/format/lights'
import type { Instruction } from './deeds'

const TONES: Record<Instruction['status'], Tone> = { proposed: 'amber', open: 'amber', underway: 'blue', answered: 'amber', closed: 'green', declined: 'grey', withdrawn: 'grey' }
export const toneOf = (status: Instruction['status']) => TONES[status]
