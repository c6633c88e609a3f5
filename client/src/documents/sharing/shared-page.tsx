import { Button, Textarea, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommentThread } from '../../../../shared/document-comments.ts'
import { shareEndpoints } from '../../../../shared/document-sharing.ts'
import { PageLoader } from '../../components/page-loader.tsx'
import { PersonAvatar } from '../../components/person-avatar.tsx'
import { api } from '../../lib/api.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { errorWords } from '../../lib/error-words.ts'
import { usePageTitle } from '../../lib/use-page-title.ts'
import { useSubmit } from '../../lib/use-submit.ts'
import { Logo } from '../../shell/logo.tsx'
import { ThemeToggle } from '../../shell/theme-toggle.tsx'
import { SignInFrame } from '../../sign-in/sign-in-frame.tsx'
import '../document-content.css'
import { CommentText } from '../review/comment-text.tsx'
import reviewStyles from '../review/review.module.css'
import styles from './sharing.module.css'

const NAME_KEY = 'guildhall:shared-name'
const BEFORE = 40
const LONGEST_QUOTE = 500

/** One document for somebody who need not be signed in. */
export function SharedPage({ secret }: { secret: string }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const queryKey = ['shared', secret]
  const { data, error, isPending } = useQuery({
    queryKey,
    queryFn: () => api.call(shareEndpoints.open, { params: { secret } }),
  })
  const text = useRef<HTMLDivElement>(null)
  const quote = useQuote(text)
  usePageTitle(data?.title ?? t('sharing.shared'))
  if (isPending) return <PageLoader whole />
  if (data === undefined) return <SignInFrame title={t('sharing.gone')} text={errorWords(error)} />
  const reload = () => client.invalidateQueries({ queryKey })
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <span className={styles.brand}>
          <Logo size={26} />
          {t('sharing.from', { community: data.community })}
        </span>
        <ThemeToggle />
      </header>
      <div className={styles.body}>
        <main className={styles.text}>
          <h1 className={styles.title}>{data.title}</h1>
          {/* Made by the hub from the schema, with all that came from people escaped; the CSP lets no script run. */}
          <div ref={text} className="tiptap" dir="auto" dangerouslySetInnerHTML={{ __html: data.html }} />
        </main>
        {data.access === 'comment' && (
          <aside className={styles.aside} aria-label={t('panel.review')}>
            <SharedComment
              quote={quote?.quote ?? null}
              send={async (name, comment) => {
                await api.call(shareEndpoints.comment, { params: { secret }, body: { name, quote, text: comment } })
                await reload()
              }}
            />
            {data.threads
              .filter(({ resolvedAt }) => resolvedAt === null)
              .map((thread) => (
                <SharedThread key={thread.id} thread={thread} secret={secret} onChange={reload} />
              ))}
          </aside>
        )}
      </div>
    </div>
  )
}

function SharedThread(props: { thread: CommentThread; secret: string; onChange: () => Promise<void> }) {
  const { thread, secret, onChange } = props
  const { t } = useTranslation()
  const locale = useLocale()
  return (
    <article className={reviewStyles.card}>
      {thread.anchor !== null && <p className={reviewStyles.quote}>{thread.anchor.quote}</p>}
      {thread.comments.map(({ id, authorName, text, at }) => (
        <div key={id} className={reviewStyles.comment}>
          <div className={reviewStyles.who}>
            <PersonAvatar memberId={authorName} name={authorName} size={24} decorative />
            <span className={reviewStyles.name}>{authorName}</span>
            <span className={reviewStyles.when}>{locale.ago(at)}</span>
          </div>
          <CommentText text={text} />
        </div>
      ))}
      <SharedComment
        label={t('review.reply')}
        quote={null}
        send={async (name, text) => {
          await api.call(shareEndpoints.reply, { params: { secret, threadId: thread.id }, body: { name, text } })
          await onChange()
        }}
      />
    </article>
  )
}

interface SharedCommentProps {
  label?: string
  quote: string | null
  send: (name: string, text: string) => Promise<void>
}

/** Whoever is not signed in says who they are. */
function SharedComment({ label, quote, send }: SharedCommentProps) {
  const { t } = useTranslation()
  const [name, setName] = useState(() => localStorage.getItem(NAME_KEY) ?? '')
  const [text, setText] = useState('')
  const { busy, error, onSubmit } = useSubmit()
  const submit = async () => {
    localStorage.setItem(NAME_KEY, name.trim())
    await send(name.trim(), text.trim())
    setText('')
  }
  const caption = label ?? t(quote === null ? 'review.commentOnAll' : 'sharing.commentOnQuote')
  return (
    <form className={reviewStyles.field} onSubmit={onSubmit(submit)}>
      {quote !== null && <p className={reviewStyles.quote}>{quote}</p>}
      <Textarea
        aria-label={caption}
        placeholder={caption}
        autosize
        minRows={1}
        maxLength={5000}
        value={text}
        error={error}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {text.trim() !== '' && (
        <>
          <TextInput
            size="xs"
            aria-label={t('sharing.yourName')}
            placeholder={t('sharing.yourName')}
            required
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button size="compact-sm" type="submit" loading={busy} disabled={name.trim() === ''}>
            {t('review.send')}
          </Button>
        </>
      )}
    </form>
  )
}

/** The words of the text that are selected, kept while a comment on them is written. */
function useQuote(text: React.RefObject<HTMLElement | null>): { quote: string; before: string } | null {
  const [quote, setQuote] = useState<{ quote: string; before: string } | null>(null)
  useEffect(() => {
    const look = () => {
      const selection = getSelection()
      const element = text.current
      if (selection === null || element === null || selection.rangeCount === 0) return
      const range = selection.getRangeAt(0)
      if (!element.contains(range.commonAncestorContainer)) return
      const words = selection.toString().replaceAll(/\n+/g, '\n').trim().slice(0, LONGEST_QUOTE)
      const before = document.createRange()
      before.setStart(range.startContainer.nodeType === Node.TEXT_NODE ? range.startContainer : element, 0)
      before.setEnd(range.startContainer, range.startOffset)
      setQuote(words === '' ? null : { quote: words, before: before.toString().slice(-BEFORE) })
    }
    document.addEventListener('selectionchange', look)
    return () => document.removeEventListener('selectionchange', look)
  }, [text])
  return quote
}
