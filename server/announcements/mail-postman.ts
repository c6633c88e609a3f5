import type { AnnouncementCard } from '../../shared/announcement-card.ts'
import { type EventCard, eventText, headlineOfEvent } from '../../shared/event-card.ts'
import { wordsIn } from '../../shared/event-words.ts'
import type { DeliveryOutcome, LeasedDelivery } from '../../shared/bot-protocol.ts'
import { primaryLanguage } from '../../shared/translation.ts'
import type { DeliveryService } from '../deliveries/delivery-service.ts'
import type { Mail, Mailer } from '../members/mailer.ts'
import type { MemberService } from '../members/member-service.ts'
import type { Background } from '../platform/background.ts'
import type { EventBus } from '../platform/event-bus.ts'
import { MAIL } from './mail-platform.ts'

/** Few, so that none waits longer than its lease behind a slow mail server. */
const AT_ONCE = 5
const MAX_ERROR = 500

export interface MailPostmanDeps {
  deliveries: DeliveryService
  mailer: Mailer
  members: MemberService
  events: EventBus
  background: Background
  publicUrl: () => string
}

/** Carries announcements from the outbox to the mail server, as a bot does to its platform. */
export class MailPostman {
  readonly #deps: MailPostmanDeps
  #unsubscribe: (() => void) | undefined
  #isOut = false

  constructor(deps: MailPostmanDeps) {
    this.#deps = deps
  }

  start(): void {
    this.#unsubscribe = this.#deps.events.subscribe('deliveries:available', ({ platform }) => {
      if (platform === MAIL) this.#deps.background.run(() => this.#carry(), 'mails of the outbox not sent')
    })
  }

  close(): void {
    this.#unsubscribe?.()
    this.#unsubscribe = undefined
  }

  /** One round at a time; what comes meanwhile is taken by it, or nudged again. */
  async #carry(): Promise<void> {
    if (this.#isOut) return
    this.#isOut = true
    try {
      while (this.#unsubscribe !== undefined) {
        const leased = await this.#deps.deliveries.lease(MAIL, AT_ONCE)
        if (leased.length === 0) return
        await Promise.all(leased.map((delivery) => this.#deliver(delivery)))
      }
    } finally {
      this.#isOut = false
    }
  }

  async #deliver(delivery: LeasedDelivery): Promise<void> {
    const { id, leaseId } = delivery
    await this.#deps.deliveries.settle(MAIL, { id, leaseId, outcome: await this.#send(delivery) })
  }

  async #send({ id, target, content, edits }: LeasedDelivery): Promise<DeliveryOutcome> {
    if (edits !== null) return refused('message_gone', 'A mail that was sent cannot be changed.')
    if (target.kind !== 'person' || (content.type !== 'announcement' && content.type !== 'event')) {
      return refused('invalid_message', 'Only announcements and events go by mail.')
    }
    const to = await this.#deps.members.emailOf(target.personId)
    if (to === undefined) return refused('target_gone', 'This member has left.')
    try {
      const address = { to, id, publicUrl: this.#deps.publicUrl() }
      const mail = content.type === 'event' ? mailOfEvent(content, address) : mailOf(content, address)
      await this.#deps.mailer.send(mail)
      return { status: 'sent', receipt: { parts: [] } }
    } catch (error) {
      const message = (error instanceof Error ? error.message : String(error)).slice(0, MAX_ERROR)
      return isFinal(error) ? refused('target_gone', message) : { status: 'later', retryAfterMs: null, message }
    }
  }
}

const STOP: Record<string, string> = {
  en: 'You chose to get announcements by mail. Change it here:',
  de: 'Du hast Ankündigungen per E-Mail gewählt. Hier kannst du das ändern:',
  es: 'Elegiste recibir los anuncios por correo. Puedes cambiarlo aquí:',
  ja: 'お知らせをメールで受け取る設定になっています。変更はこちら：',
  ar: 'اخترتَ استلام الإعلانات بالبريد الإلكتروني. يمكنك تغيير ذلك هنا:',
}

interface Address {
  to: string
  id: string
  publicUrl: string
}

function mailOfEvent(card: EventCard, { to, id, publicUrl }: Address): Mail {
  return {
    to,
    subject: `${headlineOfEvent(card)}: ${card.title}`,
    text: `${eventText(card)}\n\n${wordsIn(card.language).stop}\n${publicUrl}/settings/notifications`,
    messageId: `<${id}@${new URL(publicUrl).hostname}>`,
  }
}

function mailOf(card: AnnouncementCard, { to, id, publicUrl }: Address): Mail {
  const stop = STOP[primaryLanguage(card.readerLanguage)] ?? STOP['en'] ?? ''
  const parts = [
    card.markdown,
    card.buttons.map(({ label, url }) => `${label}: ${url}`).join('\n'),
    card.note ?? '',
    `${card.communityName}\n${card.hubUrl}`,
    `${stop}\n${publicUrl}/settings/notifications`,
  ]
  return {
    to,
    subject: card.title,
    text: parts.filter((part) => part !== '').join('\n\n'),
    messageId: `<${id}@${new URL(publicUrl).hostname}>`,
  }
}

function refused(reason: Extract<DeliveryOutcome, { status: 'refused' }>['reason'], message: string): DeliveryOutcome {
  return { status: 'refused', reason, message }
}

/** The mailbox itself was refused for good: RFC 5321, 4.2.1. What is wrong with the server or the sign-in may pass. */
function isFinal(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('responseCode' in error) || !('command' in error)) return false
  return error.command === 'RCPT TO' && typeof error.responseCode === 'number' && error.responseCode >= 550
}
