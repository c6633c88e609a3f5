/** One segment list of one text, for one target. Marks ⟦1⟧ and ⟦2⟧…⟦/2⟧ stand for what must survive. */
export interface EngineJob {
  communityId: string
  roomId: string | undefined
  /** For whom alone; absent: for all. */
  memberId?: string | undefined
  /** As the ledger says it. */
  purpose: string
  from: string
  to: string
  segments: readonly string[]
  /** Turns before, oldest first, without anything private. */
  context: readonly string[]
  /** What was wrong with the first try, in words; undefined: this is the first. */
  complaint?: string | undefined
}

export type EngineAnswer =
  | {
      state: 'done'
      /** As many as there were segments. */
      segments: readonly string[]
      model?: string | undefined
    }
  | { state: 'failed'; reason: 'engine-down' | 'budget-spent' | 'failed-check' }

export interface EnginePair {
  from: string
  to: string
}

/** What translates. Does not throw for what may happen any day: a server that is away, a budget that is spent. */
export interface Engine {
  readonly id: string
  /** Whether it gives a text out of this machine. */
  readonly leavesMachine: boolean
  can(from: string, to: string): Promise<boolean>
  /** Undefined: any. */
  pairs(): Promise<readonly EnginePair[] | undefined>
  translate(job: EngineJob): Promise<EngineAnswer>
}
