import { announceCommand } from '../../bots/announcements/announce-command.ts'
import { type Command, NOTHING_ENCLOSED, NOWHERE, type Place, type Values } from '../../bots/commands/command.ts'
import { gigsCommand } from '../../bots/commands/gigs-command.ts'
import { homeCommand } from '../../bots/commands/home-command.ts'
import { actOnGig } from '../../bots/gigs/gig-flow.ts'
import type { HubRequests } from '../../bots/hub-requests.ts'
import { insightsCommand } from '../../bots/moderation/insights-command.ts'
import { moderationCommand } from '../../bots/moderation/moderation-command.ts'
import { vouchCommand } from '../../bots/vouches/vouch-command.ts'
import { linkPanel } from '../../bots/link-panel.ts'
import type { Panel } from '../../bots/panel.ts'
import { boardCommand } from '../../bots/work/board-command.ts'
import { docCommand } from '../../bots/work/doc-command.ts'
import { previewPanel } from '../../bots/work/show-link.ts'
import { digestCommand } from '../../bots/settings/digest-command.ts'
import { profileCommand } from '../../bots/settings/profile-command.ts'
import { quietCommand } from '../../bots/settings/quiet-command.ts'
import { alertSettings } from '../../shared/alerts.ts'
import type { ChatProfile } from '../../shared/bot-settings.ts'
import type { ChatVouch } from '../../shared/bot-vouches.ts'
import type { ChatCardDetails } from '../../shared/bot-work.ts'
import type { GigCard } from '../../shared/deliveries.ts'
import { INSIGHT_MEASURES, type Insights, type InsightStep } from '../../shared/insights.ts'
import { card } from './bot-world.ts'

const PERSON = { workspaceId: null, personId: '1', personName: 'Ann', roleIds: null }
const OTHERS = [
  card({
    gigId: 'gig2',
    title: 'Quantise a speech model for phones',
    company: 'Murmur',
    score: 0.79,
    pay: '€600 / day',
    hubUrl: 'https://hub.example.org/gigs/gig2',
  }),
  card({
    gigId: 'gig3',
    title: 'Android camera pipeline',
    company: null,
    score: 0.64,
    pay: null,
    hubUrl: 'https://hub.example.org/gigs/gig3',
  }),
]

const BOARD_URL = 'https://hub.example.org/boards/launch'
const DOCUMENT = {
  id: 'camera0000000000',
  kind: 'text',
  title: 'Camera spec',
  communityName: 'Edge ML',
  url: 'https://hub.example.org/documents/camera',
}
const CARD = { id: 'c1', title: 'Calibrate the lens', columnId: 'doing', assignees: ['Ann'], dueOn: '2026-12-01' }
const MOMENT = Date.UTC(2100, 11, 3, 6, 0)
const CARD_WITH_COMMENTS: ChatCardDetails = {
  card: CARD,
  column: 'In progress',
  description: 'At 40 cm, from −10 to 50 °C.',
  comments: [
    { author: 'Ann', text: 'The first series is out of focus below zero.', at: MOMENT },
    { author: 'Bob', text: '@Ann I ordered another mount.', at: MOMENT },
  ],
  commentCount: 3,
  url: `${BOARD_URL}?card=c1`,
}
const SETTINGS: { profiles: ChatProfile[]; profileUrl: string } = {
  profileUrl: 'https://hub.example.org/profile',
  profiles: [
    {
      communityName: 'Edge ML',
      headline: 'Embedded vision engineer',
      skills: ['C++', 'OpenCV', 'Rust'],
      rateFloor: { amountCents: 85_50, currency: 'EUR', period: 'hour' },
      available: true,
      timeZone: 'Europe/Berlin',
      alerts: alertSettings.parse({
        enabled: true,
        threshold: 0.6,
        platforms: ['discord', 'slack'],
        mode: 'digest',
        digestDay: 1,
        quietHours: { start: 22, end: 7 },
        daysOff: [6, 7],
        pausedUntil: MOMENT,
        mutes: [
          { kind: 'client', value: 'Halm Maps', until: MOMENT },
          { kind: 'keyword', value: 'blockchain', until: null },
        ],
      }),
    },
  ],
}
const COUNTS: InsightStep['counts'] = {
  joined: 12,
  left: 3,
  messages: 1204,
  comments: 88,
  gigsShared: 9,
  gigsFound: 240,
  gigsWon: 4,
  deliveriesSent: 1310,
  deliveriesFailed: 2,
  reports: 1,
}
const INSIGHTS: Insights = {
  nicheId: null,
  measures: [...INSIGHT_MEASURES],
  members: 214,
  step: 'month',
  steps: [{ day: '2100-12-01', counts: COUNTS, people: 41 }],
  languages: {
    known: [
      { language: 'en', members: 180 },
      { language: 'de', members: 74 },
    ],
    other: 11,
  },
  answers: { tenMinutes: 40, hour: 31, fourHours: 12, day: 9, later: 2 },
  countedAt: MOMENT,
}
const VOUCH: ChatVouch = {
  id: 'v1',
  skill: 'Core ML',
  words: 'We built a lens together.',
  answer: null,
  nicheName: 'edge-ml',
  communityName: 'Edge ML',
  authorName: 'Bob',
  memberName: 'Ann',
}
const WORK: Record<string, object> = {
  'boards:read': {
    board: {
      id: 'launch0000000000',
      title: 'Launch',
      url: BOARD_URL,
      columns: [
        { id: 'todo', name: 'Backlog', count: 1, cards: [{ ...CARD, id: 'c2', title: 'Order boards', assignees: [] }] },
        { id: 'doing', name: 'In progress', count: 1, cards: [CARD] },
        { id: 'done', name: 'Done', count: 0, cards: [] },
      ],
    },
  },
  'boards:change': { board: { title: 'Launch', url: BOARD_URL }, card: CARD, column: 'In progress' },
  'documents:open': { document: DOCUMENT, excerpt: 'The lens is focused at 40 cm.\nIt must hold from −10 to 50 °C.' },
  'documents:search': { found: [{ ...DOCUMENT, excerpt: 'The lens is focused at 40 cm.' }] },
  'boards:card': CARD_WITH_COMMENTS,
  'boards:comment': CARD_WITH_COMMENTS,
  'gigs:why': {
    title: 'Embedded vision engineer',
    company: 'Halm Maps',
    skills: ['C++', 'OpenCV'],
    score: card().score,
    eligible: true,
    reasons: card().reasons,
    matcherVersion: card().matcherVersion,
    alert: {
      before: { state: 'dropped', at: MOMENT, why: 'Matches at 87%, below the 90% that you ask for' },
      now: { send: 'later', at: MOMENT, why: 'It is within your quiet hours; it waits' },
      timeZone: 'Europe/Berlin',
    },
  },
  'moderation:waiting': {
    communities: [
      {
        communityName: 'Edge ML',
        cases: 7,
        appeals: 1,
        heldGigs: 1,
        heldPosts: 1,
        held: [
          {
            kind: 'announcement',
            id: 'announcement0001',
            title: 'Casino night',
            text: 'Come to the casino on **Friday**.',
            url: 'https://hub.example.org/announcements/announcement0001',
            by: 'Ada',
            why: 'has the blocked word ‘casino’',
            at: MOMENT,
            mayDecide: true,
          },
          {
            kind: 'gig',
            id: 'gig0000000000005',
            title: 'Data entry from home',
            text: 'Send a fee first, then earn.',
            url: 'https://hub.example.org/gigs/gig0000000000005',
            by: 'Mo',
            why: 'asks for money before work begins',
            at: MOMENT,
            mayDecide: false,
          },
        ],
        oldest: [
          {
            title: '#lounge',
            url: 'https://hub.example.org/rooms/lounge?message=m1',
            openedAt: MOMENT,
            reports: 3,
            rule: 'harassment',
            words: 'He does it again and again.',
          },
          {
            title: 'Easy money with a lens',
            url: 'https://hub.example.org/gigs/gig4',
            openedAt: MOMENT,
            reports: 1,
            rule: 'scam',
            words: '',
          },
        ],
      },
    ],
    timeZone: 'Europe/Berlin',
    moderationUrl: 'https://hub.example.org/moderation',
  },
  'announcements:send': {
    announcementId: 'announcement0002',
    url: 'https://hub.example.org/announcements/announcement0002',
    previewUrl: 'https://hub.example.org/announcements/announcement0002/preview',
    state: 'draft',
    images: 1,
    buttons: 2,
    due: null,
    timeZone: 'Europe/Berlin',
    communityName: 'Edge ML',
    nicheName: null,
    here: true,
    channels: ['edge'],
    blockedWord: null,
  },
  'insights:read': {
    communities: [
      {
        communityName: 'Edge ML',
        nicheName: null,
        insights: INSIGHTS,
        before: { ...COUNTS, joined: 15, messages: 1047, gigsWon: 0 },
      },
    ],
    insightsUrl: 'https://hub.example.org/insights',
  },
  'vouches:read': {
    about: [{ ...VOUCH, memberName: 'Ann', authorName: 'Bob', answer: { text: 'Thank you!', at: MOMENT } }],
    given: [{ ...VOUCH, id: 'v2', skill: 'OpenCV', words: '', memberName: 'Cem', authorName: 'Ann' }],
    niches: [{ id: 'edge000000000000', name: 'edge-ml' }],
    profileUrl: 'https://hub.example.org/profile',
  },
  'profiles:read': SETTINGS,
  'profiles:change': SETTINGS,
  'alerts:change': SETTINGS,
  'alerts:mute': SETTINGS,
  'alerts:unmute': SETTINGS,
  'home:read': {
    name: 'Ann',
    cards: [{ title: CARD.title, column: 'In progress', dueOn: CARD.dueOn, boardTitle: 'Launch', url: BOARD_URL }],
    gigs: [card(), ...OTHERS],
    settings: { alerts: true, threshold: 0.6, platforms: ['discord', 'slack'] },
    urls: {
      hub: 'https://hub.example.org',
      profile: 'https://hub.example.org/profile',
      boards: 'https://hub.example.org/boards',
    },
  },
}

/** Answers as the hub would to a linked person with three gigs. */
const HUB = {
  request: async (name: string) => {
    if (name === 'gigs:forPerson') return { linked: true, gigs: [card(), ...OTHERS] }
    if (name in WORK) return { linked: true, ...WORK[name] }
    throw new Error(`there is no answer to ${name}`)
  },
} as HubRequests

const NO_FILES = { takeImage: () => Promise.reject(new Error('there is no file')) }
const IN_CHANNEL: Place = { ...NOWHERE, channel: { workspaceId: 'G1', channelId: 'C1' }, channelName: 'gigs' }

export const CARDS: Record<string, GigCard> = {
  'gig-alert': card(),
  'gig-in-channel': card({ score: null, reasons: [] }),
  'gig-closed': card({ status: 'closed', url: null }),
}

export const TEXT = `## This week at Edge ML

**Three** new gigs, and one _demo night_:
- Friday, 18:00 UTC: quantised models on a phone
- questions to the [board](https://hub.example.org/boards/events)

> Bring your own phone.

\`\`\`
adb install demo.apk
\`\`\``

export async function samplePanels(): Promise<Record<string, Panel>> {
  const why = await actOnGig(HUB, { verb: 'why', gigId: 'gig1' }, PERSON)
  return {
    'gigs-command': await panelOf(gigsCommand(HUB)),
    'board-list': await panelOf(boardCommand(HUB), 'list', { board: 'launch0000000000' }),
    'board-move': await panelOf(boardCommand(HUB), 'move', { board: 'launch0000000000', card: 'c1', column: 'doing' }),
    'board-card': await panelOf(boardCommand(HUB), 'card', { board: 'launch0000000000', card: 'c1' }),
    quiet: await panelOf(quietCommand(HUB), 'show'),
    digest: await panelOf(digestCommand(HUB), 'weekly', { on: '1', at: '8' }),
    profile: await panelOf(profileCommand(HUB), 'show'),
    'why-not': await panelOf(gigsCommand(HUB), '', { why: 'gig0000000000001' }),
    ...(await mutePanels()),
    insights: await panelOf(insightsCommand(HUB), '', { days: '90' }),
    moderation: await panelOf(moderationCommand(HUB)),
    announced: await panelOf(announceCommand(HUB, NO_FILES), '', { title: 'Demo day', when: 'draft' }, IN_CHANNEL),
    vouches: await panelOf(vouchCommand(HUB), 'show'),
    'doc-open': await panelOf(docCommand(HUB), 'open', { document: 'camera0000000000' }),
    'doc-search': await panelOf(docCommand(HUB), 'search', { words: 'lens' }),
    home: await panelOf(homeCommand(HUB)),
    'link-preview': previewPanel({ kind: 'board', title: 'Launch', url: BOARD_URL, lines: ['Backlog: 1', 'Done: 0'] }),
    ...(why.kind === 'panel' ? { 'why-this': why.panel } : {}),
    'first-step': linkPanel({
      linkUrl: 'https://hub.example.org/link/one-time-code',
      expiresAt: Date.now() + 30 * 60_000,
    }),
  }
}

async function mutePanels(): Promise<Record<string, Panel>> {
  const muted = { kind: 'client' } as const
  const asked = await actOnGig(HUB, { verb: 'mute', gigId: 'gig1' }, PERSON)
  const done = await actOnGig(HUB, { verb: 'mute_for', gigId: 'gig1', span: 'always', muted }, PERSON)
  return {
    ...(asked.kind === 'panel' ? { 'gig-mute': asked.panel } : {}),
    ...(done.kind === 'panel' ? { 'gig-muted': done.panel } : {}),
  }
}

async function panelOf({ actions }: Command, name = '', values: Values = {}, place = NOWHERE): Promise<Panel> {
  const action = actions.find((one) => one.name === name)
  if (action === undefined) throw new Error(`the command has no action '${name}'`)
  return await action.run(PERSON, values, place, NOTHING_ENCLOSED)
}
