import type { components } from '@/api/schema'
import type { Rank, Role } from '@/api/types'

type Schemas = components['schemas']

// Posts and hand-overs travel as ready JSON, which the document does not describe.
export interface HeldPost {
  id: number
  unit_id: number
  unit_name: string
  role: Role
  rank: Rank | null
  post: string
  from_on: string
  until_on: string | null
  version: number
}
export interface HandoverBrief {
  id: number
  from_name: string | null
  to_name: string
  on_date: string
  note: string | null
  by_name: string
}

export type Person = Omit<Schemas['Person'], 'memberships'> & { memberships: HeldPost[] }
export type Liaison = Omit<Schemas['Liaison'], 'handovers'> & { handovers: HandoverBrief[] }
export type PersonClass = Schemas['PersonClass']
export type Membership = Schemas['Membership']
export type Body = Schemas['Body']
export type Charge = Schemas['Charge']
export type Imported = Schemas['Imported']
