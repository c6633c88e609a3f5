import { initialsOf, personColor } from '../lib/person-color.ts'
import styles from './person-avatar.module.css'

interface PersonAvatarProps {
  memberId: string
  name: string
  /** Edge in px. */
  size?: number
  /** Its name stands beside it already. */
  decorative?: boolean
  online?: boolean
}

/** Initials on the person's own colour: known at once, offline too, and no other site learns who looks. */
export function PersonAvatar({ memberId, name, size = 28, decorative = false, online = false }: PersonAvatarProps) {
  const naming = decorative ? { 'aria-hidden': true } : { role: 'img', 'aria-label': name, title: name }
  return (
    <span
      className={styles.avatar}
      data-online={online}
      style={{
        inlineSize: size,
        blockSize: size,
        fontSize: Math.max(9, Math.round(size * 0.36)),
        background: personColor(memberId),
      }}
      {...naming}
    >
      {initialsOf(name)}
    </span>
  )
}
