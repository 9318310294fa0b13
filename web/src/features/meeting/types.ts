import type { components } from '@/api/schema'

type Schemas = components['schemas']

export type MeetingPage = Schemas['MeetingPage']
export type Meeting = Schemas['Meeting']
export type MeetingLine = Schemas['MeetingLine']
export type MeetingInput = Schemas['MeetingIn']
export type AgendaItem = Schemas['AgendaItem']
export type Invite = Schemas['Invite']
export type Resolution = Schemas['Resolution']
export type ResolutionInput = Schemas['ResolutionIn']
export type Outcome = Schemas['ResolutionOutcome']
export type Entry = Schemas['ScheduleEntry']
export type FieldDay = Schemas['FieldDay']
export type FieldCounts = Schemas['FieldCounts']
