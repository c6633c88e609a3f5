import { Spotlight } from '@mantine/spotlight'
import {
  IconBriefcase2,
  IconCards,
  IconFileText,
  IconLayoutKanban,
  IconMessages,
  type TablerIcon,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { SearchHit as Hit, SearchKind } from '../../../shared/search.ts'
import { Marked } from './marked.tsx'
import styles from './search.module.css'

const ICONS: Record<SearchKind, TablerIcon> = {
  document: IconFileText,
  board: IconLayoutKanban,
  card: IconCards,
  gig: IconBriefcase2,
  message: IconMessages,
}

/** One thing that was found, with where the words stand in it. */
export function SearchHit({ hit, onOpen }: { hit: Hit; onOpen: () => void }) {
  const { t } = useTranslation()
  const Icon = ICONS[hit.kind]
  const kind = t(`palette.kinds.${hit.kind}`)
  return (
    <Spotlight.Action onClick={onOpen}>
      <span className={styles.hit}>
        <Icon size={18} stroke={1.6} aria-hidden className={styles.icon} />
        <span className={styles.texts}>
          <span className={styles.title} dir="auto">
            <Marked text={hit.title} />
          </span>
          <span className={styles.place}>{hit.place === '' ? kind : `${kind} · ${hit.place}`}</span>
          {hit.snippet.some(({ text }) => text !== '') && (
            <span className={styles.snippet} dir="auto">
              <Marked text={hit.snippet} />
            </span>
          )}
        </span>
      </span>
    </Spotlight.Action>
  )
}
