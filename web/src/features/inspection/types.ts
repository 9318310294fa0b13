import type { components } from '@/api/schema'

type Schemas = components['schemas']

export type Inspection = Schemas['Inspection']
export type InspectionRow = Schemas['InspectionRow']
export type Visit = Schemas['Visit']
export type Finding = Schemas['Finding']
export type Result = Schemas['FindingResult']
export type Severity = Schemas['Severity']
export type CheckItem = Schemas['CheckItem']
export type CheckList = Schemas['CheckList']
export type Quota = Schemas['InspectionQuota']
export type PlanIn = Schemas['InspectionPlanIn']
export type RecordIn = Schemas['VisitRecordIn']
export type VisitMoved = Schemas['VisitMoved']
