import { Button, Select, Textarea } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Gig } from '../../../shared/gigs.ts'
import { vouchEndpoints } from '../../../shared/vouches.ts'
import pageStyles from '../components/page.module.css'
import { membersQuery } from '../documents/document-queries.ts'
import { api } from '../lib/api.ts'
import { notifyDone } from '../lib/notify.ts'
import { useCommunity } from '../lib/session.tsx'
import { useSubmit } from '../lib/use-submit.ts'
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
          {data.toMe.map(({ by, words }) => (
            <li key={by.memberId}>
              {t('vouches.toMe', { name: by.name })}
              {words !== '' && (
                <p className={styles.words} dir="auto">
                  {words}
                </p>
              )}
            </li>
          ))}
          {data.byMe.map(({ to, won }) => (
            <li key={to.memberId}>{t(won ? 'vouches.byMeWon' : 'vouches.byMe', { name: to.name })}</li>
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

function ReferForm({ gig, onDone }: { gig: Gig; onDone: () => void }) {
  const { t } = useTranslation()
  const { community, member } = useCommunity()
  const client = useQueryClient()
  const { data: members = [] } = useQuery(membersQuery(community.id))
  const [memberId, setMemberId] = useState<string | null>(null)
  const [words, setWords] = useState('')
  const { busy, error, onSubmit } = useSubmit()
  const send = async () => {
    if (memberId === null) return
    const referrals = await api.call(vouchEndpoints.refer, {
      params: { communityId: community.id, gigId: gig.id, memberId },
      body: { words },
    })
    client.setQueryData(referralsQuery(community.id, gig.id).queryKey, referrals)
    notifyDone(t('vouches.referDone'))
    onDone()
  }
  return (
    <form className={styles.form} aria-label={t('vouches.refer')} onSubmit={onSubmit(send)}>
      <Select
        label={t('vouches.whom')}
        searchable
        data={members
          .filter(({ id, role }) => id !== member.id && id !== gig.postedBy && role !== 'guest')
          .map(({ id, name }) => ({ value: id, label: name }))}
        value={memberId}
        onChange={setMemberId}
      />
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
          {t('vouches.refer')}
        </Button>
      </div>
    </form>
  )
}
