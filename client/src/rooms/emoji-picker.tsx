import { Popover, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './message.module.css'

/** Most reactions are one of these; any other emoji can be typed or pasted. */
const USUAL = '👍 ❤️ 😂 🎉 👀 🙏 ✅ 🚀 🔥 💯 👏 🤔 😍 😮 😢 😅 🙌 💪 👋 ☕ 💡 🐛 ⚠️ ❌'.split(' ')
const EMOJI = /^[^\s\p{Cc}\p{L}]{1,32}$/u

interface EmojiPickerProps {
  onPick: (emoji: string) => void
  children: (open: () => void) => ReactNode
}

export function EmojiPicker({ onPick, children }: EmojiPickerProps) {
  const { t } = useTranslation()
  const [opened, setOpened] = useState(false)
  const pick = (emoji: string) => {
    setOpened(false)
    onPick(emoji)
  }
  return (
    <Popover opened={opened} onChange={setOpened} position="top-end" trapFocus returnFocus withinPortal>
      <Popover.Target>{children(() => setOpened(!opened))}</Popover.Target>
      <Popover.Dropdown aria-label={t('chat.react')}>
        <div className={styles.emojis}>
          {USUAL.map((emoji) => (
            <button key={emoji} type="button" onClick={() => pick(emoji)}>
              {emoji}
            </button>
          ))}
        </div>
        <TextInput
          size="xs"
          aria-label={t('chat.otherEmoji')}
          placeholder={t('chat.otherEmoji')}
          onChange={({ currentTarget: { value } }) => {
            if (/\p{Extended_Pictographic}/u.test(value) && EMOJI.test(value)) pick(value)
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}
