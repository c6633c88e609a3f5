import { IconFile } from '@tabler/icons-react'
import type { RoomFile } from '../../../shared/room-messages.ts'
import { roomFileUrl } from '../../../shared/room-files.ts'
import { fileSize } from '../lib/file-size.ts'
import styles from './message.module.css'
import { useLocale } from '../lib/use-locale.ts'

/** Images are shown, all else can be saved. */
export function MessageFiles({ roomId, files }: { roomId: string; files: readonly RoomFile[] }) {
  const locale = useLocale()
  return (
    <ul className={styles.files}>
      {files.map(({ id, name, type, bytes }) => (
        <li key={id}>
          <a
            href={roomFileUrl(roomId, id)}
            className={type.startsWith('image/') ? styles.image : styles.file}
            {...(type.startsWith('image/') ? { target: '_blank', rel: 'noopener' } : { download: name })}
          >
            {type.startsWith('image/') ? (
              <img src={roomFileUrl(roomId, id)} alt={name} loading="lazy" />
            ) : (
              <>
                <IconFile size={18} stroke={1.6} aria-hidden />
                <span dir="auto">{name}</span>
                <span className={styles.meta}>{fileSize(bytes, locale)}</span>
              </>
            )}
          </a>
        </li>
      ))}
    </ul>
  )
}
