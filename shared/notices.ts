/** Why the hub turns a webhook off. */
export const WEBHOOK_STOPS = {
  webhookGone: 'The address answered 410 Gone: it wants nothing more.',
  webhookFailing: 'No request has succeeded for three days.',
} as const

const LEFT = 'What was waiting for it was given up, its role mappings and links are deleted.'
const STAYS = 'Texts stay as they were written until the next one.'

export type WebhookStop = keyof typeof WEBHOOK_STOPS

/** What the hub itself tells members, mostly admins, as the API gives it. The web client says it in the member's language. */
export const NOTICES = {
  workspaceRevoked: `Its token was revoked. ${LEFT}`,
  workspaceRemoved: `The bot was removed from it. ${LEFT}`,
  budgetDaySpent: `The budget of this day for outside models is spent. ${STAYS}`,
  budgetDayLow: 'The budget of this day for outside models is almost spent.',
  budgetMonthSpent: `The budget of this month for outside models is spent. ${STAYS}`,
  budgetMonthLow: 'The budget of this month for outside models is almost spent.',
  reported: 'A member reported this to the moderators.',
  appealed: 'Somebody appeals against what was decided about this.',
  decided: 'A moderator decided something about this. You can read why, and appeal.',
  held: 'This has a blocked word and waits for a moderator.',
  heldPassed: 'A moderator let this pass: it goes out as you meant.',
  heldRefused: 'A moderator did not let this pass. You can read why, and change it.',
  gigReleased: 'A moderator let this gig pass.',
  gigClosed: 'A moderator closed this gig. You can read why.',
  lifted: 'What was decided about this was taken back.',
  notCarried: 'What you wrote in a linked channel stays there alone: you are muted, or it has a blocked word.',
  vouched: 'Somebody vouched for you. You can answer.',
  referred: 'Somebody referred you for a gig.',
  referralAnswered: 'They answered that you referred them.',
  appealDecided: 'Your appeal about this was decided.',
  webhookGone: `This webhook was turned off. ${WEBHOOK_STOPS.webhookGone}`,
  webhookFailing: `This webhook was turned off. ${WEBHOOK_STOPS.webhookFailing}`,
} as const

/** Whose title is of the hub, too. */
export const BUDGET_TITLES = { day: 'Budget of the day', month: 'Budget of the month' } as const

export type NoticeName = keyof typeof NOTICES

/** @returns undefined for what a later or earlier hub has said. */
export function noticeNamed(text: string): NoticeName | undefined {
  return nameOf(NOTICES, text) ?? nameOf(WEBHOOK_STOPS, text)
}

/** @returns undefined when the title is somebody's own. */
export function budgetTitled(title: string): keyof typeof BUDGET_TITLES | undefined {
  return nameOf(BUDGET_TITLES, title)
}

function nameOf<Name extends string>(texts: Record<Name, string>, text: string): Name | undefined {
  return (Object.keys(texts) as Name[]).find((name) => texts[name] === text)
}
