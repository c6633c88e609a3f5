import type { AnnouncementCard } from '../../shared/announcement-card.ts'
import { type EventCard, eventText, headlineOfEvent } from '../../shared/event-card.ts'
import { wordsIn } from '../../shared/event-words.ts'
import type { DeliveryOutcome, LeasedDelivery } from '../../shared/bot-protocol.ts'
import type { DeliveryContent, DigestMessage } from '../../shared/deliveries.ts'
import type { DeliveryService } from '../deliveries/delivery-service.ts'
import type { Mail, Mailer } from '../members/mailer.ts'
import type { MemberService } from '../members/member-service.ts'
import type { Background } from '../platform/background.ts'
import type { EventBus } from '../platform/event-bus.ts'
import type { AnnouncementImages } from './announcement-images.ts'
import { announcementMail } from './announcement-mail.ts'
import { escapeHtml, mailHtml } from '../platform/mail/mail-html.ts'
import { MAIL } from '../platform/mail/mail-platform.ts'
import { type UnsubscribeLinks, unsubscribeWords } from '../platform/mail/unsubscribe-links.ts'

/** Few, so that none waits longer than its lease behind a slow mail server. */
const AT_ONCE = 5
const MAX_ERROR = 500

export interface MailPostmanDeps {
  deliveries: DeliveryService
  mailer: Mailer
  images: AnnouncementImages
  unsubscribe: UnsubscribeLinks
  members: MemberService
  events: EventBus
  background: Background
  publicUrl: () => string
}

/** Carries announcements, events and digests from the outbox to the mail server, as a bot does to its platform. */
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
    await this.#deps.deliveries.settle(MAIL, [{ id, leaseId, outcome: await this.#send(delivery) }])
  }

  async #send({ id, target, content, edits }: LeasedDelivery): Promise<DeliveryOutcome> {
    if (edits !== null) return refused('message_gone', 'A mail that was sent cannot be changed.')
    if (target.kind !== 'person') return refused('invalid_message', 'Mails go to people.')
    const { personId } = target
    const to = await this.#deps.members.emailOf(target.personId)
    if (to === undefined) return refused('target_gone', 'This member has left.')
    try {
      const mail = await this.#mailOf(content, personId)
      if (mail === undefined) {
        return refused('invalid_message', 'Only announcements, events and digests go by mail.')
      }
      await this.#deps.mailer.send({ to, messageId: `<${id}@${new URL(this.#deps.publicUrl()).hostname}>`, ...mail })
      return { status: 'sent', receipt: { parts: [] } }
    } catch (error) {
      const message = (error instanceof Error ? error.message : String(error)).slice(0, MAX_ERROR)
      return isFinal(error) ? refused('target_gone', message) : { status: 'later', retryAfterMs: null, message }
    }
  }

  async #mailOf(content: DeliveryContent, memberId: string): Promise<Omit<Mail, 'to'> | undefined> {
    if (content.type === 'announcement') return await this.#announcement(content, memberId)
    if (content.type === 'event') return this.#event(content)
    return content.type === 'digest' ? this.#digest(content, memberId) : undefined
  }

  async #announcement(card: AnnouncementCard, memberId: string): Promise<Omit<Mail, 'to'>> {
    const { images, unsubscribe, publicUrl } = this.#deps
    const { subject, text } = announcementMail(card, publicUrl())
    const attached = await Promise.all(
      card.images.map(async ({ id, name, type }) => ({ id, name, type, bytes: await images.bytes(id) })),
    )
    const shown = card.images.map(({ id, alt }) => `<p><img src="cid:${id}" alt="${escapeHtml(alt)}" width="480"></p>`)
    const { headers } = unsubscribe.of(memberId, 'announcements')
    const html = [mailHtml(text, card.language), ...shown].join('\n')
    return { subject, text, html, images: attached, headers }
  }

  #event(card: EventCard): Omit<Mail, 'to'> {
    const stop = `${wordsIn(card.language).stop}\n${this.#deps.publicUrl()}/settings/notifications`
    return { subject: `${headlineOfEvent(card)}: ${card.title}`, text: `${eventText(card)}\n\n${stop}` }
  }

  #digest({ subject, markdown, language }: DigestMessage, memberId: string): Omit<Mail, 'to'> {
    const { headers, url } = this.#deps.unsubscribe.of(memberId, 'digest')
    const text = `${markdown}\n\n${unsubscribeWords(language).stop}: ${url}`
    return { subject, text, html: mailHtml(text, language), headers }
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
