import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './composer.module.css'
import { type Typing, typingKey } from './room-cache.ts'
import { useRoom } from './room-context.tsx'

const NAMED = 2

/** Who else is writing just now. */
export function TypingLine({ threadId }: { threadId: string | null }) {
  const { t } = useTranslation()
  const { room, member } = useRoom()
  const { data } = useQuery<Typing[]>({ queryKey: typingKey(room.id, threadId), enabled: false, initialData: [] })
  const [now, setNow] = useState(0)
  const others = data.filter(({ memberId, until }) => memberId !== member.id && until > now)
  const first = Math.min(...others.map(({ until }) => until))
  useEffect(() => {
    if (first === Infinity) return undefined
    const timer = setTimeout(() => setNow(Date.now()), Math.max(0, first - Date.now()) + 50)
    return () => clearTimeout(timer)
  }, [first])
  const names = others.map(({ name }) => name)
  return (
    <p className={styles.typing} aria-live="polite">
      {names.length > 0 &&
        (names.length > NAMED
          ? t('chat.typingMany', { count: names.length })
          : t('chat.typing', { names: names.join(', '), count: names.length }))}
    </p>
  )
}
