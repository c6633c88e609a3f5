import { Button, Menu } from '@mantine/core'
import {
  IconBookmark,
  IconBookmarkFilled,
  IconCheck,
  IconChevronDown,
  IconExternalLink,
  IconSend,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type Gig, NOT_RELEVANT_REASONS } from '../../../shared/gigs.ts'
import styles from './gig-card.module.css'
import { type Match, useFeedback } from './gig-queries.ts'

/** Apply at the source, and say what became of it; all of it can be taken back. */
export function FeedbackBar({ gig, match }: { gig: Gig; match: Match | null }) {
  const { t } = useTranslation()
  const give = useFeedback(gig.id)
  const kind = match?.feedback?.kind
  if (kind === 'not_relevant') {
    const why = match?.feedback?.reason ?? null
    return (
      <div className={styles.actions}>
        <p className={styles.given} role="status">
          {why === null ? t('gigs.dismissed') : t('gigs.dismissedBecause', { reason: t(`gigs.why.${why}`) })}
        </p>
        <Button variant="default" size="xs" onClick={() => give(null)}>
          {t('common.undo')}
        </Button>
      </div>
    )
  }
  const isSaved = kind === 'saved'
  const stage = kind === undefined || kind === 'saved' ? undefined : kind
  const isApplied = stage !== undefined
  return (
    <div className={styles.actions}>
      {gig.url !== null && gig.status !== 'closed' && (
        <Button
          component="a"
          href={gig.url}
          target="_blank"
          rel="noopener noreferrer"
          size="xs"
          rightSection={<IconExternalLink size={14} aria-hidden />}
        >
          {t('gigs.applyAt', { source: gig.source.name })}
        </Button>
      )}
      {match !== null && (
        <>
          <Button
            variant="default"
            size="xs"
            aria-pressed={isSaved}
            leftSection={
              isSaved ? <IconBookmarkFilled size={14} aria-hidden /> : <IconBookmark size={14} aria-hidden />
            }
            onClick={() => give(isSaved ? null : { kind: 'saved', reason: null, note: '' })}
          >
            {t(isSaved ? 'gigs.saved' : 'gigs.save')}
          </Button>
          <Button
            variant="default"
            size="xs"
            aria-pressed={isApplied}
            leftSection={isApplied ? <IconCheck size={14} aria-hidden /> : <IconSend size={14} aria-hidden />}
            onClick={() => give(isApplied ? null : { kind: 'applied', reason: null, note: '' })}
          >
            {t(stage === undefined ? 'gigs.applied' : `gigs.stage.${stage}`)}
          </Button>
          <Menu position="bottom-start">
            <Menu.Target>
              <Button
                variant="subtle"
                color="gray"
                c="inherit"
                size="xs"
                rightSection={<IconChevronDown size={14} aria-hidden />}
              >
                {t('gigs.notRelevant')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Label>{t('gigs.whyNot')}</Menu.Label>
              {NOT_RELEVANT_REASONS.map((reason) => (
                <Menu.Item key={reason} onClick={() => give({ kind: 'not_relevant', reason, note: '' })}>
                  {t(`gigs.why.${reason}`)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </>
      )}
    </div>
  )
}
