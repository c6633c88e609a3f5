import { Background } from '../platform/background.ts'
import { coffeeRoutes } from './coffee-routes.ts'
import { CoffeeRounds, type CoffeeRoundsDeps } from './coffee-rounds.ts'
import { CoffeeService, type CoffeeServiceDeps } from './coffee-service.ts'

const LOOK_EVERY_MS = 2_000

/** Puts together what brings members together. */
export function createCoffee(deps: CoffeeServiceDeps & Omit<CoffeeRoundsDeps, 'coffee'>) {
  const background = new Background(deps.log)
  const coffee = new CoffeeService(deps)
  const rounds = new CoffeeRounds({ ...deps, coffee })
  return {
    coffee,
    routes: coffeeRoutes({ coffee, members: deps.members }),
    /** From now on this process holds the rounds. */
    start() {
      background.every(LOOK_EVERY_MS, () => rounds.look(), 'coffee rounds not looked up')
    },
    close: () => background.close(),
  }
}
