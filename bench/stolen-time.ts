import { readFileSync } from 'node:fs'

export interface MachineTime {
  busy: number
  stolen: number
}

/** Since the machine was started, in ticks of its clock; of a system that does not say, nothing. */
export function machineTime(): MachineTime {
  try {
    // See proc_stat(5): user, nice, system, idle, iowait, irq, softirq, steal.
    const fields = readFileSync('/proc/stat', 'utf8').split('\n')[0]?.trim().split(/\s+/).slice(1).map(Number) ?? []
    const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, stolen = 0] = fields
    return { busy: user + nice + system + irq + softirq, stolen }
  } catch {
    return { busy: 0, stolen: 0 }
  }
}

/** Of the time for which the machine had work, from 0 to 1: so much its host gave to other machines. */
export function stolenSince(before: MachineTime): number {
  const now = machineTime()
  const stolen = now.stolen - before.stolen
  return stolen / Math.max(1, now.busy - before.busy + stolen)
}
