import type { chatRequests } from '../../shared/bot-chats.ts'
import type { AskingBot, BotHandlers } from '../bot-gateway/bot-handlers.ts'
import type { Askers } from '../bot-gateway/askers.ts'
import type { ChatIntake } from './chat-intake.ts'
import type { LinkService } from './link-service.ts'
import type { TranslationsForPeople } from './translations-for-people.ts'

export interface ChatHandlersDeps {
  askers: Askers
  links: LinkService
  intake: ChatIntake
  people: TranslationsForPeople
}

/** What the hub answers to the requests of `shared/bot-chats.ts`. */
export function chatHandlers({
  askers,
  links,
  intake,
  people,
}: ChatHandlersDeps): Pick<BotHandlers, keyof typeof chatRequests> {
  /** A bot of one community has to do with its channels alone. */
  const mayServe = async ({ platform, communityId }: AskingBot, channel: { channelId: string }) => {
    if (communityId === undefined) return true
    return (await links.watched(platform, communityId)).some(({ channelId }) => channelId === channel.channelId)
  }
  return {
    'chats:watch': async (_, { platform, communityId }) => {
      const channels = await links.watched(platform, communityId)
      return { channels, flags: channels.length > 0 }
    },
    'chats:checked': async (found, bot) => {
      if (await mayServe(bot, found.channel)) await links.checked(bot.platform, found)
      return {}
    },
    'chats:resume': async ({ channel }, bot) => {
      const nothing = { after: null, since: 0, known: [], threads: [] }
      return (await mayServe(bot, channel)) ? await intake.resume(bot.platform, channel) : nothing
    },
    'chats:tell': async ({ channel, events }, bot) => {
      if (await mayServe(bot, channel)) await intake.take(bot.platform, channel, events)
      return {}
    },
    'chats:rooms': ({ person, query }, { platform, communityId }) =>
      askers.serve(platform, person, communityId, async (asker) => ({ rooms: await people.rooms(asker, query) })),
    'chats:link': (request, { platform, communityId }) =>
      askers.serve(platform, request.person, communityId, (asker) => people.link(asker, platform, request)),
    'chats:unlink': ({ person, channel }, { platform, communityId }) =>
      askers.serve(platform, person, communityId, (asker) => people.unlink(asker, platform, channel)),
    'translations:make': (request, bot) => people.make(bot, request),
    'translations:flag': (request, bot) => people.flag(bot, request),
    'translations:settings': (request, bot) => people.setUp(bot, request),
  }
}
