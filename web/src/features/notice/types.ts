import type { components } from '@/api/schema'

type Schemas = components['schemas']

export type Notice = Schemas['Notification']
export type NoticeKind = Schemas['NotificationKind']
export type Preferences = Schemas['Preferences']
