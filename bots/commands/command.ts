import type { PlatformPerson } from '../../shared/bot-protocol.ts'
import type { Panel } from '../panel.ts'

/** A slash command. Knows no platform; its answer is seen only by the one who asked. */
export interface Command {
  /** Lower case, at most 32 letters. */
  readonly name: string
  /** At most 100 characters. */
  readonly description: string
  /** @throws HubError */
  run(person: PlatformPerson): Promise<Panel>
}
