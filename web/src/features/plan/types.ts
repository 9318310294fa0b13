import type { components } from '@/api/schema'

type Schemas = components['schemas']

export type PlanPart = Schemas['PlanPart']
export type Plan = Schemas['Plan']
export type PlanStep = Schemas['PlanStep']
export type PlanInput = Schemas['PlanIn']
export type PlanSchedule = Schemas['PlanSchedule']
