import {
  IconBriefcase2,
  IconCalendarEvent,
  IconFileText,
  IconLayoutKanban,
  IconMessages,
  IconSettings,
  IconSpeakerphone,
  IconTargetArrow,
  IconUsers,
  type TablerIcon,
} from '@tabler/icons-react'
import type { Role } from '../../../shared/members.ts'

export interface Destination {
  path: string
  label:
    | 'nav.gigs'
    | 'nav.boards'
    | 'nav.documents'
    | 'nav.chat'
    | 'nav.niches'
    | 'nav.events'
    | 'nav.announcements'
    | 'nav.members'
    | 'nav.settings'
  Icon: TablerIcon
  unread?: 'gigs' | 'chat'
  /** Paths of pages that belong to it beside those below its own. */
  also?: readonly string[]
  isForGuests: boolean
  /** It begins another group. */
  isApart?: boolean
}

/** In the sidebar from top to bottom; the first four are the phone's tabs. */
const DESTINATIONS: readonly Destination[] = [
  { path: '/gigs', label: 'nav.gigs', Icon: IconBriefcase2, unread: 'gigs', also: ['/market'], isForGuests: true },
  { path: '/boards', label: 'nav.boards', Icon: IconLayoutKanban, isForGuests: true },
  { path: '/documents', label: 'nav.documents', Icon: IconFileText, isForGuests: true },
  { path: '/chat', label: 'nav.chat', Icon: IconMessages, unread: 'chat', isForGuests: true },
  { path: '/niches', label: 'nav.niches', Icon: IconTargetArrow, isForGuests: false, isApart: true },
  { path: '/events', label: 'nav.events', Icon: IconCalendarEvent, also: ['/coffee'], isForGuests: false },
  { path: '/announcements', label: 'nav.announcements', Icon: IconSpeakerphone, isForGuests: false },
  {
    path: '/members',
    label: 'nav.members',
    Icon: IconUsers,
    also: ['/directory', '/insights', '/moderation'],
    isForGuests: true,
  },
  { path: '/settings', label: 'nav.settings', Icon: IconSettings, isForGuests: true, isApart: true },
]

const TABS = 4

export function destinationsFor(role: Role): readonly Destination[] {
  return role === 'guest' ? DESTINATIONS.filter(({ isForGuests }) => isForGuests) : DESTINATIONS
}

/** The phone's tabs. */
export function tabs(): readonly Destination[] {
  return DESTINATIONS.slice(0, TABS)
}

/** On a phone behind 'More'. */
export function beyondTabs(role: Role): readonly Destination[] {
  return destinationsFor(role).slice(TABS)
}

export function isAt(path: string, { path: own, also = [] }: Pick<Destination, 'path' | 'also'>): boolean {
  return [own, ...also].some((place) => path === place || path.startsWith(`${place}/`))
}
