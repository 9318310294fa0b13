import { describe, expect, it } from 'vitest'
import { ref } from 'vue'
import type { Assignment, MatterPage } from '@/api/types'
import { useOffers } from './use-offers'

const action = (name: string, enabled = true) => ({ name, label: name, enabled, reason: null, primary: false })
const page = (...names: string[]) => ref({ matter: { id: 7, version: 3 }, actions: names.map((name) => action(name)) } as unknown as MatterPage)
const unit = (...actions: ReturnType<typeof action>[]) => ref({ id: 9, version: 5, actions } as unknown as Assignment)

describe('what may be done on the phone', () => {
  it('follows the server, with the version of what is changed', () => {
    const { offers } = useOffers(page('approve'), unit(action('refuse')))
    expect(offers.value.map(({ path, version }) => [path, version])).toEqual([
      ['/api/matters/7/approve', 3],
      ['/api/assignments/9/refuse', 5],
    ])
  })
  it('offers nothing that the server does not allow', () => {
    expect(useOffers(page(), unit(action('submit', false))).offers.value).toEqual([])
  })
  it('puts approving first, returning beside it', () => {
    const { mainOffer, sideOffers } = useOffers(page('return', 'approve'), ref(undefined))
    expect(mainOffer.value?.name).toBe('approve')
    expect(sideOffers.value.map((one) => one.name)).toEqual(['return'])
  })
  it('names what needs the desk, but not what the page does by itself', () => {
    const { elsewhere } = useOffers(page('issue', 'return'), unit(action('receive'), action('report'), action('break_down')))
    expect(elsewhere.value.map((one) => one.name)).toEqual(['break_down', 'issue'])
  })
})
