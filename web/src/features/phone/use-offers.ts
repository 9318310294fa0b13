import { computed, type Ref } from 'vue'
import type { Action, Assignment, MatterPage } from '@/api/types'
import type { Deed, DeedRequest } from '@/ui/deed/deed'
import { MATTER_DEEDS, UNIT_DEEDS } from './words-deeds'

export interface Offer extends DeedRequest {
  name: string
  label: string
}

// Signing, reporting and what concerns the limits have their own ways on the page.
const OWN_WAYS = ['receive', 'report', 'extend', 'explain']

function offersOf(actions: Action[], deeds: Record<string, Deed>, path: string, version: number): Offer[] {
  return actions.flatMap(({ name, label, enabled }) => {
    const deed = enabled ? deeds[name] : undefined
    return deed ? [{ name, label, deed, path: `${path}/${name}`, version }] : []
  })
}

// What the person may do about a matter here, by the server's word; what needs the desk is only named.
export function useOffers(page: Ref<MatterPage | undefined>, mine: Ref<Assignment | undefined>) {
  const offers = computed(() => {
    const { matter, actions } = page.value ?? {}
    const ofMatter = matter ? offersOf(actions ?? [], MATTER_DEEDS, `/api/matters/${matter.id}`, matter.version) : []
    const unit = mine.value
    return unit ? [...ofMatter, ...offersOf(unit.actions, UNIT_DEEDS, `/api/assignments/${unit.id}`, unit.version)] : ofMatter
  })
  const mainOffer = computed(() => offers.value.find((one) => one.name === 'approve'))
  const sideOffers = computed(() => offers.value.filter((one) => one !== mainOffer.value))
  const elsewhere = computed(() => {
    const all = [...(mine.value?.actions ?? []), ...(page.value?.actions ?? [])]
    // A plan may be handed in anew at any time; that is not named all the time.
    return all.filter((one) => one.enabled && (one.name !== 'plan' || one.primary) && !OWN_WAYS.includes(one.name) && !offers.value.some((offer) => offer.name === one.name))
  })
  return { offers, mainOffer, sideOffers, elsewhere }
}
