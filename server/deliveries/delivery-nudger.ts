import type { Background } from '../platform/background.ts'
import { beat } from '../platform/beat.ts'
import type { DeliveryService } from './delivery-service.ts'

const EVERY_MS = 1_000
const SOON_MS = 20

/** Tells the bots when something is due: soon after it was put in, and every second for what backed off. */
export function deliveryNudger(deliveries: DeliveryService, background: Background) {
  let soon: NodeJS.Timeout | undefined
  let stop: (() => void) | undefined
  const look = () => {
    soon = undefined
    background.run(() => deliveries.nudgeDue(), 'due deliveries not looked up')
  }
  return {
    soon: () => void (soon ??= setTimeout(look, SOON_MS)),
    start: () => void (stop ??= beat(EVERY_MS, look)),
    close: () => {
      clearTimeout(soon)
      stop?.()
    },
  }
}
