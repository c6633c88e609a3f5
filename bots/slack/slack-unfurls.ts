import type { types, webApi } from '@slack/bolt'
import type { PlatformPerson } from '../../shared/platform-person.ts'
import type { Concierge } from '../concierge.ts'
import { previewPanel } from '../work/show-link.ts'
import { platformError } from './outcomes.ts'
import { renderPanel } from './render-message.ts'

/** In a larger channel it is not asked of each whether they may see it. */
const MOST_PEOPLE = 100
const MOST_LINKS = 5

export interface SharedLinks {
  channel: string
  user: string
  messageTs: string
  urls: readonly string[]
}

/**
 * Shows what links to the hub lead to. A preview stands there for the whole channel, so it is given only where all who
 * are in it may see that; else it is shown to the one who posted the link, alone.
 */
export async function unfurl(
  client: webApi.WebClient,
  concierge: Concierge,
  { channel, user, messageTs, urls }: SharedLinks,
  { botUserId, personOf }: { botUserId: string | undefined; personOf: (id: string) => PlatformPerson },
): Promise<void> {
  const others = await othersIn(client, channel, [user, botUserId])
  const poster = personOf(user)
  const people = others === undefined ? [poster] : [poster, ...others.map(personOf)]
  const unfurls: Record<string, { blocks: types.KnownBlock[] }> = {}
  for (const url of urls.slice(0, MOST_LINKS)) {
    const { preview, forAll } = await concierge.preview(people, url)
    if (preview === null) continue
    const message = renderPanel(previewPanel(preview))
    if (forAll && others !== undefined) unfurls[url] = { blocks: message.blocks }
    else await client.chat.postEphemeral({ channel, user, ...message })
  }
  if (Object.keys(unfurls).length > 0) await client.chat.unfurl({ channel, ts: messageTs, unfurls })
}

/** @returns undefined when there are too many, or the bot may not know. */
async function othersIn(
  client: webApi.WebClient,
  channel: string,
  without: readonly (string | undefined)[],
): Promise<string[] | undefined> {
  try {
    const { members = [], response_metadata } = await client.conversations.members({ channel, limit: MOST_PEOPLE })
    if ((response_metadata?.next_cursor ?? '') !== '') return undefined
    return members.filter((id) => !without.includes(id)).slice(0, MOST_PEOPLE - 1)
  } catch (error) {
    if (platformError(error) === undefined) throw error
    return undefined
  }
}
