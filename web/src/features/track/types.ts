import type { components } from '@/api/schema'

type Schemas = components['schemas']

export type Directive = Schemas['Directive']
export type DirectiveStatus = Schemas['DirectiveStatus']
export type Contact = Schemas['Contact']
export type ContactMethod = Schemas['ContactMethod']
export type Counterpart = Schemas['Counterpart']
