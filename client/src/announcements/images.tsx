import { announcementImageUrl } from '../../../shared/announcement-options.ts'
import styles from './images.module.css'

interface ImagesProps {
  communityId: string
  ids: readonly string[]
  /** What they show, in the reader's language. */
  alts: readonly string[]
}

export function Images({ communityId, ids, alts }: ImagesProps) {
  if (ids.length === 0) return null
  return (
    <div className={styles.shown}>
      {ids.map((id, at) => (
        <img key={id} src={announcementImageUrl(communityId, id)} alt={alts[at] ?? ''} />
      ))}
    </div>
  )
}
