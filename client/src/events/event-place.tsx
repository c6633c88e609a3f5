import { Anchor } from '@mantine/core'
import { Link } from 'wouter'
import type { HubEvent } from '../../../shared/events.ts'

/** Where it is, with the way there. */
export function EventPlace({ place: { kind, label, url } }: { place: HubEvent['place'] }) {
  if (url === null) return <span dir="auto">{label}</span>
  if (kind === 'room') {
    return (
      <Anchor component={Link} href={new URL(url).pathname} inherit>
        {label}
      </Anchor>
    )
  }
  return (
    <Anchor href={url} target="_blank" rel="noopener noreferrer" inherit>
      {label}
    </Anchor>
  )
}
