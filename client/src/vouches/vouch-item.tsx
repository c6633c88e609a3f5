import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Vouch, vouchEndpoints } from '../../../shared/vouches.ts'
import { AnswerForm } from '../components/answer-form.tsx'
import { ConfirmModal } from '../components/confirm-modal.tsx'
import pageStyles from '../components/page.module.css'
import { api } from '../lib/api.ts'
import { useCommunity } from '../lib/session.tsx'
import { useLocale } from '../lib/use-locale.ts'
import { Said } from './said.tsx'

/** One vouch, with its answer, and what its reader may do with it. */
export function VouchItem({ vouch }: { vouch: Vouch }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { community } = useCommunity()
  const client = useQueryClient()
  const [open, setOpen] = useState<'answer' | 'withdraw' | null>(null)
  const { id, author, words, createdAt, answer, mayAnswer, mayWithdraw } = vouch
  const params = { communityId: community.id, vouchId: id }
  const refresh = () => client.invalidateQueries({ queryKey: ['trust', community.id] })
  const send = async (text: string) => {
    await api.call(vouchEndpoints.answer, { params, body: { text } })
    await refresh()
    setOpen(null)
  }
  return (
    <li>
      <p className={pageStyles.row}>
        <strong dir="auto">{author.name}</strong>
        <span className={pageStyles.muted}>{locale.ago(createdAt)}</span>
        {mayAnswer && open !== 'answer' && (
          <Button size="compact-xs" variant="default" onClick={() => setOpen('answer')}>
            {t('reviews.answer')}
          </Button>
        )}
        {mayWithdraw && (
          <Button size="compact-xs" variant="default" onClick={() => setOpen('withdraw')}>
            {t('vouches.withdraw')}
          </Button>
        )}
      </p>
      <Said words={words} answer={answer} />
      {open === 'answer' && <AnswerForm text={answer?.text ?? ''} send={send} />}
      {open === 'withdraw' && (
        <ConfirmModal
          title={t('vouches.withdraw')}
          text={t('vouches.withdrawText')}
          action={t('vouches.withdraw')}
          onConfirm={async () => {
            await api.call(vouchEndpoints.withdraw, { params })
            await refresh()
          }}
          onClose={() => setOpen(null)}
        />
      )}
    </li>
  )
}
