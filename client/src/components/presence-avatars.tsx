import { Tooltip, UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { distinctPeople, type Presence } from '../lib/presence.ts'
import { PersonAvatar } from './person-avatar.tsx'
import styles from './presence-avatars.module.css'

const SHOWN = 5

interface PresenceAvatarsProps {
  presences: readonly Presence[]
  /** Where one can follow another person through the page. */
  onFollow?: (person: Presence) => void
}

/** Who has this document open now. */
export function PresenceAvatars({ presences, onFollow }: PresenceAvatarsProps) {
  const { t } = useTranslation()
  const people = distinctPeople(presences)
  if (people.length === 0) return null
  const more = people.length - SHOWN
  return (
    <ul className={styles.list} aria-label={t('presence.here')}>
      {people.slice(0, SHOWN).map((person) => {
        const name = person.isMe ? t('presence.me', { name: person.name }) : person.name
        return (
          <Tooltip key={person.memberId} label={name}>
            <li className={styles.item}>
              {onFollow === undefined || person.isMe ? (
                <PersonAvatar memberId={person.memberId} name={person.name} size={28} />
              ) : (
                <UnstyledButton
                  className={styles.follow}
                  aria-label={t('presence.follow', { name: person.name })}
                  onClick={() => onFollow(person)}
                >
                  <PersonAvatar memberId={person.memberId} name={person.name} size={28} decorative />
                </UnstyledButton>
              )}
            </li>
          </Tooltip>
        )
      })}
      {more > 0 && <li className={styles.more}>{t('presence.more', { count: more })}</li>}
    </ul>
  )
}
