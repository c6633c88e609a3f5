import type { Editor } from '@tiptap/react'
import { useEffect, useId, useRef, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './popup-menu.module.css'
import type { PopupStore } from './popup-store.ts'

/** The list at the cursor. The editor keeps the focus, and says by `aria-activedescendant` what is chosen. */
export function PopupMenu({ store, editor }: { store: PopupStore; editor: Editor }) {
  const { t } = useTranslation()
  const id = useId()
  const popup = useSyncExternalStore(store.subscribe, store.get)
  const frame = useRef<HTMLDivElement>(null)
  const isOpen = popup !== null
  const chosenId = popup === null || popup.entries.length === 0 ? undefined : `${id}-${popup.chosen}`

  useEffect(() => {
    const element = frame.current
    if (!isOpen || element === null) return
    return store.get()?.mount(element)
  }, [isOpen, store])

  useEffect(() => {
    const { dom } = editor.view
    if (chosenId === undefined) return
    dom.setAttribute('aria-controls', id)
    dom.setAttribute('aria-activedescendant', chosenId)
    document.getElementById(chosenId)?.scrollIntoView({ block: 'nearest' })
    return () => {
      dom.removeAttribute('aria-controls')
      dom.removeAttribute('aria-activedescendant')
    }
  }, [chosenId, editor, id])

  // The plugin moves the frame to the body; React leaves it where it is and fills it.
  return (
    <div className={styles.anchor}>
      <div ref={frame} className={styles.frame} hidden={!isOpen}>
        {popup !== null && (
          <div role="listbox" id={id} aria-label={popup.label} className={styles.list}>
            {popup.entries.map(({ key, label, hint, Icon }, index) => (
              <div
                key={key}
                id={`${id}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === popup.chosen}
                className={styles.entry}
                // The text keeps the focus.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => popup.choose(index)}
                onKeyDown={(event) => {
                  if (event.key === 'Enter') popup.choose(index)
                }}
              >
                <Icon size={17} stroke={1.7} aria-hidden />
                <span className={styles.label}>{label}</span>
                {hint !== undefined && <span className={styles.hint}>{hint}</span>}
              </div>
            ))}
            {popup.entries.length === 0 && (
              <p className={styles.nothing}>{popup.isLoading ? t('common.loading') : popup.nothing}</p>
            )}
          </div>
        )}
      </div>
    </div>
  )
}
