import { Button, Select, Textarea } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Gig } from '../../../shared/gigs.ts'
import { type GigReferrals, vouchEndpoints } from '../../../shared/vouches.ts'
import { AnswerForm } from '../components/answer-form.tsx'
import pageStyles from '../components/page.module.css'
import { membersQuery } from '../documents/document-queries.ts'
import { api } from '../lib/api.ts'
import { notifyDone } from '../lib/notify.ts'
import { useCommunity } from '../lib/session.tsx'
import { useSubmit } from '../lib/use-submit.ts'
import { Said } from './said.tsx'
import { referralsQuery } from './vouch-queries.ts'
import styles from './vouches.module.css'

/** Who referred the reader for a gig, whom the reader did, and the way to refer somebody. */
export function Referrals({ gig }: { gig: Gig }) {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const { data } = useQuery(referralsQuery(community.id, gig.id))
  const [isOpen, setOpen] = useState(false)
  if (data === undefined) return null
  const isTakeable = gig.status === 'open' || gig.status === 'early'
  if (!isTakeable && data.toMe.length + data.byMe.length === 0) return null
  return (
    <section className={pageStyles.card} aria-labelledby="referrals">
      <h2 id="referrals" className={pageStyles.cardTitle}>
        {t('vouches.referrals')}
      </h2>
      {data.toMe.length + data.byMe.length > 0 && (
        <ul className={styles.list}>
          {data.toMe.map((referral) => (
            <ToMe key={referral.by.memberId} gig={gig} referral={referral} />
          ))}
          {data.byMe.map((referral) => (
            <ByMe key={referral.to.memberId} gig={gig} referral={referral} />
          ))}
        </ul>
      )}
      {isTakeable &&
        (isOpen ? (
          <ReferForm gig={gig} onDone={() => setOpen(false)} />
        ) : (
          <Button size="xs" variant="default" onClick={() => setOpen(true)}>
            {t('vouches.refer')}
          </Button>
        ))}
    </section>
  )
}

function ToMe({ gig, referral }: { gig: Gig; referral: GigReferrals['toMe'][number] }) {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const client = useQueryClient()
  const [isAnswering, setAnswering] = useState(false)
  const { by, words, answer, mayAnswer } = referral
  const send = async (text: string) => {
    const referrals = await api.call(vouchEndpoints.answerReferral, {
      params: { communityId: community.id, gigId: gig.id, memberId: by.memberId },
      body: { text },
    })
    client.setQueryData(referralsQuery(community.id, gig.id).queryKey, referrals)
    setAnswering(false)
  }
  return (
    <li>
      <p className={pageStyles.row}>
        {t('vouches.toMe', { name: by.name })}
        {mayAnswer && !isAnswering && (
          <Button size="compact-xs" variant="default" onClick={() => setAnswering(true)}>
            {t('reviews.answer')}
          </Button>
        )}
      </p>
      <Said words={words} answer={answer} />
      {isAnswering && <AnswerForm text={answer?.text ?? ''} send={send} />}
    </li>
  )
}

function ByMe({ gig, referral }: { gig: Gig; referral: GigReferrals['byMe'][number] }) {
  const { t } = useTranslation()
  const [isChanging, setChanging] = useState(false)
  const { to, words, answer, won, mayChange } = referral
  return (
    <li>
      <p className={pageStyles.row}>
        {t(won ? 'vouches.byMeWon' : 'vouches.byMe', { name: to.name })}
        {mayChange && !isChanging && (
          <Button size="compact-xs" variant="default" onClick={() => setChanging(true)}>
            {t('vouches.change')}
          </Button>
        )}
      </p>
      {isChanging ? (
        <ReferForm gig={gig} before={referral} onDone={() => setChanging(false)} />
      ) : (
        <Said words={words} answer={answer} />
      )}
    </li>
  )
}

interface ReferFormProps {
  gig: Gig
  /** Its words are changed. */
  before?: GigReferrals['byMe'][number]
  onDone: () => void
}

function ReferForm({ gig, before, onDone }: ReferFormProps) {
  const { t } = useTranslation()
  const { community, member } = useCommunity()
  const client = useQueryClient()
  const { data: members = [] } = useQuery(membersQuery(community.id))
  const [memberId, setMemberId] = useState<string | null>(before?.to.memberId ?? null)
  const [words, setWords] = useState(before?.words ?? '')
  const { busy, error, onSubmit } = useSubmit()
  const send = async () => {
    if (memberId === null) return
    const referrals = await api.call(vouchEndpoints.refer, {
      params: { communityId: community.id, gigId: gig.id, memberId },
      body: { words },
    })
    client.setQueryData(referralsQuery(community.id, gig.id).queryKey, referrals)
    if (before === undefined) notifyDone(t('vouches.referDone'))
    onDone()
  }
  return (
    <form
      className={styles.form}
      aria-label={t(before === undefined ? 'vouches.refer' : 'vouches.change')}
      onSubmit={onSubmit(send)}
    >
      {before === undefined && (
        <Select
          label={t('vouches.whom')}
          searchable
          data={members
            .filter(({ id, role }) => id !== member.id && id !== gig.postedBy && role !== 'guest')
            .map(({ id, name }) => ({ value: id, label: name }))}
          value={memberId}
          onChange={setMemberId}
        />
      )}
      <Textarea
        label={t('vouches.why')}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={1000}
        value={words}
        error={error}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <div>
        <Button type="submit" size="xs" loading={busy} disabled={memberId === null}>
          {t(before === undefined ? 'vouches.refer' : 'vouches.change')}
        </Button>
      </div>
    </form>
  )
}
