import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** All metrics of one hub. Labels have few, known values: never an id. */
export class Metrics {
  readonly registry = new Registry()
  readonly httpSeconds = new Histogram({
    name: 'guildhall_http_request_seconds',
    help: 'Time to answer an API request',
    labelNames: ['method', 'status'] as const,
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [this.registry],
  })
  readonly syncSockets = this.#gauge('guildhall_sync_sockets', 'Open document sockets')
  readonly syncDocuments = this.#gauge('guildhall_sync_documents', 'Documents with a socket or unsaved edits')
  readonly syncUpdates = this.#counter('guildhall_sync_updates_total', 'Edits taken in')
  readonly syncBytesIn = this.#counter('guildhall_sync_bytes_in_total', 'Bytes of document frames received')
  readonly syncBytesOut = this.#counter('guildhall_sync_bytes_out_total', 'Bytes of document frames sent')
  readonly syncQueue = this.#gauge('guildhall_sync_queue_bytes', 'Bytes of edits that wait for the log')
  readonly syncBehind = this.#counter('guildhall_sync_behind_total', 'Times that a reader did not drain')
  readonly relaySeconds = new Histogram({
    name: 'guildhall_sync_relay_seconds',
    help: 'Time from an edit to the write to the other sockets of its document',
    buckets: [0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1],
    registers: [this.registry],
  })
  readonly syncClosed = new Counter({
    name: 'guildhall_sync_closed_total',
    help: 'Document sockets that the hub closed, by close code',
    labelNames: ['code'] as const,
    registers: [this.registry],
  })
  readonly commitSeconds = new Histogram({
    name: 'guildhall_sync_commit_seconds',
    help: 'Time of one group commit of the log',
    buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3],
    registers: [this.registry],
  })
  readonly liveSockets = this.#gauge('guildhall_live_sockets', 'Open live sockets of web clients')
  readonly gigsStored = this.#counter('guildhall_gigs_stored_total', 'Gigs stored')
  readonly matches = this.#counter('guildhall_matches_total', 'Scored pairs of gig and profile')
  readonly deliveries = new Counter({
    name: 'guildhall_deliveries_total',
    help: 'Delivery attempts, by outcome',
    labelNames: ['platform', 'outcome'] as const,
    registers: [this.registry],
  })

  constructor() {
    // The loop's lag, looked at ten times a second: prom-client's hundred would wake an idle hub all the time.
    collectDefaultMetrics({ register: this.registry, eventLoopMonitoringPrecision: 100 })
  }

  #gauge(name: string, help: string): Gauge {
    return new Gauge({ name, help, registers: [this.registry] })
  }

  #counter(name: string, help: string): Counter {
    return new Counter({ name, help, registers: [this.registry] })
  }
}
