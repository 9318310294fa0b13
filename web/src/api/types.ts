import type { components } from './schema'

type Schemas = components['schemas']

export type Me = Schemas['Me']
export type Post = Schemas['MePost']
export type Session = Schemas['Session']
export type Role = Schemas['Role']
export type Rank = Schemas['Rank']
export type Unit = Schemas['Unit']
export type Matter = Schemas['Matter']
export type MatterRow = Schemas['MatterRow']
export type MatterPage = Schemas['MatterPage']
export type MatterInput = Schemas['MatterDraft']
export type UnitTask = Schemas['UnitIn']
export type Assignment = Schemas['Assignment']
export type Report = Schemas['Report']
export type History = Schemas['History']
export type StoredFile = Schemas['File']
export type Action = Schemas['Action']
// What every change answers: how it stands now, and a sentence that says what happens next.
export type Receipt = Schemas['MatterMoved'] | Schemas['AssignmentMoved']
export type AssignmentPage = Schemas['AssignmentPage']
// history.changes is written as ready JSON, which the document cannot describe.
export interface Change {
  field: string
  label: string
  from: string | null
  to: string | null
}
export type Home = Schemas['Home']
export type Todo = Schemas['Todo']
export type View = Schemas['SavedView']
export type Light = Schemas['Light']
export type MatterStatus = Schemas['MatterStatus']
export type AssignmentStatus = Schemas['AssignmentStatus']
export type SignedIn = Schemas['SignedIn']
export type Workday = Schemas['Workday']
