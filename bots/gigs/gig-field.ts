import type { PlatformPerson, Unlinked } from '../../shared/platform-person.ts'
import type { Field } from '../commands/command.ts'
import type { HubRequests } from '../hub-requests.ts'
import { clip, oneLine } from '../text/clip.ts'
import { HUB_ID, pick } from '../work/board-fields.ts'

const GIG_LINK = /\/gigs\/([a-z0-9]{16})(?:[/?#]|$)/
const MOST_CHOICES = 25

/** Names a gig: chosen, by its title or client, or by its link. */
export function gigField(hub: HubRequests, description: string): Omit<Field, 'name' | 'required'> {
  return {
    label: 'Gig',
    description,
    kind: 'line',
    choices: async (person, typed) => {
      const answer = await hub.request('gigs:find', { person, query: typed.slice(0, 200), limit: MOST_CHOICES })
      if (!answer.linked) return []
      return answer.gigs.map(({ id, title, company }) => ({ label: clip(nameOf({ title, company }), 75), value: id }))
    },
  }
}

/** @throws HubError 'invalid_input' for what names no gig, or several. */
export async function gigIdOf(hub: HubRequests, person: PlatformPerson, chosen: string): Promise<string | Unlinked> {
  const gigId = HUB_ID.test(chosen) ? chosen : GIG_LINK.exec(chosen)?.[1]
  if (gigId !== undefined) return gigId
  const found = await hub.request('gigs:find', { person, query: chosen.slice(0, 200), limit: MOST_CHOICES })
  if (!found.linked) return found
  const [first, ...more] = found.gigs
  return first !== undefined && more.length === 0 ? first.id : pick(found.gigs, chosen, 'gig', ({ title }) => title).id
}

export function nameOf({ title, company }: { title: string; company: string | null }): string {
  const name = oneLine(title) || 'A gig without a title'
  return company === null ? name : `${name} · ${oneLine(company)}`
}
