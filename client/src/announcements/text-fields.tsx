import { Button, Group, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MAX_ALT, MAX_BUTTONS, MAX_LABEL, MAX_TITLE } from '../../../shared/announcement-card.ts'
import {
  type AnnouncementInput,
  type AnnouncementText,
  MAX_LANGUAGES,
  MAX_MARKDOWN,
} from '../../../shared/announcements.ts'
import pageStyles from '../components/page.module.css'
import { languageName, READABLE } from '../lib/language-names.ts'
import styles from './announcements.module.css'
import { ImageFields } from './image-fields.tsx'

interface TextFieldsProps {
  input: AnnouncementInput
  /** As they are stored: of each it is known who wrote it. */
  machine: readonly AnnouncementText[]
  busy: boolean
  onChange: (part: Partial<AnnouncementInput>) => void
  onTranslate: (languages: string[]) => void
}

type Written = AnnouncementInput['texts'][number]

/** What it says: in the author's language, in others, and on its buttons. */
export function TextFields({ input, machine, busy, onChange, onTranslate }: TextFieldsProps) {
  const { t, i18n } = useTranslation()
  const [adding, setAdding] = useState<string | null>(null)
  const { language, texts, urls } = input
  const own = texts.find((text) => text.language === language)
  const others = texts.filter((text) => text.language !== language)
  const nameOf = (code: string) => languageName(code, i18n.language)
  const set = (changed: Written) =>
    onChange({ texts: texts.map((text) => (text.language === changed.language ? changed : text)) })
  const setUrls = (next: string[], labels: (text: Written) => string[]) =>
    onChange({ urls: next, texts: texts.map((text) => ({ ...text, labels: labels(text) })) })
  const free = READABLE.filter((code) => texts.every((text) => text.language !== code))
  const isFull = texts.length >= MAX_LANGUAGES
  const add = (code: string) =>
    onChange({ texts: [...texts, { ...blankOf(code), labels: urls.map(() => ''), alts: input.images.map(() => '') }] })
  return (
    <Stack gap="sm">
      <Select
        label={t('announcements.language')}
        data={READABLE.filter((code) => code === language || free.includes(code)).map((value) => ({
          value,
          label: nameOf(value),
        }))}
        value={language}
        allowDeselect={false}
        searchable
        onChange={(code) => {
          if (code === null || own === undefined) return
          onChange({ language: code, texts: texts.map((text) => (text === own ? { ...own, language: code } : text)) })
        }}
      />
      {own !== undefined && <OneText text={own} onChange={set} />}
      <ImageFields input={input} onChange={onChange} />
      {urls.map((url, at) => (
        <Group key={at} align="end" wrap="nowrap">
          <TextInput
            className={styles.url}
            type="url"
            label={t('announcements.buttonUrl', { number: at + 1 })}
            placeholder="https://"
            required
            withAsterisk={false}
            value={url}
            onChange={(event) =>
              onChange({ urls: urls.map((one, index) => (index === at ? event.currentTarget.value : one)) })
            }
          />
          <Button
            variant="default"
            className={styles.fixed}
            aria-label={t('announcements.removeButton', { number: at + 1 })}
            onClick={() =>
              setUrls(
                urls.filter((_, index) => index !== at),
                ({ labels }) => labels.filter((_, index) => index !== at),
              )
            }
          >
            {t('common.remove')}
          </Button>
        </Group>
      ))}
      {urls.length < MAX_BUTTONS && (
        <Button
          variant="default"
          className={styles.start}
          onClick={() => setUrls([...urls, ''], ({ labels }) => [...labels, ''])}
        >
          {t('announcements.addButton')}
        </Button>
      )}
      {others.map((text) => {
        const stored = machine.find((one) => one.language === text.language)
        const isMachine = stored !== undefined && stored.engine !== null && isSame(stored, text)
        return (
          <fieldset key={text.language} className={styles.variant}>
            <legend>{nameOf(text.language)}</legend>
            {isMachine && (
              <p className={pageStyles.hint}>
                {t('announcements.machine', { language: nameOf(language), engine: stored.engine })}{' '}
                {t('announcements.machineText')}
              </p>
            )}
            <OneText text={text} onChange={set} />
            <Group mt="xs">
              <Button
                size="compact-sm"
                variant="subtle"
                color="gray"
                onClick={() => onChange({ texts: texts.filter((one) => one !== text) })}
              >
                {t('announcements.removeText', { language: nameOf(text.language) })}
              </Button>
            </Group>
          </fieldset>
        )
      })}
      {!isFull && (
        <Group align="end">
          <Select
            label={t('announcements.another')}
            data={free.map((value) => ({ value, label: nameOf(value) }))}
            value={adding}
            searchable
            onChange={setAdding}
          />
          <Button
            variant="default"
            loading={busy}
            disabled={adding === null}
            onClick={() => {
              if (adding !== null) onTranslate([adding])
              setAdding(null)
            }}
          >
            {t('announcements.translate')}
          </Button>
          <Button
            variant="subtle"
            disabled={adding === null}
            onClick={() => {
              if (adding !== null) add(adding)
              setAdding(null)
            }}
          >
            {t('announcements.write')}
          </Button>
        </Group>
      )}
    </Stack>
  )
}

function OneText({ text, onChange }: { text: Written; onChange: (text: Written) => void }) {
  const { t } = useTranslation()
  return (
    <Stack gap="xs">
      <TextInput
        label={t('announcements.name')}
        lang={text.language}
        dir="auto"
        required
        withAsterisk={false}
        maxLength={MAX_TITLE}
        value={text.title}
        onChange={(event) => onChange({ ...text, title: event.currentTarget.value })}
      />
      <Textarea
        label={t('announcements.text')}
        lang={text.language}
        dir="auto"
        required
        withAsterisk={false}
        autosize
        minRows={4}
        maxRows={16}
        maxLength={MAX_MARKDOWN}
        value={text.markdown}
        onChange={(event) => onChange({ ...text, markdown: event.currentTarget.value })}
      />
      {text.labels.map((label, at) => (
        <TextInput
          key={at}
          label={t('announcements.buttonLabel', { number: at + 1 })}
          lang={text.language}
          dir="auto"
          required
          withAsterisk={false}
          maxLength={MAX_LABEL}
          value={label}
          onChange={(event) =>
            onChange({
              ...text,
              labels: text.labels.map((one, index) => (index === at ? event.currentTarget.value : one)),
            })
          }
        />
      ))}
      {text.alts.map((alt, at) => (
        <TextInput
          key={at}
          label={t('announcements.alt', { number: at + 1 })}
          lang={text.language}
          dir="auto"
          required
          withAsterisk={false}
          maxLength={MAX_ALT}
          value={alt}
          onChange={(event) =>
            onChange({
              ...text,
              alts: text.alts.map((one, index) => (index === at ? event.currentTarget.value : one)),
            })
          }
        />
      ))}
    </Stack>
  )
}

function blankOf(language: string): Written {
  return { language, title: '', markdown: '', labels: [], alts: [] }
}

function isSame(one: Written, other: Written): boolean {
  const partsOf = ({ title, markdown, labels, alts }: Written) => JSON.stringify([title, markdown, labels, alts])
  return partsOf(one) === partsOf(other)
}
