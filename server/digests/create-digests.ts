import type { EventBus } from '../platform/event-bus.ts'
import { Background } from '../platform/background.ts'
import { digestRoutes, unsubscribeRoutes, type UnsubscribeRoutesDeps } from './digest-routes.ts'
import { DigestService, type DigestServiceDeps } from './digest-service.ts'
import { DigestSources, type DigestSourcesDeps } from './digest-sources.ts'
import type { DigestSettingsService } from './digest-settings-service.ts'

const LOOK_EVERY_MS = 1_000

export interface CreateDigestsDeps
  extends Omit<DigestServiceDeps, 'sources'>, DigestSourcesDeps, Omit<UnsubscribeRoutesDeps, 'settings'> {
  settings: DigestSettingsService
  events: EventBus
}

/** Puts together what sends digests, and what stops them. */
export function createDigests(deps: CreateDigestsDeps) {
  const background = new Background(deps.log)
  const digests = new DigestService({ ...deps, sources: new DigestSources(deps) })
  const end = deps.events.subscribe('profile:changed', ({ memberId }) =>
    background.run(() => deps.settings.follow(memberId), 'digest does not follow the profile'),
  )
  return {
    routes: digestRoutes(deps),
    openRoutes: unsubscribeRoutes(deps),
    /** From now on this process sends what is due. */
    start() {
      background.run(() => digests.takeOver(), 'digests of gigs not taken over')
      background.every(LOOK_EVERY_MS, () => digests.look(), 'due digests not looked up')
    },
    async close() {
      end()
      await background.close()
    },
  }
}
