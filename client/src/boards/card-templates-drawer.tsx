import { Button, Drawer } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useReturnFocus } from '../lib/use-return-focus.ts'
import styles from './archive-drawer.module.css'
import { useBoardContext } from './board-context.tsx'

/** The board's templates for cards: a new card from one, or a change to it. */
export function CardTemplatesDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  useReturnFocus()
  const { templates, columns, mayWrite, openCard, addFromTemplate, remove } = useBoardContext()
  const open = (cardId: string) => {
    onClose()
    openCard(cardId)
  }
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={420}
      title={t('board.cardTemplates.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {templates.length === 0 ? (
        <p>{t('board.cardTemplates.none')}</p>
      ) : (
        <ul className={styles.list}>
          {templates.map((template, at) => {
            const title = template.title === '' ? t('board.untitled') : template.title
            return (
              <li key={template.id}>
                <button type="button" className={styles.name} onClick={() => open(template.id)}>
                  {title}
                  <small>{columns.find(({ id }) => id === template.columnId)?.name ?? columns[0]?.name}</small>
                </button>
                {mayWrite && (
                  <>
                    <Button
                      variant="default"
                      size="xs"
                      leftSection={<IconPlus size={15} aria-hidden />}
                      aria-label={t('board.cardTemplates.useNamed', { title })}
                      data-autofocus={at === 0 ? true : undefined}
                      disabled={columns.length === 0}
                      onClick={() => open(addFromTemplate(template))}
                    >
                      {t('board.newCard')}
                    </Button>
                    <Button
                      variant="subtle"
                      size="xs"
                      c="var(--gh-danger-text)"
                      aria-label={t('board.deleteNamed', { title })}
                      onClick={() => remove(template.id)}
                    >
                      <IconTrash size={15} aria-hidden />
                    </Button>
                  </>
                )}
              </li>
            )
          })}
        </ul>
      )}
    </Drawer>
  )
}
