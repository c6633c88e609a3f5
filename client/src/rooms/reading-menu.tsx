import { Button, Popover, Select, Stack, Switch, Text } from '@mantine/core'
import { IconLanguage } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { roomReadingEndpoints } from '../../../shared/room-reading.ts'
import type { ReadingLanguage } from '../../../shared/rooms.ts'
import { api } from '../lib/api.ts'
import { notifyFailed } from '../lib/notify.ts'
import { useCommunity } from '../lib/session.tsx'
import styles from './chat.module.css'
import { languageChoices, languageName } from '../lib/language-names.ts'
import { useRoom } from './room-context.tsx'
import { useReadingPreferences } from './use-reading.ts'

const EVERYWHERE = 'everywhere'
const AS_WRITTEN = 'as-written'

/** In which language one reads: in this room, and everywhere. */
export function ReadingMenu() {
  const { t, i18n } = useTranslation()
  const client = useQueryClient()
  const { community } = useCommunity()
  const { room, language } = useRoom()
  const { preferences, everywhere, save } = useReadingPreferences()
  const named = (code: ReadingLanguage) =>
    code === AS_WRITTEN ? t('chat.asWritten') : languageName(code, i18n.language)
  const choices = [{ value: AS_WRITTEN, label: t('chat.asWritten') }, ...languageChoices(i18n.language)]
  const chooseHere = async (chosen: string) => {
    await api.call(roomReadingEndpoints.chooseLanguage, {
      params: { roomId: room.id },
      body: { language: chosen === EVERYWHERE ? null : chosen },
    })
    await client.invalidateQueries({ queryKey: ['rooms', community.id] })
  }
  const savePreferences = (change: Partial<typeof preferences>) =>
    void save({ ...preferences, ...change }).catch(notifyFailed)
  return (
    <Popover position="bottom-end" width={300} trapFocus returnFocus withinPortal={false}>
      <Popover.Target>
        <Button
          variant="default"
          className={styles.headButton ?? ''}
          leftSection={<IconLanguage size={16} aria-hidden />}
          aria-label={t('chat.readingIn', { language: named(language ?? AS_WRITTEN) })}
        >
          <span className={styles.buttonText}>{named(language ?? AS_WRITTEN)}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('chat.reading')}>
        <Stack gap="sm">
          <Select
            label={t('chat.readHere')}
            searchable
            openOnFocus={false}
            allowDeselect={false}
            comboboxProps={{ withinPortal: false }}
            data={[{ value: EVERYWHERE, label: t('chat.asEverywhere', { language: named(everywhere) }) }, ...choices]}
            value={room.mine.language ?? EVERYWHERE}
            onChange={(chosen) => void (chosen !== null && chooseHere(chosen).catch(notifyFailed))}
          />
          <Select
            label={t('chat.readEverywhere')}
            searchable
            openOnFocus={false}
            allowDeselect={false}
            comboboxProps={{ withinPortal: false }}
            data={choices}
            value={everywhere}
            onChange={(chosen) => chosen !== null && savePreferences({ language: chosen })}
          />
          <Switch
            label={t('chat.translateMine')}
            description={t('chat.translateMineText')}
            checked={preferences.translateMine}
            onChange={(event) => savePreferences({ translateMine: event.currentTarget.checked })}
          />
          <Text size="xs" c="dimmed">
            {t(room.localOnly ? 'chat.readingLocal' : 'chat.readingText')}
          </Text>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
