import { Kbd, Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useReturnFocus } from '../lib/use-return-focus.ts'
import styles from './key-sheet.module.css'

/** The key that goes with letters on this machine. */
export const MOD = /mac|iphone|ipad/i.test(navigator.userAgent) ? '⌘' : 'Ctrl'

export interface KeySection {
  name: string
  /** Keys pressed together, with spaces between, and what they do. */
  keys: readonly (readonly [combination: string, meaning: string])[]
}

/** What the keyboard does on a page. */
export function KeySheet({ sections, onClose }: { sections: readonly KeySection[]; onClose: () => void }) {
  const { t } = useTranslation()
  useReturnFocus()
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('board.keys.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div className={styles.sections}>
        {sections.map(({ name, keys }) => (
          <section key={name}>
            <h3 className={styles.heading}>{name}</h3>
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
                  <dd>{meaning}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}
