/** Mails leave by the outbox as well: the hub itself is the bot of this platform, and people are its members' ids. */
export const MAIL = 'mail'
