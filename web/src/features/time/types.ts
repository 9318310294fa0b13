import type { components } from '@/api/schema'

type Schemas = components['schemas']

export type Deadline = Schemas['Deadline']
export type Extension = Schemas['Extension']
export type Suspension = Schemas['Suspension']
export type RequestStatus = Schemas['RequestStatus']
export type Reminder = Schemas['Reminder']
export type LadderStep = Schemas['LadderStep']
export type OwedItem = Schemas['OwedItem']
export type TimeRule = Schemas['TimeRule']
