import { Button, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { type GigCorrections, gigPostEndpoints } from '../../../shared/gig-posts.ts'
import type { Gig, GigTrust, ParsedGig } from '../../../shared/gigs.ts'
import pageStyles from '../components/page.module.css'
import { api } from '../lib/api.ts'
import { notifyDone } from '../lib/notify.ts'
import { useCommunity } from '../lib/session.tsx'
import { useSubmit } from '../lib/use-submit.ts'
import { NicheFields } from '../niches/niche-fields.tsx'
import { CorrectionFields } from './correction-fields.tsx'
import styles from './gig-card.module.css'
import { MarkedText } from './marked-text.tsx'
import { TrustSignals } from './trust-signals.tsx'

interface Reading {
  /** Of which title, company and text it is. */
  of: string
  parsed: ParsedGig
  trust: GigTrust
}

/** Posts a gig, or changes one that was posted: nothing goes out before its reading was seen. */
export function PostGigForm({ gig }: { gig: Gig | undefined }) {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const client = useQueryClient()
  const [, navigate] = useLocation()
  const [title, setTitle] = useState(gig?.title ?? '')
  const [company, setCompany] = useState(gig?.company ?? '')
  const [text, setText] = useState(gig?.text ?? '')
  const [url, setUrl] = useState(gig?.url ?? '')
  const [niches, setNiches] = useState({
    nicheIds: gig?.nicheIds ?? [],
    membersOnly: gig !== undefined && gig.early !== null && gig.early.until === null,
  })
  const [reading, setReading] = useState<Reading>()
  const [corrections, setCorrections] = useState<GigCorrections>({})
  const { busy, error, onSubmit } = useSubmit()
  const of = JSON.stringify([title, company, text])
  const current = reading?.of === of ? reading : undefined
  const params = { communityId: community.id }
  const read = async () => {
    const answer = await api.call(gigPostEndpoints.preview, { params, body: { title, company, text } })
    setReading({ of, ...answer })
    // What its poster corrected before stays corrected.
    if (reading === undefined && gig !== undefined) setCorrections(differences(answer.parsed, gig.parsed))
  }
  const send = async () => {
    const body = { title, company, text, url: url.trim() === '' ? null : url.trim(), corrections, ...niches }
    const posted =
      gig === undefined
        ? await api.call(gigPostEndpoints.post, { params, body })
        : await api.call(gigPostEndpoints.edit, { params: { ...params, gigId: gig.id }, body })
    await client.invalidateQueries({ queryKey: ['gigs', community.id] })
    await client.invalidateQueries({ queryKey: ['gig', community.id, posted.id] })
    notifyDone(t(posted.status === 'held' ? 'gigs.posting.held' : 'gigs.posting.done'))
    navigate(`/gigs/${posted.id}`)
  }
  return (
    <form onSubmit={onSubmit(current === undefined ? read : send)}>
      <section className={pageStyles.card}>
        <div className={styles.fields}>
          <TextInput
            label={t('gigs.posting.name')}
            placeholder={t('gigs.posting.nameHint')}
            required
            withAsterisk={false}
            minLength={3}
            maxLength={200}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <TextInput
            label={t('gigs.posting.company')}
            maxLength={120}
            value={company}
            onChange={(event) => setCompany(event.currentTarget.value)}
          />
          <Textarea
            label={t('gigs.posting.text')}
            description={t('gigs.posting.textHint')}
            required
            withAsterisk={false}
            autosize
            minRows={8}
            maxRows={24}
            minLength={20}
            maxLength={20_000}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <TextInput
            label={t('gigs.posting.url')}
            description={t('gigs.posting.urlHint')}
            type="url"
            maxLength={2000}
            value={url}
            onChange={(event) => setUrl(event.currentTarget.value)}
          />
          <NicheFields choice={niches} onChange={setNiches} />
        </div>
      </section>
      {current !== undefined && (
        <>
          <section className={pageStyles.card} aria-labelledby="gig-read">
            <h2 id="gig-read" className={pageStyles.cardTitle}>
              {t('gigs.posting.read')}
            </h2>
            <p className={pageStyles.hint}>{t('gigs.posting.readHint')}</p>
            <CorrectionFields
              fields={{ ...current.parsed, ...corrections } as ParsedGig}
              change={(part) => setCorrections((all) => ({ ...all, ...part }))}
            />
          </section>
          <section className={pageStyles.card} aria-label={t('gigs.post')}>
            <MarkedText text={text} evidence={current.parsed.evidence} />
            <p className={styles.rules}>{t('gigs.marked')}</p>
          </section>
          {current.trust.flagged && (
            <section className={pageStyles.card} aria-label={t('gigs.trust.title')}>
              <p className={pageStyles.danger} role="alert">
                {t('gigs.posting.wouldBeHeld')}
              </p>
              <TrustSignals trust={current.trust} />
            </section>
          )}
        </>
      )}
      <div className={styles.actions}>
        <Button type="submit" loading={busy}>
          {t(
            current === undefined
              ? 'gigs.posting.preview'
              : gig === undefined
                ? 'gigs.posting.send'
                : 'gigs.posting.save',
          )}
        </Button>
        {error !== undefined && (
          <p className={pageStyles.danger} role="alert">
            {error}
          </p>
        )}
      </div>
    </form>
  )
}

/** What a gig says otherwise than its text is read. */
function differences(read: ParsedGig, said: ParsedGig): GigCorrections {
  const { evidence: _, ...fields } = said
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(read[name as keyof ParsedGig]),
    ),
  )
}
