import { useQuery } from '@tanstack/react-query'
import {
  IconAddressBook,
  IconBell,
  IconCoffee,
  IconFilePlus,
  IconFileText,
  IconHistory,
  IconInbox,
  IconLayoutKanban,
  IconLogout,
  IconMoon,
  IconSun,
  IconTablePlus,
  IconUserCircle,
  type TablerIcon,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { documentsQuery } from '../documents/document-queries.ts'
import { notifyFailed } from '../lib/notify.ts'
import { recentVisits } from '../lib/recent.ts'
import { signOut, useCommunity } from '../lib/session.tsx'
import { destinationsFor } from './navigation.ts'
import { useThemeToggle } from './theme-toggle.tsx'

export interface PaletteAction {
  /** A path, or the name of an action. */
  id: string
  label: string
  Icon: TablerIcon
  run: () => void
}

export interface PaletteActions {
  recent: PaletteAction[]
  places: PaletteAction[]
  actions: PaletteAction[]
  /** Boards and documents by their titles, which this browser knows also offline. */
  titles: PaletteAction[]
}

/** What the palette offers before the hub is asked. */
export function usePaletteActions(opened: boolean, create: (kind: 'board' | 'text') => void): PaletteActions {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const { community, member } = useCommunity()
  const { isDark, toggle } = useThemeToggle()
  const boards = useQuery({ ...documentsQuery(community.id, 'board'), enabled: opened })
  const documents = useQuery({ ...documentsQuery(community.id, 'text'), enabled: opened })
  const place = (path: string, label: string, Icon: TablerIcon): PaletteAction => ({
    id: path,
    label,
    Icon,
    run: () => navigate(path),
  })
  const creating: PaletteAction[] =
    member.role === 'guest'
      ? []
      : [
          { id: 'new-board', label: t('palette.newBoard'), Icon: IconTablePlus, run: () => create('board') },
          { id: 'new-document', label: t('palette.newDocument'), Icon: IconFilePlus, run: () => create('text') },
        ]
  return {
    recent: opened ? recentVisits().map(({ path, title }) => place(path, title, IconHistory)) : [],
    places: [
      place('/inbox', t('nav.inbox'), IconInbox),
      ...destinationsFor(member.role).map(({ path, label, Icon }) => place(path, t(label), Icon)),
      ...(member.role === 'guest'
        ? []
        : [
            place('/directory', t('directory.title'), IconAddressBook),
            place('/coffee', t('coffee.title'), IconCoffee),
          ]),
      place('/profile', t('nav.profile'), IconUserCircle),
      place('/settings/notifications', t('settings.notifications.title'), IconBell),
    ],
    actions: [
      ...creating,
      { id: 'theme', label: t(isDark ? 'nav.toLight' : 'nav.toDark'), Icon: isDark ? IconSun : IconMoon, run: toggle },
      { id: 'sign-out', label: t('nav.signOut'), Icon: IconLogout, run: () => void signOut().catch(notifyFailed) },
    ],
    titles: [
      ...(boards.data ?? []).map(({ id, title }) => place(`/boards/${id}`, title, IconLayoutKanban)),
      ...(documents.data ?? []).map(({ id, title }) => place(`/documents/${id}`, title, IconFileText)),
    ],
  }
}
