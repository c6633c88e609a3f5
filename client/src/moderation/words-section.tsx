import { Button, Select, TagsInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MAX_BLOCKED_WORDS, moderationEndpoints } from '../../../shared/moderation.ts'
import { ErrorState } from '../components/error-state.tsx'
import pageStyles from '../components/page.module.css'
import { PageLoader } from '../components/page-loader.tsx'
import { api } from '../lib/api.ts'
import { notifyDone } from '../lib/notify.ts'
import { useCommunity } from '../lib/session.tsx'
import { useSubmit } from '../lib/use-submit.ts'
import { nichesQuery } from '../niches/niche-queries.ts'
import { blockedWordsQuery } from './moderation-queries.ts'

const WHOLE = ''

/** The words that are not said here, for the whole community and for each niche. */
export function WordsSection() {
  const { t } = useTranslation()
  const { community, isAdmin } = useCommunity()
  const { data: all, error, refetch } = useQuery(nichesQuery(community.id))
  const [chosen, setChosen] = useState<string>()
  if (all === undefined) {
    return error === null ? <PageLoader /> : <ErrorState error={error} retry={() => void refetch()} />
  }
  const niches = all.filter(({ mine }) => isAdmin || mine === 'moderator')
  const place = chosen ?? (isAdmin ? WHOLE : (niches[0]?.id ?? WHOLE))
  return (
    <section className={pageStyles.card}>
      <p className={pageStyles.hint}>{t('moderation.words.text')}</p>
      <Select
        label={t('moderation.words.where')}
        data={[
          ...(isAdmin ? [{ value: WHOLE, label: community.name }] : []),
          ...niches.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        allowDeselect={false}
        value={place}
        onChange={(value) => setChosen(value ?? undefined)}
      />
      <WordList key={place} nicheId={place === WHOLE ? undefined : place} />
    </section>
  )
}

function WordList({ nicheId }: { nicheId: string | undefined }) {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const { data, error, refetch } = useQuery(blockedWordsQuery(community.id, nicheId))
  if (data === undefined) {
    return error === null ? <PageLoader /> : <ErrorState error={error} retry={() => void refetch()} />
  }
  return <WordForm nicheId={nicheId} initial={data} hint={t('moderation.words.hint')} />
}

function WordForm({ nicheId, initial, hint }: { nicheId: string | undefined; initial: string[]; hint: string }) {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const client = useQueryClient()
  const [words, setWords] = useState(initial)
  const { busy, error, onSubmit } = useSubmit()
  const save = async () => {
    await api.call(moderationEndpoints.setBlockedWords, {
      params: { communityId: community.id },
      query: nicheId === undefined ? {} : { nicheId },
      body: { words },
    })
    client.setQueryData(blockedWordsQuery(community.id, nicheId).queryKey, words)
    notifyDone(t('moderation.words.saved'))
  }
  return (
    <form onSubmit={onSubmit(save)}>
      <TagsInput
        mt="md"
        label={t('moderation.words.title')}
        description={hint}
        maxTags={MAX_BLOCKED_WORDS}
        splitChars={[',', '\n']}
        value={words}
        error={error}
        onChange={setWords}
      />
      <Button type="submit" mt="md" size="xs" loading={busy}>
        {t('common.save')}
      </Button>
    </form>
  )
}
