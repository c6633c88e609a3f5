import { DateTime } from 'luxon'

/**
 * The moment at which clocks there show a time. Where they are set forward past it, the moment that is as much later;
 * where they are set back and show it twice, the first. @returns undefined for a day that the calendar lacks.
 */
export function momentOf({ local, timeZone }: { local: string; timeZone: string }): number | undefined {
  const at = DateTime.fromISO(local, { zone: timeZone })
  return at.isValid ? firstOf(at) : undefined
}

function firstOf(at: DateTime): number {
  return Math.min(...at.getPossibleOffsets().map((possible) => possible.toMillis()))
}
