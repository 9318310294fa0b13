import phone from '@/features/phone/routes'
import type { Feature } from './feature'

export const PHONE_FEATURES: Feature[] = [phone]
