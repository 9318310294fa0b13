import digest from '@/features/digest/phone-routes'
import inspection from '@/features/inspection/phone-routes'
import instruction from '@/features/instruction/phone-routes'
import meeting from '@/features/meeting/phone-routes'
import notice from '@/features/notice/phone-routes'
import phone from '@/features/phone/routes'
import type { Feature } from './feature'

export const PHONE_FEATURES: Feature[] = [phone, inspection, meeting, instruction, notice, digest]
