import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Evidence } from '../../../shared/gigs.ts'
import { evidenceSegments } from './evidence-segments.ts'
import styles from './gig-card.module.css'

const FIELDS = {
  role: 'gigs.field.role',
  seniority: 'gigs.field.seniority',
  'must-have skill': 'gigs.field.must',
  'nice-to-have skill': 'gigs.field.nice',
  pay: 'gigs.field.pay',
  'contract type': 'gigs.field.type',
  remote: 'gigs.field.remote',
  place: 'gigs.field.place',
  'time zones': 'gigs.field.hours',
  language: 'gigs.field.language',
  hours: 'gigs.terms.field.hours',
  'project length': 'gigs.terms.field.length',
  start: 'gigs.terms.field.start',
  'closing date': 'gigs.terms.field.closes',
  'how to apply': 'gigs.terms.apply',
  skill: 'gigs.skills',
  years: 'profile.years',
  portfolio: 'profile.portfolio',
} as const

/** The text with what the parser read marked in it; pointing at a mark names the field. */
export function MarkedText({ text, evidence }: { text: string; evidence: readonly Evidence[] }) {
  const { t } = useTranslation()
  const segments = useMemo(() => evidenceSegments(text, evidence), [text, evidence])
  const nameOf = (field: string) => {
    const key = Object.entries(FIELDS).find(([name]) => name === field)?.[1]
    return key === undefined ? field : t(key)
  }
  return (
    <p className={styles.text} dir="auto">
      {segments.map(({ start, text: part, fields }) =>
        fields.length === 0 ? (
          <span key={start}>{part}</span>
        ) : (
          <mark key={start} title={fields.map(nameOf).join(', ')}>
            {part}
          </mark>
        ),
      )}
    </p>
  )
}
