import { useTranslation } from 'react-i18next'
import { KeySheet, MOD } from '../components/key-sheet.tsx'

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
  const sections = SECTIONS.map(({ name, keys }) => ({
    name: t(`board.keys.${name}`),
    keys: keys.map(([combination, meaning]) => [combination, t(`board.keys.does.${meaning}`)] as const),
  }))
  return <KeySheet sections={sections} onClose={onClose} />
}
