import { Button, Menu } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { earlySpan } from '../../../shared/early-span.ts'
import { type Niche, nicheEndpoints } from '../../../shared/niches.ts'
import { placeName } from '../components/channel-picker.tsx'
import { ConfirmModal } from '../components/confirm-modal.tsx'
import { DotsMenu } from '../components/dots-menu.tsx'
import pageStyles from '../components/page.module.css'
import { api } from '../lib/api.ts'
import { notifyFailed } from '../lib/notify.ts'
import { useCommunity } from '../lib/session.tsx'
import { NicheMembersModal } from './niche-members-modal.tsx'
import { NicheModal } from './niche-modal.tsx'
import listStyles from '../components/card-list.module.css'
import styles from './niches.module.css'

export function NicheCard({ niche }: { niche: Niche }) {
  const { t, i18n } = useTranslation()
  const client = useQueryClient()
  const { isAdmin } = useCommunity()
  const [open, setOpen] = useState<'edit' | 'members' | 'remove' | null>(null)
  const [busy, setBusy] = useState(false)
  const { id, communityId, name, description, rules, skills, keywords, earlyHours, channels, moderators, mine } = niche
  const early = earlySpan(earlyHours)
  const params = { communityId, nicheId: id }
  const refresh = async () => {
    await client.invalidateQueries({ queryKey: ['niches', communityId] })
    await client.invalidateQueries({ queryKey: ['gigs', communityId] })
  }
  const join = async () => {
    setBusy(true)
    try {
      await api.call(mine === null ? nicheEndpoints.join : nicheEndpoints.leave, { params })
      await refresh()
    } catch (error) {
      notifyFailed(error)
    } finally {
      setBusy(false)
    }
  }
  const names = new Intl.ListFormat(i18n.language).format(moderators.map((one) => one.name))
  const close = () => setOpen(null)
  return (
    <li className={pageStyles.card}>
      <div className={listStyles.head}>
        <h2 className={listStyles.name}>{name}</h2>
        <span className={styles.actions}>
          {mine !== null && (
            <span className={pageStyles.chip} data-tone="good">
              {t(mine === 'moderator' ? 'niches.moderate' : 'niches.joined')}
            </span>
          )}
          <Button
            size="xs"
            variant={mine === null ? 'filled' : 'default'}
            loading={busy}
            aria-label={t(mine === null ? 'niches.joinOne' : 'niches.leaveOne', { name })}
            onClick={() => void join()}
          >
            {t(mine === null ? 'niches.join' : 'niches.leave')}
          </Button>
          <DotsMenu label={t('niches.more', { name })} returnFocus={false}>
            <Menu.Item onClick={() => setOpen('members')}>{t('nav.members')}</Menu.Item>
            {(isAdmin || mine === 'moderator') && (
              <Menu.Item onClick={() => setOpen('edit')}>{t('niches.edit')}</Menu.Item>
            )}
            {isAdmin && <Menu.Item onClick={() => setOpen('remove')}>{t('common.remove')}</Menu.Item>}
          </DotsMenu>
        </span>
      </div>
      <p className={listStyles.facts}>
        {t('niches.members', { count: niche.members })}
        {moderators.length > 0 && ` · ${t('niches.moderators', { names })}`}
        {earlyHours > 0 &&
          ` · ${t(early.unit === 'days' ? 'niches.windowDays' : 'niches.window', { count: early.count })}`}
      </p>
      {description !== '' && <p className={styles.text}>{description}</p>}
      {skills.length + keywords.length > 0 && (
        <ul className={styles.terms} aria-label={t('niches.terms')}>
          {[...skills, ...keywords].map((term) => (
            <li key={term} className={pageStyles.chip}>
              {term}
            </li>
          ))}
        </ul>
      )}
      {channels.length > 0 && (
        <p className={listStyles.facts} dir="auto">
          {t('niches.channels')}: {channels.map(placeName).join(', ')}
        </p>
      )}
      {rules !== '' && (
        <details className={styles.rules}>
          <summary>{t('niches.rules')}</summary>
          <p className={styles.text}>{rules}</p>
        </details>
      )}
      {open === 'edit' && <NicheModal niche={niche} onClose={close} />}
      {open === 'members' && <NicheMembersModal niche={niche} onClose={close} />}
      {open === 'remove' && (
        <ConfirmModal
          title={t('niches.removeTitle', { name })}
          text={t('niches.removeText')}
          action={t('common.remove')}
          onConfirm={async () => {
            await api.call(nicheEndpoints.remove, { params })
            await refresh()
          }}
          onClose={close}
        />
      )}
    </li>
  )
}
