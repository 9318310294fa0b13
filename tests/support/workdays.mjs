// Working days by the published lists, as the product counts them.
import { as } from './client.mjs'
import { today } from './people.mjs'

async function marks(year) {
  const { body } = await (await as('office')).get(`/api/workdays?year=${year}`)
  return new Map(body.items.map((one) => [one.day, one.kind === 'workday']))
}

/** The first working day not before the one so many days from today. */
export async function workdayIn(days) {
  for (let n = days; ; n++) {
    const day = today(n)
    const works = (await marks(day.slice(0, 4))).get(day) ?? new Date(day).getUTCDay() % 6 !== 0
    if (works) return day
  }
}
