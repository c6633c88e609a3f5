import { Spotlight, type SpotlightActionGroupData, useSpotlight } from '@mantine/spotlight'
import { useQuery } from '@tanstack/react-query'
import {
  IconBriefcase2,
  IconFilePlus,
  IconFileText,
  IconLayoutKanban,
  IconLogout,
  IconMoon,
  IconSearch,
  IconSun,
  IconTablePlus,
  IconUserCircle,
} from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { gigsQuery } from '../gigs/gig-queries.ts'
import { documentsQuery } from '../documents/document-queries.ts'
import { NewDocumentModal } from '../documents/new-document-modal.tsx'
import { notifyFailed } from '../lib/notify.ts'
import { signOut, useCommunity } from '../lib/session.tsx'
import { DESTINATIONS } from './navigation.ts'
import { paletteStore } from './palette-store.ts'
import { useThemeToggle } from './theme-toggle.tsx'

const SIZE = 18

/** ⌘K: go anywhere, open anything, do the few things that one does from anywhere. */
export function CommandPalette() {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const { community, member } = useCommunity()
  const { isDark, toggle } = useThemeToggle()
  const { opened } = useSpotlight(paletteStore)
  const [creating, setCreating] = useState<'board' | 'text' | null>(null)
  const boards = useQuery({ ...documentsQuery(community.id, 'board'), enabled: opened })
  const documents = useQuery({ ...documentsQuery(community.id, 'text'), enabled: opened })
  const gigs = useQuery({
    ...gigsQuery(community.id, { sort: 'match', minScore: 0, ineligible: false }),
    enabled: opened,
  })
  const mayCreate = member.role !== 'guest'

  const groups: SpotlightActionGroupData[] = [
    {
      group: t('palette.goTo'),
      actions: [
        ...DESTINATIONS.map(({ path, label, Icon }) => ({
          id: path,
          label: t(label),
          leftSection: <Icon size={SIZE} stroke={1.6} aria-hidden />,
          onClick: () => navigate(path),
        })),
        {
          id: '/profile',
          label: t('nav.profile'),
          leftSection: <IconUserCircle size={SIZE} stroke={1.6} aria-hidden />,
          onClick: () => navigate('/profile'),
        },
      ],
    },
    {
      group: t('palette.actions'),
      actions: [
        ...(mayCreate
          ? [
              {
                id: 'new-board',
                label: t('palette.newBoard'),
                leftSection: <IconTablePlus size={SIZE} stroke={1.6} aria-hidden />,
                onClick: () => setCreating('board'),
              },
              {
                id: 'new-document',
                label: t('palette.newDocument'),
                leftSection: <IconFilePlus size={SIZE} stroke={1.6} aria-hidden />,
                onClick: () => setCreating('text'),
              },
            ]
          : []),
        {
          id: 'theme',
          label: t(isDark ? 'nav.toLight' : 'nav.toDark'),
          leftSection: isDark ? (
            <IconSun size={SIZE} stroke={1.6} aria-hidden />
          ) : (
            <IconMoon size={SIZE} stroke={1.6} aria-hidden />
          ),
          onClick: toggle,
        },
        {
          id: 'sign-out',
          label: t('nav.signOut'),
          leftSection: <IconLogout size={SIZE} stroke={1.6} aria-hidden />,
          onClick: () => void signOut().catch(notifyFailed),
        },
      ],
    },
    {
      group: t('nav.boards'),
      actions: (boards.data ?? []).map(({ id, title }) => ({
        id: `board-${id}`,
        label: title,
        leftSection: <IconLayoutKanban size={SIZE} stroke={1.6} aria-hidden />,
        onClick: () => navigate(`/boards/${id}`),
      })),
    },
    {
      group: t('nav.documents'),
      actions: (documents.data ?? []).map(({ id, title }) => ({
        id: `document-${id}`,
        label: title,
        leftSection: <IconFileText size={SIZE} stroke={1.6} aria-hidden />,
        onClick: () => navigate(`/documents/${id}`),
      })),
    },
    {
      group: t('nav.gigs'),
      actions: (gigs.data?.gigs ?? []).map(({ gig }) => ({
        id: `gig-${gig.id}`,
        label: gig.title,
        description: gig.company ?? '',
        leftSection: <IconBriefcase2 size={SIZE} stroke={1.6} aria-hidden />,
        onClick: () => navigate(`/gigs/${gig.id}`),
      })),
    },
  ]

  return (
    <>
      <Spotlight
        store={paletteStore}
        actions={groups.filter(({ actions }) => actions.length > 0)}
        shortcut={null}
        attributes={{ content: { 'aria-label': t('nav.search') } }}
        // Who scrolls by the keyboard needs something to focus in it; its entries are chosen with the arrow keys.
        scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
        nothingFound={t('palette.nothing')}
        highlightQuery
        scrollable
        maxHeight={470}
        searchProps={{
          leftSection: <IconSearch size={18} aria-hidden />,
          placeholder: t('nav.search'),
          'aria-label': t('nav.search'),
        }}
      />
      {creating !== null && <NewDocumentModal kind={creating} onClose={() => setCreating(null)} />}
    </>
  )
}
