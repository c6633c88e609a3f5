import { measuredOn, writeSection } from '../write-section.ts'
import { HUB, RELAY_16MS, RELAY_PER_SOCKET, RELAY_PER_TICK } from './running-server.ts'

export interface Row {
  scenario: string
  server: string
  figures: Record<string, number>
}

interface Target {
  scenario: string
  figure: string
  /** At most so many times what this server needs; absent: at most so much. */
  of?: string
  atMost: number
}

/** What the hub must reach, all in one run. */
const TARGETS: readonly Target[] = [
  { scenario: 'fan-out: 100 clients, 1 writer', figure: 'µs a delivery', of: RELAY_PER_TICK.name, atMost: 1.1 },
  { scenario: 'fan-out: 100 clients, 10 writers', figure: 'µs a delivery', of: RELAY_PER_TICK.name, atMost: 1.1 },
  { scenario: 'saturation', figure: 'µs a delivery', of: RELAY_PER_TICK.name, atMost: 1.5 },
  { scenario: 'documents', figure: 'µs an edit', of: RELAY_PER_SOCKET.name, atMost: 1.5 },
  { scenario: 'cursors', figure: 'µs a move', of: RELAY_16MS.name, atMost: 1.3 },
  { scenario: 'memory', figure: 'times its bytes', atMost: 2 },
  { scenario: 'cold load', figure: 'load CPU ms', atMost: 20 },
  { scenario: 'slow reader', figure: 'MB of memory', atMost: 4.2 },
]

/** Prints what was measured, and puts it into `docs/benchmarks.md` in place of the last run. */
export function report(rows: readonly Row[], options: { write: boolean }): void {
  const header = measuredOn(['@hocuspocus/server', '@y/websocket-server', 'yjs', 'ws'])
  const text = [header, targets(rows), ...tables(rows)].join('\n\n')
  console.log(`\n${text}`)
  if (options.write) writeSection('sync', [text])
}

function targets(rows: readonly Row[]): string {
  const lines = TARGETS.flatMap(({ scenario, figure, of, atMost }) => {
    const ours = find(rows, scenario, HUB.name, figure)
    const theirs = of === undefined ? 1 : find(rows, scenario, of, figure)
    if (ours === undefined || theirs === undefined) return []
    const ratio = ours / theirs
    const against = of === undefined ? figure : `${figure}, against ${of}`
    const name = rows.find((row) => row.scenario.startsWith(scenario))?.scenario ?? scenario
    return [`| ${name} | ${against} | ${number(ratio)} | ${atMost} | ${ratio <= atMost ? 'yes' : '**no**'} |`]
  })
  return ['| scenario | figure | Guildhall | goal | met |', '|---|---|---|---|---|', ...lines].join('\n')
}

function tables(rows: readonly Row[]): string[] {
  return [...new Set(rows.map(({ scenario }) => scenario))].map((scenario) => {
    const some = rows.filter((row) => row.scenario === scenario)
    const figures = [...new Set(some.flatMap((row) => Object.keys(row.figures)))]
    const lines = some.map(({ server, figures: of }) => {
      const cells = figures.map((figure) => {
        const value = of[figure]
        return value === undefined ? '–' : number(value)
      })
      return `| ${server} | ${cells.join(' | ')} |`
    })
    return [
      `### ${scenario}`,
      '',
      `| | ${figures.join(' | ')} |`,
      `|---|${figures.map(() => '---:|').join('')}`,
      ...lines,
    ].join('\n')
  })
}

function find(rows: readonly Row[], scenario: string, server: string, figure: string): number | undefined {
  return rows.find((row) => row.scenario.startsWith(scenario) && row.server === server)?.figures[figure]
}

function number(value: number): string {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en')
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2)
}
