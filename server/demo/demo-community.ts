import * as Y from 'yjs'
import { announcementInput } from '../../shared/announcements.ts'
import { addColumn, addLabel } from '../../shared/board/change-board.ts'
import { addCard } from '../../shared/board/change-card.ts'
import { eventInput } from '../../shared/events.ts'
import type { Member } from '../../shared/members.ts'
import { nicheInput } from '../../shared/niches.ts'
import { profileInput } from '../../shared/profiles.ts'
import type { AnnouncementService } from '../announcements/announcement-service.ts'
import type { DocumentService } from '../documents/document-service.ts'
import type { EventService } from '../events/event-service.ts'
import type { GigService } from '../gigs/gig-service.ts'
import type { ProfileService } from '../gigs/profile-service.ts'
import type { Auth } from '../members/auth.ts'
import type { MemberService } from '../members/member-service.ts'
import type { NicheService } from '../niches/niche-service.ts'
import type { Queries } from '../platform/database.ts'
import { type MessageService, personOf } from '../rooms/message-service.ts'
import type { RoomService } from '../rooms/room-service.ts'
import type { SyncService } from '../sync/sync-service.ts'
import {
  DEMO_ANNOUNCEMENT,
  DEMO_BOARD,
  DEMO_COMMUNITY,
  DEMO_EVENT,
  DEMO_GIGS,
  DEMO_MESSAGES,
  DEMO_NICHES,
  DEMO_OWNER_PROFILE,
  DEMO_PEOPLE,
  DEMO_ROOM,
  DEMO_SPEC,
} from './demo-text.ts'

export interface DemoDeps {
  queries: Queries
  auth: Auth
  members: MemberService
  documents: DocumentService
  sync: SyncService
  gigs: GigService
  profiles: ProfileService
  rooms: RoomService
  messages: MessageService
  niches: NicheService
  events: EventService
  announcements: AnnouncementService
  ownerEmail: string
  now: () => number
  newId: () => string
}

const DAY_MS = 86_400_000

/**
 * Fills a new hub with a community that shows what it is for: a board, a spec, people, a chat room, niches with gigs, an event
 * and an announcement. A hub that has a community is left as it is.
 */
export async function createDemoCommunity(deps: DemoDeps): Promise<void> {
  const ownerAccount = await deps.auth.ensureAccount(deps.ownerEmail, 'Hub Owner')
  const founded = await deps.members.foundFirst(DEMO_COMMUNITY, ownerAccount)
  if (founded === undefined) return
  const { community, owner } = founded
  const people = await addPeople(deps, community.id)
  await createBoard(deps, owner, people)
  await createSpec(deps, owner)
  const roomId = await createRoom(deps, people)
  await deps.profiles.save(owner, profileInput.parse(DEMO_OWNER_PROFILE))
  // Before the gigs, which belong to those that are there when they come.
  await createNiches(deps, owner, people)
  for (const [index, gig] of DEMO_GIGS.entries()) {
    const postedAt = deps.now() - gig.hoursAgo * 3_600_000
    await deps.gigs.ingest(community.id, {
      externalId: `demo-${index + 1}`,
      title: gig.title,
      company: gig.company,
      text: gig.text,
      url: null,
      source: { feedId: null, name: 'Demo', url: null },
      postedAt,
    })
  }
  await planEvent(deps, owner, people, roomId)
  const { id } = await deps.announcements.add(owner, announcementInput.parse(DEMO_ANNOUNCEMENT))
  await deps.announcements.send(owner, id, null)
}

async function createNiches(deps: DemoDeps, owner: Member, people: readonly Member[]): Promise<void> {
  for (const { people: joining, ...input } of DEMO_NICHES) {
    const { id } = await deps.niches.add(owner, nicheInput.parse(input))
    await deps.niches.join(owner, id)
    for (const person of joining) {
      const member = people[person]
      if (member !== undefined) await deps.niches.join(member, id)
    }
  }
}

async function planEvent(deps: DemoDeps, owner: Member, people: readonly Member[], roomId: string): Promise<void> {
  const { inDays, start, end, ...words } = DEMO_EVENT
  const day = new Date(deps.now() + inDays * DAY_MS).toISOString().slice(0, 10)
  const { id } = await deps.events.add(
    owner,
    eventInput.parse({ ...words, start: `${day}T${start}`, end: `${day}T${end}`, place: { kind: 'room', roomId } }),
  )
  for (const member of people) await deps.events.answer(member, id, 'going')
}

async function addPeople(deps: DemoDeps, communityId: string): Promise<Member[]> {
  const people: Member[] = []
  for (const { name, email, ...profile } of DEMO_PEOPLE) {
    const { accountId } = await deps.auth.ensureAccount(email, name)
    const member = await deps.members.join(deps.queries, { communityId, accountId, name, image: null, role: 'member' })
    await deps.profiles.save(member, profileInput.parse(profile))
    people.push(member)
  }
  return people
}

async function createBoard(deps: DemoDeps, owner: Member, people: readonly Member[]): Promise<void> {
  const { id } = await deps.documents.create(owner, { kind: 'board', title: DEMO_BOARD.title, visibility: 'community' })
  await deps.sync.edit(id, owner.id, (doc) => {
    const columnIds = DEMO_BOARD.columns.map((column) => {
      const columnId = deps.newId()
      addColumn(doc, { id: columnId, ...column })
      return columnId
    })
    for (const { key, name, color } of DEMO_BOARD.labels) addLabel(doc, { id: key, name, color })
    for (const [column, title, labels, person, dueInDays] of DEMO_BOARD.cards) {
      const assignee = person === null ? undefined : people[person]?.id
      addCard(doc, {
        id: deps.newId(),
        title,
        columnId: columnIds[column] ?? '',
        labels,
        assignees: assignee === undefined ? [] : [assignee],
        dueOn: dueInDays === null ? null : new Date(deps.now() + dueInDays * DAY_MS).toISOString().slice(0, 10),
        createdAt: deps.now(),
        createdBy: owner.id,
      })
    }
  })
}

async function createSpec(deps: DemoDeps, owner: Member): Promise<void> {
  const { id } = await deps.documents.create(owner, { kind: 'text', title: DEMO_SPEC.title, visibility: 'community' })
  await deps.sync.edit(id, owner.id, (doc) => {
    const blocks = DEMO_SPEC.body.split('\n\n').flatMap((part) => {
      const lines = part.split('\n')
      const items = lines.filter((line) => line.startsWith('- '))
      const others = lines.filter((line) => !line.startsWith('- '))
      const list = items.map((line) => element('listItem', [element('paragraph', [textOf(line.slice(2))])]))
      return [
        ...others.map((line) =>
          line.startsWith('## ')
            ? element('heading', [textOf(line.slice(3))], { level: 2 })
            : element('paragraph', [textOf(line)]),
        ),
        ...(list.length === 0 ? [] : [element('bulletList', list)]),
      ]
    })
    doc.getXmlFragment('body').insert(0, blocks)
  })
}

async function createRoom(deps: DemoDeps, people: readonly Member[]): Promise<string> {
  const [founder] = people
  if (founder === undefined) throw new Error('The demo has no people.')
  const room = await deps.rooms.create(founder, DEMO_ROOM)
  for (const [person, text] of DEMO_MESSAGES) {
    const author = people[person]
    if (author !== undefined) await deps.messages.post(room, personOf(author), { text })
  }
  return room.id
}

function textOf(text: string): Y.XmlText {
  return new Y.XmlText(text)
}

function element(
  name: string,
  children: (Y.XmlElement | Y.XmlText)[],
  attributes: Record<string, number> = {},
): Y.XmlElement {
  const made = new Y.XmlElement(name)
  // Tiptap reads a heading's level as a number; Yjs keeps any JSON value, its types say string.
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value as unknown as string)
  made.insert(0, children)
  return made
}
