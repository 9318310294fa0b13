import account from '@/features/account/routes'
import admin from '@/features/admin/routes'
import audit from '@/features/audit/routes'
import burden from '@/features/burden/routes'
import calendar from '@/features/calendar/routes'
import home from '@/features/home/routes'
import ledger from '@/features/ledger/routes'
import matter from '@/features/matter/routes'
import notice from '@/features/notice/routes'
import print from '@/features/print/routes'
import register from '@/features/register/routes'
import type { Feature } from './feature'

export const DESK_FEATURES: Feature[] = [account, home, ledger, register, matter, burden, notice, calendar, print, admin, audit]
