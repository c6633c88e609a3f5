import { Button, Textarea, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { MAX_PORTFOLIO_PIECES, type PortfolioPiece } from '../../../shared/profiles.ts'
import pageStyles from '../components/page.module.css'
import type { ChangeProfile } from './profile-form.tsx'
import styles from './profile.module.css'

const TOLD = ['problem', 'solution', 'result'] as const

/** Pieces of work: what was wrong, what was done, and what came of it. */
export function PortfolioFields({ pieces, change }: { pieces: readonly PortfolioPiece[]; change: ChangeProfile }) {
  const { t } = useTranslation()
  const set = (portfolio: PortfolioPiece[]) => change({ portfolio })
  return (
    <section className={pageStyles.card} aria-labelledby="profile-portfolio">
      <h2 id="profile-portfolio" className={pageStyles.cardTitle}>
        {t('profile.portfolio')}
      </h2>
      <p className={pageStyles.hint}>{t('profile.portfolioText')}</p>
      {pieces.map((piece, index) => {
        const replace = (part: Partial<PortfolioPiece>) => set(pieces.with(index, { ...piece, ...part }))
        return (
          // A piece has nothing of its own that stays the same while it is written.
          <fieldset key={index} className={styles.piece}>
            <legend className="visually-hidden">{piece.title || t('profile.newPiece')}</legend>
            <TextInput
              label={t('profile.pieceTitle')}
              required
              withAsterisk={false}
              maxLength={120}
              value={piece.title}
              onChange={(event) => replace({ title: event.currentTarget.value })}
            />
            {TOLD.map((field) => (
              <Textarea
                key={field}
                label={t(`profile.piece.${field}`)}
                autosize
                minRows={1}
                maxRows={6}
                maxLength={600}
                value={piece[field]}
                onChange={(event) => replace({ [field]: event.currentTarget.value })}
              />
            ))}
            <TextInput
              label={t('profile.pieceLink')}
              type="url"
              placeholder="https://"
              maxLength={2000}
              value={piece.url ?? ''}
              onChange={(event) => replace({ url: event.currentTarget.value.trim() || null })}
            />
            <div>
              <Button
                variant="subtle"
                color="gray"
                c="inherit"
                size="xs"
                leftSection={<IconTrash size={15} aria-hidden />}
                onClick={() => set(pieces.filter((other) => other !== piece))}
              >
                {t('profile.removePiece', { title: piece.title || t('profile.newPiece') })}
              </Button>
            </div>
          </fieldset>
        )
      })}
      <Button
        variant="default"
        leftSection={<IconPlus size={15} aria-hidden />}
        disabled={pieces.length >= MAX_PORTFOLIO_PIECES}
        onClick={() => set([...pieces, { title: '', problem: '', solution: '', result: '', url: null }])}
      >
        {t('profile.addPiece')}
      </Button>
    </section>
  )
}
