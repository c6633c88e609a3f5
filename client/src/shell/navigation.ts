import {
  IconBriefcase2,
  IconFileText,
  IconLayoutKanban,
  IconMessages,
  IconSettings,
  IconUsers,
  type TablerIcon,
} from '@tabler/icons-react'

export interface Destination {
  path: string
  label: 'nav.gigs' | 'nav.boards' | 'nav.documents' | 'nav.chat' | 'nav.members' | 'nav.settings'
  Icon: TablerIcon
  unread?: 'gigs' | 'chat'
}

/** In the sidebar from top to bottom; the first four are the phone's tabs. */
export const DESTINATIONS: readonly Destination[] = [
  { path: '/gigs', label: 'nav.gigs', Icon: IconBriefcase2, unread: 'gigs' },
  { path: '/boards', label: 'nav.boards', Icon: IconLayoutKanban },
  { path: '/documents', label: 'nav.documents', Icon: IconFileText },
  { path: '/chat', label: 'nav.chat', Icon: IconMessages, unread: 'chat' },
  { path: '/members', label: 'nav.members', Icon: IconUsers },
  { path: '/settings', label: 'nav.settings', Icon: IconSettings },
]

export const TABS = 4

export function isAt(path: string, destination: string): boolean {
  return path === destination || path.startsWith(`${destination}/`)
}
