import type { BotAnswer, BotRequest, BotRequestName } from '../../shared/bot-protocol.ts'
import { HubError } from '../../shared/errors.ts'
import type { chatRequests } from '../../shared/bot-chats.ts'
import type { PlatformPerson } from '../../shared/platform-person.ts'
import type { BotAtHand, BotsAtHand } from '../deliveries/bots-at-hand.ts'
import { type DeliveryService, LEASE_TERMS } from '../deliveries/delivery-service.ts'
import type { AnnouncementsForPeople } from './announcements-for-people.ts'
import type { Asker } from './asker.ts'
import type { Askers } from './askers.ts'
import type { BoardsForPeople } from './boards-for-people.ts'
import type { DigestsForPeople } from './digests-for-people.ts'
import type { DocumentsForPeople } from './documents-for-people.ts'
import type { EventsForPeople } from './events-for-people.ts'
import type { CoffeeForPeople } from './coffee-for-people.ts'
import type { DirectoryForPeople } from './directory-for-people.ts'
import type { GigsForPeople } from './gigs-for-people.ts'
import type { HeldForPeople } from './held-for-people.ts'
import type { HomeForPeople } from './home-for-people.ts'
import type { InsightsForPeople } from './insights-for-people.ts'
import type { LinkPreviews } from './link-previews.ts'
import type { NichesForPeople } from './niches-for-people.ts'
import type { PlatformLinkService } from './platform-link-service.ts'
import type { PlatformStatusBoard } from './platform-status.ts'
import type { PlatformWorkspaces } from './platform-workspaces.ts'
import type { ReportsForPeople } from './reports-for-people.ts'
import type { SettingsForPeople } from './settings-for-people.ts'
import type { VouchesForPeople } from './vouches-for-people.ts'

const POLL_MS = 5_000

/** The bot that asks. */
export interface AskingBot {
  /** Tells it from others of its platform. */
  bot: object
  platform: string
  /** The only community that it serves; undefined: all. */
  communityId: string | undefined
  /** Hands it deliveries that it did not ask for. */
  hand: BotAtHand['hand']
}

export interface BotHandlersDeps {
  deliveries: DeliveryService
  atHand: BotsAtHand
  now: () => number
  links: PlatformLinkService
  status: PlatformStatusBoard
  askers: Askers
  gigs: GigsForPeople
  boards: BoardsForPeople
  documents: DocumentsForPeople
  previews: LinkPreviews
  home: HomeForPeople
  workspaces: PlatformWorkspaces
  settings: SettingsForPeople
  niches: NichesForPeople
  announcements: AnnouncementsForPeople
  reports: ReportsForPeople
  held: HeldForPeople
  insights: InsightsForPeople
  vouches: VouchesForPeople
  events: EventsForPeople
  directory: DirectoryForPeople
  coffee: CoffeeForPeople
  digests: DigestsForPeople
  chats: Pick<BotHandlers, keyof typeof chatRequests>
}

export type BotHandlers = {
  [N in BotRequestName]: (request: BotRequest<N>, bot: AskingBot) => Promise<BotAnswer<N>>
}

/** What the hub answers to each request of `shared/bot-protocol.ts`. */
export function botHandlers(deps: BotHandlersDeps): BotHandlers {
  const {
    deliveries,
    links,
    status,
    askers,
    gigs,
    boards,
    documents,
    previews,
    home,
    workspaces,
    settings,
    niches,
    announcements,
    reports,
    held,
    insights,
    vouches,
    events,
    directory,
    coffee,
    digests,
    chats,
  } = deps
  const serve = <T extends object>(
    { platform, communityId }: AskingBot,
    person: PlatformPerson,
    work: (asker: Asker) => Promise<T>,
  ) => askers.serve(platform, person, communityId, work)

  return {
    ...chats,
    hello: async (hello, { bot, platform, communityId, hand }) => {
      status.said(bot, { hello })
      await workspaces.seen(platform, hello.workspaces, communityId)
      const { takes = 0, queues = false } = hello
      deps.atHand.welcome(bot, { platform, communityId, takes, queues, hand })
      return { ...LEASE_TERMS, pollMs: POLL_MS, now: deps.now() }
    },
    health: async (health, { bot }) => {
      status.said(bot, { health })
      return {}
    },
    'deliveries:lease': async ({ max }, { platform, communityId }) => ({
      deliveries: await deliveries.lease(platform, max, communityId),
    }),
    'deliveries:settle': async ({ settlements }, { platform, communityId }) =>
      await deliveries.settle(platform, settlements, communityId),
    'links:start': async ({ person }, { platform }) => {
      const alreadyLinked = (await links.accountOf(platform, person)) !== undefined
      return { alreadyLinked, ...(await links.start(platform, person)) }
    },
    'installations:list': async (_, bot) => {
      requireOwn(bot)
      return { installations: await workspaces.installations(bot.platform) }
    },
    'installations:put': async (installation, bot) => {
      requireOwn(bot)
      await workspaces.install(bot.platform, installation)
      return {}
    },
    'workspaces:known': async (_, { platform, communityId }) => ({
      workspaces: await workspaces.known(platform, communityId),
    }),
    'workspaces:left': async (workspace, { platform, communityId }) => {
      await workspaces.left(platform, workspace, communityId)
      return {}
    },
    'links:preview': async ({ people, url }, { platform, communityId }) => {
      const found = await Promise.all(people.map((person) => askers.find(platform, person, communityId)))
      return await previews.of(found, url)
    },
    'gigs:forPerson': ({ person, limit }, bot) =>
      serve(bot, person, async (asker) => ({ gigs: await gigs.best(asker, limit) })),
    'gigs:feedback': ({ person, gigId, feedback }, bot) =>
      serve(bot, person, (asker) => gigs.giveFeedback(asker, gigId, feedback)),
    'gigs:why': ({ person, gigId }, bot) => serve(bot, person, (asker) => gigs.why(asker, gigId)),
    'gigs:find': ({ person, query, limit }, bot) =>
      serve(bot, person, async (asker) => ({ gigs: await gigs.search(asker, query, limit) })),
    'profiles:read': ({ person }, bot) => serve(bot, person, (asker) => settings.read(asker)),
    'profiles:change': ({ person, change }, bot) =>
      serve(bot, person, (asker) => settings.changeProfile(asker, change)),
    'alerts:change': ({ person, change }, bot) => serve(bot, person, (asker) => settings.changeAlerts(asker, change)),
    'alerts:mute': ({ person, mute }, bot) => serve(bot, person, (asker) => settings.mute(asker, mute)),
    'alerts:unmute': ({ person, mute }, bot) => serve(bot, person, (asker) => settings.unmute(asker, mute)),
    'niches:read': ({ person }, bot) => serve(bot, person, (asker) => niches.read(asker)),
    'niches:set': ({ person, nicheId, joined }, bot) =>
      serve(bot, person, (asker) => niches.set(asker, nicheId, joined)),
    'niches:postGigs': ({ person, ...posting }, bot) =>
      serve(bot, person, (asker) => niches.postGigs(bot.platform, asker, posting)),
    'announcements:audiences': ({ person }, bot) => serve(bot, person, (asker) => announcements.audiences(asker)),
    'announcements:send': ({ person, ...announcement }, bot) =>
      serve(bot, person, (asker) => announcements.send(bot.platform, asker, announcement)),
    'announcements:read': ({ person, announcementId }, bot) =>
      serve(bot, person, (asker) => announcements.read(asker, announcementId)),
    'announcements:dress': ({ person, ...dress }, bot) =>
      serve(bot, person, (asker) => announcements.dress(bot.platform, asker, dress)),
    'announcements:sendDraft': ({ person, ...draft }, bot) =>
      serve(bot, person, (asker) => announcements.sendDraft(bot.platform, asker, draft)),
    'moderation:report': ({ person, ...report }, bot) =>
      serve(bot, person, (asker) => reports.report(bot.platform, asker, report)),
    'moderation:reportGig': ({ person, gigId, ...said }, bot) =>
      serve(bot, person, (asker) => reports.reportGig(asker, gigId, said)),
    'moderation:waiting': ({ person }, bot) => serve(bot, person, (asker) => reports.waiting(asker)),
    'moderation:decideHeld': ({ person, ...decision }, bot) =>
      serve(bot, person, (asker) => held.decide(asker, decision)),
    'insights:read': ({ person, days, niche }, bot) => serve(bot, person, (asker) => insights.read(asker, days, niche)),
    'vouches:read': ({ person }, bot) => serve(bot, person, (asker) => vouches.read(asker)),
    'vouches:people': ({ person, nicheId, query }, bot) =>
      serve(bot, person, async (asker) => ({ people: await vouches.people(asker, nicheId, query) })),
    'vouches:give': ({ person, ...vouch }, bot) => serve(bot, person, (asker) => vouches.give(asker, vouch)),
    'vouches:withdraw': ({ person, vouchId }, bot) => serve(bot, person, (asker) => vouches.withdraw(asker, vouchId)),
    'gigs:refer': ({ person, ...referral }, bot) => serve(bot, person, (asker) => gigs.refer(asker, referral)),
    'events:read': ({ person }, bot) => serve(bot, person, (asker) => events.read(asker)),
    'events:answer': ({ person, eventId, answer }, bot) =>
      serve(bot, person, async (asker) => ({ event: await events.answer(asker, eventId, answer) })),
    'people:find': ({ person, ...wanted }, bot) => serve(bot, person, (asker) => directory.find(asker, wanted)),
    'coffee:read': ({ person }, bot) => serve(bot, person, (asker) => coffee.read(asker)),
    'coffee:choose': ({ person, on }, bot) => serve(bot, person, (asker) => coffee.choose(asker, on)),
    'coffee:say': ({ person, communityId, said }, bot) =>
      serve(bot, person, (asker) => coffee.say(asker, communityId, said)),
    'digests:read': ({ person }, bot) => serve(bot, person, (asker) => digests.read(asker)),
    'digests:change': ({ person, change }, bot) => serve(bot, person, (asker) => digests.change(asker, change)),
    'documents:find': ({ person, kind, query, limit }, bot) =>
      serve(bot, person, async (asker) => ({ documents: await documents.find(asker, kind, query, limit) })),
    'documents:search': ({ person, query }, bot) =>
      serve(bot, person, async (asker) => ({ found: await documents.search(asker, query) })),
    'documents:open': ({ person, documentId }, bot) => serve(bot, person, (asker) => documents.open(asker, documentId)),
    'documents:append': ({ person, documentId, text }, bot) =>
      serve(bot, person, (asker) => documents.append(asker, documentId, text)),
    'boards:read': ({ person, boardId }, bot) =>
      serve(bot, person, async (asker) => ({ board: await boards.read(asker, boardId) })),
    'boards:card': ({ person, boardId, cardId }, bot) =>
      serve(bot, person, (asker) => boards.card(asker, boardId, cardId)),
    'boards:comment': ({ person, boardId, cardId, text }, bot) =>
      serve(bot, person, (asker) => boards.comment(asker, boardId, cardId, text)),
    'boards:people': ({ person, boardId, query }, bot) =>
      serve(bot, person, async (asker) => ({ people: await boards.people(asker, boardId, query) })),
    'boards:change': ({ person, boardId, change }, bot) =>
      serve(bot, person, (asker) => boards.change(asker, boardId, change)),
    'home:read': ({ person }, bot) => serve(bot, person, (asker) => home.read(asker)),
  }
}

/** A bot of one community has no business with installations that serve all. */
function requireOwn({ communityId }: AskingBot): void {
  if (communityId !== undefined) throw new HubError('forbidden', 'Installations are for the bots of the hub itself.')
}
