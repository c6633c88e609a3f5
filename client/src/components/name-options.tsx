import { useTranslation } from 'react-i18next'

interface NameOptionsProps {
  names: readonly { id: string; name: string }[]
  /** Index of the one that Enter takes. */
  chosen: number
  onPick: (index: number) => void
  className: string | undefined
  id?: string
}

/** Whom an '@' in a field may mean. The field keeps the focus. */
export function NameOptions({ names, chosen, onPick, className, id }: NameOptionsProps) {
  const { t } = useTranslation()
  if (names.length === 0) return null
  return (
    <div className={className} role="listbox" id={id} aria-label={t('board.mention')}>
      {names.map((one, at) => (
        <button
          key={one.id}
          type="button"
          role="option"
          aria-selected={at === chosen}
          tabIndex={-1}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onPick(at)}
        >
          {one.name}
        </button>
      ))}
    </div>
  )
}
