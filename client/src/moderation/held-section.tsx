import { Button } from '@mantine/core'
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { IconShieldCheck } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { type Gig, gigEndpoints } from '../../../shared/gigs.ts'
import { type HeldPost, holdEndpoints } from '../../../shared/holds.ts'
import pageStyles from '../components/page.module.css'
import { QueryList } from '../components/query-list.tsx'
import { membersQuery } from '../documents/document-queries.ts'
import { TrustSignals } from '../gigs/trust-signals.tsx'
import { api } from '../lib/api.ts'
import { useCommunity } from '../lib/session.tsx'
import { useLocale } from '../lib/use-locale.ts'
import styles from '../settings/settings.module.css'
import { heldQuery } from './moderation-queries.ts'
import moderationStyles from './moderation.module.css'
import { ReasonModal } from './reason-modal.tsx'

const MAX_REASON = 500
const SHOWN_OF_A_GIG = 400

/** What several signals or a blocked word speak against: a moderator decides, with a reason. */
export function HeldSection() {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const query = useQuery(heldQuery(community.id))
  const none = {
    icon: <IconShieldCheck size={26} />,
    title: t('moderation.held.none'),
    text: t('moderation.held.noneText'),
  }
  return (
    <QueryList query={query} none={none}>
      {(items) => (
        <>
          <p className={styles.bar}>{t('moderation.held.text')}</p>
          {items.map((item) =>
            'trust' in item ? <HeldGig key={item.id} gig={item} /> : <HeldText key={item.id} post={item} />,
          )}
        </>
      )}
    </QueryList>
  )
}

function HeldGig({ gig }: { gig: Gig }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { id, communityId, company, source, postedAt, postedBy, text } = gig
  const { data: members } = useQuery(membersQuery(communityId))
  const poster = members?.find((member) => member.id === postedBy)
  const decide = (decision: 'release' | 'close') => async (reason: string) => {
    await api.call(gigEndpoints.moderate, { params: { communityId, gigId: id }, body: { decision, reason } })
    await decided(client, communityId)
  }
  return (
    <Held
      id={id}
      title={gig.title}
      path={`/gigs/${id}`}
      by={[poster?.name, company, postedBy === null ? source.name : null].filter((part) => part != null).join(' · ')}
      at={postedAt}
      reasonText={t('moderation.held.reasonText')}
      choices={[
        { label: t('moderation.held.release'), decide: decide('release') },
        { label: t('moderation.held.close'), decide: decide('close') },
      ]}
    >
      <blockquote className={moderationStyles.quote} dir="auto">
        {text.length > SHOWN_OF_A_GIG ? `${text.slice(0, SHOWN_OF_A_GIG)}…` : text}
      </blockquote>
      <TrustSignals trust={gig.trust} />
    </Held>
  )
}

/** An announcement, or an event to which nobody is invited yet. */
function HeldText({ post }: { post: HeldPost }) {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const client = useQueryClient()
  const { kind, id, title, text, path, author, word, at, mayDecide } = post
  const decide = (passed: boolean) => async (reason: string) => {
    const params = { communityId: community.id, kind, postId: id }
    await api.call(holdEndpoints.decide, { params, body: { passed, reason } })
    await decided(client, community.id)
  }
  const choices = [
    { label: t('moderation.held.pass'), decide: decide(true) },
    { label: t('moderation.held.refuse'), decide: decide(false) },
  ]
  return (
    <Held
      id={id}
      title={title}
      path={path}
      by={`${t(`moderation.held.kinds.${kind}`)} · ${author.name}`}
      at={at}
      reasonText={t('moderation.held.authorReads')}
      choices={mayDecide ? choices : []}
    >
      {text !== '' && (
        <blockquote className={moderationStyles.quote} dir="auto">
          {text}
        </blockquote>
      )}
      <p className={moderationStyles.words}>{t('moderation.held.word', { word })}</p>
      {!mayDecide && <p className={pageStyles.hint}>{t('moderation.held.own')}</p>}
    </Held>
  )
}

interface HeldProps {
  id: string
  title: string
  path: string
  by: string
  at: number
  /** Who reads the reason. */
  reasonText: string
  choices: readonly { label: string; decide: (reason: string) => Promise<void> }[]
  children: ReactNode
}

function Held({ id, title, path, by, at, reasonText, choices, children }: HeldProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const [chosen, setChosen] = useState<HeldProps['choices'][number]>()
  return (
    <section className={pageStyles.card} aria-labelledby={`held-${id}`}>
      <div className={styles.head}>
        <h2 id={`held-${id}`} className={pageStyles.cardTitle}>
          <Link href={path} className={moderationStyles.link} dir="auto">
            {title}
          </Link>
        </h2>
        <span className={`${pageStyles.row} ${pageStyles.end}`}>
          {choices.map((choice) => (
            <Button key={choice.label} size="xs" variant="default" onClick={() => setChosen(choice)}>
              {choice.label}
            </Button>
          ))}
        </span>
      </div>
      <p className={styles.address}>
        {by} · {locale.ago(at)}
      </p>
      {children}
      {chosen !== undefined && (
        <ReasonModal
          title={chosen.label}
          text={reasonText}
          label={t('moderation.held.reason')}
          action={chosen.label}
          maxLength={MAX_REASON}
          onSend={chosen.decide}
          onClose={() => setChosen(undefined)}
        />
      )}
    </section>
  )
}

async function decided(client: QueryClient, communityId: string): Promise<void> {
  for (const name of ['held', 'moderation', 'announcements', 'events']) {
    await client.invalidateQueries({ queryKey: [name, communityId] })
  }
}
