import type { webApi } from '@slack/bolt'
import type { PlatformPerson } from '../../shared/platform-person.ts'
import type { Concierge } from '../concierge.ts'
import { persist } from '../persist.ts'
import { renderPanel } from './render-message.ts'

/** Shows a person their cards, gigs and settings on the bot's App Home. */
export async function publishHome(
  client: webApi.WebClient,
  concierge: Concierge,
  person: PlatformPerson,
): Promise<void> {
  const { blocks } = renderPanel(await concierge.home(person))
  await persist(
    () => client.views.publish({ user_id: person.personId, view: { type: 'home', blocks } }),
    () => false,
  )
}
