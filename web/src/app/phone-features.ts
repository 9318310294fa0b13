import type { Feature } from './feature'

export const PHONE_FEATURES: Feature[] = []
