import { Button, Group, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PersonAvatar } from '../../components/person-avatar.tsx'
import { useCommunity } from '../../lib/session.tsx'
import { useSubmit } from '../../lib/use-submit.ts'
import { membersQuery } from '../document-queries.ts'
import { mentionAt, withMentions, withoutMentionLinks } from './mention-words.ts'
import styles from './review.module.css'

const MOST_OFFERED = 5

interface CommentFieldProps {
  label: string
  submitLabel: string
  /** What stands in it at first, as the hub keeps it. */
  initial?: string
  autoFocus?: boolean
  onSubmit: (text: string) => Promise<void>
  onCancel?: () => void
}

/** Where a comment is written: Ctrl+Enter sends, '@' offers members. What could not be sent stays in the field. */
export function CommentField({
  label,
  submitLabel,
  initial = '',
  autoFocus = false,
  onSubmit,
  onCancel,
}: CommentFieldProps) {
  const { t } = useTranslation()
  const id = useId()
  const { community } = useCommunity()
  const { data: members = [] } = useQuery(membersQuery(community.id))
  const [first] = useState(() => withoutMentionLinks(initial))
  const [text, setText] = useState(first.text)
  const [cursor, setCursor] = useState(text.length)
  const [chosen, setChosen] = useState(first.chosen)
  const [at, setAt] = useState(0)
  const [dismissed, setDismissed] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const { busy, error, run } = useSubmit()

  const mention = dismissed ? undefined : mentionAt(text, cursor)
  const wanted = mention?.query.toLocaleLowerCase()
  const offered =
    wanted === undefined
      ? []
      : members
          .filter(({ name }) => name.toLocaleLowerCase().includes(wanted) && name.toLocaleLowerCase() !== wanted)
          .slice(0, MOST_OFFERED)

  const choose = (index: number) => {
    const member = offered[index]
    if (member === undefined || mention === undefined) return
    const next = `${text.slice(0, mention.start)}@${member.name} ${text.slice(cursor)}`
    const place = mention.start + member.name.length + 2
    setText(next)
    setChosen(new Map(chosen).set(member.name, member.id))
    setCursor(place)
    requestAnimationFrame(() => field.current?.setSelectionRange(place, place))
  }
  const send = () =>
    run(async () => {
      await onSubmit(withMentions(text.trim(), chosen))
      setText('')
      setChosen(new Map())
    })
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (offered.length > 0) {
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
      if (step !== 0) setAt((at + step + offered.length) % offered.length)
      else if ((event.key === 'Enter' && !event.ctrlKey && !event.metaKey) || event.key === 'Tab') choose(at)
      else if (event.key === 'Escape') setDismissed(true)
      else return
      event.preventDefault()
      event.stopPropagation()
      return
    }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && text.trim() !== '') {
      event.preventDefault()
      void send()
    }
    if (event.key === 'Escape') onCancel?.()
  }
  return (
    <form
      className={styles.field}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <Textarea
        ref={field}
        aria-label={label}
        placeholder={label}
        autosize
        minRows={initial === '' && !autoFocus ? 1 : 2}
        maxRows={10}
        maxLength={4500}
        data-autofocus={autoFocus}
        autoFocus={autoFocus}
        value={text}
        error={error}
        aria-autocomplete="list"
        aria-controls={offered.length > 0 ? id : undefined}
        aria-activedescendant={offered.length > 0 ? `${id}-${at}` : undefined}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setCursor(event.currentTarget.selectionStart)
          setAt(0)
          setDismissed(false)
        }}
        onSelect={(event) => setCursor(event.currentTarget.selectionStart)}
        onKeyDown={onKeyDown}
      />
      {offered.length > 0 && (
        <div role="listbox" id={id} aria-label={t('review.membersToMention')} className={styles.offered}>
          {offered.map((member, index) => (
            <div
              key={member.id}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              className={styles.offer}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(index)}
              onKeyDown={onKeyDown}
            >
              <PersonAvatar memberId={member.id} name={member.name} size={20} decorative />
              {member.name}
            </div>
          ))}
        </div>
      )}
      {(text.trim() !== '' || onCancel !== undefined) && (
        <Group gap="xs" justify="flex-end">
          {onCancel !== undefined && (
            <Button size="compact-sm" variant="default" onClick={onCancel}>
              {t('common.cancel')}
            </Button>
          )}
          <Button size="compact-sm" type="submit" loading={busy} disabled={text.trim() === ''}>
            {submitLabel}
          </Button>
        </Group>
      )}
    </form>
  )
}
