import { Kbd, Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import styles from './help-sheet.module.css'

const MOD = /mac|iphone|ipad/i.test(navigator.userAgent) ? '⌘' : 'Ctrl'

/** What `use-board-keys.ts`, `board-card.tsx` and the drag do. */
const SECTIONS = [
  {
    name: 'page',
    keys: [
      ['n', 'newCard'],
      ['t', 'templates'],
      ['/', 'filter'],
      [`${MOD} Z`, 'undo'],
      [`${MOD} Shift Z`, 'redo'],
      [`${MOD} K`, 'palette'],
      ['?', 'help'],
      ['Esc', 'clear'],
    ],
  },
  {
    name: 'card',
    keys: [
      ['← ↑ ↓ →', 'focus'],
      ['Enter', 'open'],
      ['Alt ← ↑ ↓ →', 'move'],
      ['Space', 'pickUp'],
      ['x', 'select'],
      ['e', 'archive'],
      ['c', 'copyLink'],
      ['Shift t', 'saveTemplate'],
    ],
  },
  {
    name: 'calendar',
    keys: [
      ['Alt ← →', 'day'],
      ['Alt ↑ ↓', 'week'],
    ],
  },
] as const

export function HelpSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('board.keys.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div className={styles.sections}>
        {SECTIONS.map(({ name, keys }) => (
          <section key={name}>
            <h3 className={styles.heading}>{t(`board.keys.${name}`)}</h3>
            <dl className={styles.keys}>
              {keys.map(([combination, meaning]) => (
                <div key={meaning}>
                  <dt>
                    {combination.split(' ').map((part) => (
                      <Kbd key={part} size="xs">
                        {part}
                      </Kbd>
                    ))}
                  </dt>
                  <dd>{t(`board.keys.does.${meaning}`)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}
