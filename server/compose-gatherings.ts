import type { Router } from 'express'
import { createCoffee } from './coffee/create-coffee.ts'
import { createEvents } from './events/create-events.ts'
import { directoryRoutes } from './members/directory-routes.ts'
import { DirectoryService, type DirectoryServiceDeps } from './members/directory-service.ts'

type ComposeGatheringsDeps = Parameters<typeof createEvents>[0] &
  Parameters<typeof createCoffee>[0] &
  DirectoryServiceDeps

/** Puts together how members find and meet each other: events, virtual coffee, the directory. */
export function composeGatherings(deps: ComposeGatheringsDeps) {
  const events = createEvents(deps)
  const coffee = createCoffee(deps)
  const directory = new DirectoryService(deps)
  const routes: Router[] = [events.routes, coffee.routes, directoryRoutes({ directory, members: deps.members })]
  return {
    services: { hubEvents: events.events, coffee: coffee.coffee, directory },
    heldEvents: events.holds,
    routes,
    start() {
      events.start()
      coffee.start()
    },
    async close() {
      await events.close()
      await coffee.close()
    },
  }
}
