import { ActionIcon, Menu } from '@mantine/core'
import {
  IconAdjustmentsHorizontal,
  IconArchive,
  IconDownload,
  IconLayoutKanban,
  IconTemplate,
  IconUpload,
} from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Board } from '../../../shared/board.ts'
import { boardEndpoints } from '../../../shared/board-api.ts'
import { useBoardContext } from './board-context.tsx'

const ArchiveDrawer = lazy(async () => ({ default: (await import('./archive-drawer.tsx')).ArchiveDrawer }))
const ImportModal = lazy(async () => ({ default: (await import('./import-modal.tsx')).ImportModal }))
const BoardSettings = lazy(async () => ({ default: (await import('./board-settings.tsx')).BoardSettings }))

interface BoardMenuProps {
  title: string
  board: Board
  onTemplates: () => void
}

/** What concerns the board as a whole: its fields and labels, templates, what is archived, import and export. */
export function BoardMenu({ title, board, onTemplates }: BoardMenuProps) {
  const { t } = useTranslation()
  const { documentId, mayWrite } = useBoardContext()
  const [open, setOpen] = useState<'archive' | 'import' | 'settings' | null>(null)
  const close = () => setOpen(null)
  const exportPath = (format: 'json' | 'csv') =>
    `${boardEndpoints.exportCards.path.replace(':documentId', documentId)}?format=${format}`
  return (
    <>
      <Menu returnFocus={false}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" c="inherit" size={34} aria-label={t('board.boardMenu', { title })}>
            <IconLayoutKanban size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {mayWrite && (
            <Menu.Item
              leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden />}
              onClick={() => setOpen('settings')}
            >
              {t('board.settings')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconTemplate size={16} aria-hidden />} aria-keyshortcuts="t" onClick={onTemplates}>
            {t('board.cardTemplates.title')}
          </Menu.Item>
          <Menu.Item leftSection={<IconArchive size={16} aria-hidden />} onClick={() => setOpen('archive')}>
            {t('board.archive')}
          </Menu.Item>
          <Menu.Divider />
          {mayWrite && (
            <Menu.Item leftSection={<IconUpload size={16} aria-hidden />} onClick={() => setOpen('import')}>
              {t('board.import')}
            </Menu.Item>
          )}
          {(['json', 'csv'] as const).map((format) => (
            <Menu.Item
              key={format}
              component="a"
              href={exportPath(format)}
              download
              leftSection={<IconDownload size={16} aria-hidden />}
            >
              {t(`board.export.${format}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {open === 'archive' && <ArchiveDrawer board={board} onClose={close} />}
        {open === 'import' && <ImportModal onClose={close} />}
        {open === 'settings' && <BoardSettings board={board} onClose={close} />}
      </Suspense>
    </>
  )
}
