import { Anchor, Checkbox, Group, Select, Stack } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import {
  DIGEST_KINDS,
  DIGEST_WAYS,
  digestEndpoints,
  type DigestInput,
  type DigestKind,
} from '../../../shared/digests.ts'
import { ErrorState } from '../components/error-state.tsx'
import pageStyles from '../components/page.module.css'
import { PageLoader } from '../components/page-loader.tsx'
import { api } from '../lib/api.ts'
import { notifyFailed } from '../lib/notify.ts'
import { platformName } from '../lib/platform-name.ts'
import { useCommunity } from '../lib/session.tsx'

/** A Monday, to name the days of the week by. */
const MONDAY = Date.UTC(2024, 0, 1)
const HOUR_MS = 3_600_000
const DAYS = [1, 2, 3, 4, 5, 6, 7]
const HOURS = Array.from({ length: 24 }, (_, hour) => hour)

/** What comes together once a day or week, when, and how. Each choice is saved at once. */
export function DigestSection() {
  const { t, i18n } = useTranslation()
  const { community } = useCommunity()
  const client = useQueryClient()
  const params = { communityId: community.id }
  const queryKey = ['digest', community.id]
  const { data, error, isPending, refetch } = useQuery({
    queryKey,
    queryFn: () => api.call(digestEndpoints.get, { params }),
  })
  if (isPending) return <PageLoader />
  if (data === undefined) return <ErrorState error={error} retry={() => void refetch()} />
  const { kinds, by, hour, day, timeZone, nextAt, problem, ways } = data
  const isOff = kinds.length === 0
  const save = async (change: Partial<DigestInput>) => {
    const next = { kinds, by, hour, day, ...change }
    client.setQueryData(queryKey, { ...data, ...next })
    try {
      const own = Intl.DateTimeFormat().resolvedOptions().timeZone
      client.setQueryData(queryKey, await api.call(digestEndpoints.save, { params, body: { ...next, timeZone: own } }))
      // Its hour, and whether gigs are in it, stand there too.
      await client.invalidateQueries({ queryKey: ['profile', community.id] })
    } catch (thrown) {
      client.setQueryData(queryKey, data)
      notifyFailed(thrown)
    }
  }
  const toggle = (kind: DigestKind) => {
    const chosen = new Set(kinds)
    if (!chosen.delete(kind)) chosen.add(kind)
    return save({ kinds: DIGEST_KINDS.filter((one) => chosen.has(one)) })
  }
  const nameOf = (way: string) => (way === 'mail' ? t('settings.notifications.mail') : platformName(way))
  const dayName = new Intl.DateTimeFormat(i18n.language, { weekday: 'long', timeZone: 'UTC' })
  const hourName = new Intl.DateTimeFormat(i18n.language, { timeStyle: 'short', timeZone: 'UTC' })
  // By the clocks that the hour is of, wherever this browser is.
  const moment = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short', timeZone })
  const whenOf = (at: number) => `${moment.format(at)} (${timeZone})`
  const isUnreachable = !isOff && (problem !== null || !ways.includes(by))
  return (
    <section aria-label={t('digests.title')}>
      <h2 className={pageStyles.cardTitle}>{t('digests.title')}</h2>
      <p className={pageStyles.hint}>{t('digests.text')}</p>
      <Stack gap="sm" mt="sm">
        {DIGEST_KINDS.map((kind) => (
          <Checkbox
            key={kind}
            label={t(`digests.kinds.${kind}`)}
            checked={kinds.includes(kind)}
            onChange={() => void toggle(kind)}
          />
        ))}
        <Group align="end">
          <Select
            label={t('digests.by')}
            data={DIGEST_WAYS.map((way) => ({
              value: way,
              label: ways.includes(way) ? nameOf(way) : t('digests.notReachable', { way: nameOf(way) }),
              disabled: !ways.includes(way),
            }))}
            value={by}
            disabled={isOff}
            allowDeselect={false}
            onChange={(value) => {
              const way = DIGEST_WAYS.find((one) => one === value)
              if (way !== undefined) void save({ by: way })
            }}
          />
          <Select
            label={t('profile.digestDay')}
            data={[
              { value: '', label: t('profile.everyDay') },
              ...DAYS.map((one) => ({
                value: String(one),
                label: dayName.format(MONDAY + (one - 1) * 24 * HOUR_MS),
              })),
            ]}
            value={day === null ? '' : String(day)}
            disabled={isOff}
            allowDeselect={false}
            onChange={(value) => void save({ day: value === null || value === '' ? null : Number(value) })}
          />
          <Select
            label={t('profile.digestHour')}
            data={HOURS.map((one) => ({ value: String(one), label: hourName.format(one * HOUR_MS) }))}
            value={String(hour)}
            disabled={isOff}
            allowDeselect={false}
            onChange={(value) => void save({ hour: Number(value) })}
          />
        </Group>
        <p className={pageStyles.hint} role="status">
          {isOff
            ? t('digests.off')
            : nextAt === null
              ? t('digests.never')
              : t('digests.next', { when: whenOf(nextAt) })}
        </p>
        {isUnreachable && (
          <p className={pageStyles.danger}>
            {t('digests.unreachable', { way: nameOf(by) })}{' '}
            <Anchor component={Link} href="/settings/accounts" inherit>
              {t('settings.accounts.title')}
            </Anchor>
          </p>
        )}
      </Stack>
    </section>
  )
}
