import { Textarea } from '@mantine/core'
import { type ClipboardEvent, type KeyboardEvent, useId, useMemo, useRef, useState } from 'react'
import { MAX_MESSAGE_LENGTH } from '../../../shared/room-messages.ts'
import { NameOptions } from '../components/name-options.tsx'
import styles from './composer.module.css'
import { askedName, namesLike, withMentions } from './mention-names.ts'
import { useRoom } from './room-context.tsx'

interface ChatFieldProps {
  label: string
  value: string
  onChange: (text: string) => void
  /** What was typed, its mentions made links. */
  onSend: (markdown: string) => void
  onEscape: () => void
  /** Arrow up, where nothing is typed. */
  onUp?: () => void
  onFiles?: (files: readonly File[]) => void
  autoFocus?: boolean
}

const MOST_NAMES = 6
const LIST_KEYS = new Set(['ArrowDown', 'ArrowUp', 'Enter', 'Tab', 'Escape'])

/** Enter sends, Shift+Enter breaks the line; `@` and some letters offer members. */
export function ChatField(props: ChatFieldProps) {
  const { label, value, onChange, onSend, onEscape, onUp, onFiles, autoFocus = false } = props
  const { members } = useRoom()
  const listId = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const picked = useRef(new Map<string, string>())
  const [cursor, setCursor] = useState(0)
  const [chosen, setChosen] = useState(0)
  const asked = askedName(value.slice(0, cursor))
  const names = useMemo(
    () => (asked === undefined ? [] : namesLike(members, asked).slice(0, MOST_NAMES)),
    [asked, members],
  )
  const pick = (at: number) => {
    const person = names[at]
    if (person === undefined || asked === undefined) return
    picked.current.set(person.name, person.id)
    const start = cursor - asked.length - 1
    const named = `@${person.name} `
    const next = start + named.length
    onChange(value.slice(0, start) + named + value.slice(cursor))
    setCursor(next)
    requestAnimationFrame(() => {
      field.current?.focus()
      field.current?.setSelectionRange(next, next)
    })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (names.length > 0 && LIST_KEYS.has(event.key)) {
      event.preventDefault()
      event.stopPropagation()
      if (event.key === 'Escape') setCursor(0)
      else if (event.key === 'ArrowDown') setChosen((chosen + 1) % names.length)
      else if (event.key === 'ArrowUp') setChosen((chosen + names.length - 1) % names.length)
      else pick(Math.min(chosen, names.length - 1))
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      onSend(withMentions(value.trim(), members, picked.current))
    } else if (event.key === 'Escape') {
      onEscape()
    } else if (event.key === 'ArrowUp' && value === '' && onUp !== undefined) {
      event.preventDefault()
      onUp()
    }
  }
  const onPaste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files]
    if (files.length === 0 || onFiles === undefined) return
    event.preventDefault()
    onFiles(files)
  }
  return (
    <div className={styles.field}>
      <NameOptions names={names} chosen={chosen} onPick={pick} className={styles.names} id={listId} />
      <Textarea
        ref={field}
        autosize
        minRows={1}
        maxRows={8}
        maxLength={MAX_MESSAGE_LENGTH}
        dir="auto"
        aria-label={label}
        placeholder={label}
        autoFocus={autoFocus}
        value={value}
        onChange={(event) => {
          onChange(event.currentTarget.value)
          setCursor(event.currentTarget.selectionStart)
          setChosen(0)
        }}
        onSelect={(event) => setCursor(event.currentTarget.selectionStart)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
      />
    </div>
  )
}
