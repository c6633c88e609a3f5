import type { Log } from '../../platform/log.ts'
import type { GigPipeline } from '../pipeline/gig-pipeline.ts'
import type { AlertService } from './alert-service.ts'

const SWEEP_EVERY_MS = 5_000

/** Looks every few seconds for alerts and digests whose hour has come, and for gigs that were moved on boards. */
export class AlertSweep {
  readonly #alerts: AlertService
  readonly #pipeline: GigPipeline
  readonly #log: Log
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined

  constructor(alerts: AlertService, pipeline: GigPipeline, log: Log) {
    this.#alerts = alerts
    this.#pipeline = pipeline
    this.#log = log
  }

  start(): void {
    this.#timer = setInterval(
      () => (this.#running ??= this.#sweep().finally(() => (this.#running = undefined))),
      SWEEP_EVERY_MS,
    )
  }

  /** Lets a sweep that is under way end. */
  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#running
  }

  async #sweep(): Promise<void> {
    try {
      await this.#alerts.sendDue()
    } catch (error) {
      this.#log.error({ err: error }, 'alerts that were due not sent')
    }
    try {
      await this.#pipeline.follow()
    } catch (error) {
      this.#log.error({ err: error }, 'boards of gigs not followed')
    }
  }
}
