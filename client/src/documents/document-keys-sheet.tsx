import { useTranslation } from 'react-i18next'
import { KeySheet, MOD } from '../components/key-sheet.tsx'

/** What the editor, its menus and `editor/document-keys.ts` do. */
const SECTIONS = [
  {
    name: 'text',
    keys: [
      [`${MOD} B`, 'bold'],
      [`${MOD} I`, 'italic'],
      [`${MOD} E`, 'code'],
      [`${MOD} Alt 1`, 'heading'],
      [`${MOD} Shift 8`, 'list'],
      [`${MOD} Enter`, 'task'],
      [`${MOD} Z`, 'undo'],
      [`${MOD} Shift Z`, 'redo'],
    ],
  },
  {
    name: 'page',
    keys: [
      ['/', 'slash'],
      ['@', 'mention'],
      ['Alt Shift ↑ ↓', 'moveBlock'],
      [`${MOD} Alt M`, 'comment'],
      ['Alt F10', 'toolbar'],
      [`${MOD} /`, 'help'],
    ],
  },
] as const

export function DocumentKeysSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const sections = SECTIONS.map(({ name, keys }) => ({
    name: t(`editor.keys.${name}`),
    keys: keys.map(([combination, meaning]) => [combination, t(`editor.keys.does.${meaning}`)] as const),
  }))
  return <KeySheet sections={sections} onClose={onClose} />
}
