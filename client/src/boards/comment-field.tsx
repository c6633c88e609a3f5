import { Button, Textarea } from '@mantine/core'
import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mention } from '../../../shared/mentions.ts'
import { useBoardContext } from './board-context.tsx'
import { NameOptions } from '../components/name-options.tsx'
import styles from './card-drawer.module.css'

interface CommentFieldProps {
  label: string
  initial: string
  action: string
  onDone: (text: string) => void
}

const MOST_NAMES = 6

/** A text with mentions: `@` and some letters offer the members whose names have them. */
export function CommentField({ label, initial, action, onDone }: CommentFieldProps) {
  const { t } = useTranslation()
  const { members } = useBoardContext()
  const field = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = useState(initial)
  const [cursor, setCursor] = useState(0)
  const [chosen, setChosen] = useState(0)
  const asked = /(?:^|\s)@([\p{L}\p{N}._-]{0,30})$/u.exec(text.slice(0, cursor))?.[1]
  const names = useMemo(() => {
    if (asked === undefined) return []
    const wanted = asked.toLocaleLowerCase()
    return [...members.values()].filter(({ name }) => name.toLocaleLowerCase().includes(wanted)).slice(0, MOST_NAMES)
  }, [asked, members])
  const done = () => {
    if (text.trim() === '') return
    onDone(text.trim())
    setText('')
  }
  const insert = (at: number) => {
    const person = names[at]
    if (person === undefined || asked === undefined) return
    const start = cursor - asked.length - 1
    const link = `${mention(person)} `
    setText(text.slice(0, start) + link + text.slice(cursor))
    setCursor(start + link.length)
    requestAnimationFrame(() => {
      field.current?.focus()
      field.current?.setSelectionRange(start + link.length, start + link.length)
    })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (names.length > 0 && ['ArrowDown', 'ArrowUp', 'Enter', 'Tab', 'Escape'].includes(event.key)) {
      event.preventDefault()
      event.stopPropagation()
      if (event.key === 'Escape') setCursor(0)
      else if (event.key === 'ArrowDown') setChosen((chosen + 1) % names.length)
      else if (event.key === 'ArrowUp') setChosen((chosen + names.length - 1) % names.length)
      else insert(Math.min(chosen, names.length - 1))
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      done()
    }
  }
  return (
    <form
      className={styles.commentForm}
      onSubmit={(event) => {
        event.preventDefault()
        done()
      }}
    >
      <Textarea
        ref={field}
        autosize
        minRows={2}
        maxRows={10}
        maxLength={10_000}
        aria-label={label}
        placeholder={t('board.commentHint')}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setCursor(event.currentTarget.selectionStart)
          setChosen(0)
        }}
        onKeyDown={onKeyDown}
      />
      <NameOptions names={names} chosen={chosen} onPick={insert} className={styles.names} />
      <Button type="submit" size="xs" disabled={text.trim() === ''}>
        {action}
      </Button>
    </form>
  )
}
