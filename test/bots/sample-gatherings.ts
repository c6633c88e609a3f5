import type { CardOrText } from '../../shared/deliveries.ts'
import type { EventCard } from '../../shared/event-card.ts'

const INVITATION: EventCard = {
  type: 'event',
  purpose: 'invitation',
  eventId: 'event00000000001',
  communityName: 'Edge ML',
  language: 'en',
  title: 'Demo night: models on phones',
  markdown: 'Five **demos** of ten minutes, then questions.',
  startsAt: Date.parse('2026-03-28T17:00:00Z'),
  endsAt: Date.parse('2026-03-28T18:30:00Z'),
  timeZone: 'Europe/Berlin',
  readerTimeZone: null,
  repeat: 'weekly',
  place: { label: 'https://meet.example.org/demo', url: 'https://meet.example.org/demo' },
  going: 12,
  maybe: 3,
  capacity: 30,
  state: 'planned',
  hubUrl: 'https://hub.example.org/events/event00000000001',
}

/** What is sent of events and of virtual coffee. */
export const GATHERINGS: Record<string, CardOrText> = {
  'event-invitation': INVITATION,
  'event-reminder': {
    ...INVITATION,
    purpose: 'reminder',
    language: 'de',
    readerTimeZone: 'Asia/Tokyo',
    repeat: 'never',
  },
  'event-cancelled': { ...INVITATION, state: 'cancelled', place: { label: '#general', url: null } },
  coffee: {
    type: 'coffee',
    communityId: 'community0000001',
    markdown:
      'This month you have a coffee with **Ana**. Your common language: English.\n\nHow to reach them:\n- Ana: ana (Discord)\n\nHours that suit all of you:\n- **Mon, Mar 30, 3:00 PM** (Europe/Madrid) · Ana: Mon 8:00 AM (America/Bogota)',
    labels: { met: 'We met', skip: 'Skip next month', open: 'Open in the hub' },
    hubUrl: 'https://hub.example.org/coffee',
  },
}
