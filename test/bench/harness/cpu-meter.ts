import { cpuSeconds } from "./process-usage.ts";

/** Processor time of named processes, from now on. */
export class CpuMeter {
  readonly #pids: Readonly<Record<string, number>>;
  readonly #before: ReadonlyMap<string, number>;

  constructor(pids: Readonly<Record<string, number>>) {
    this.#pids = pids;
    this.#before = new Map(Object.entries(pids).map(([name, pid]) => [name, cpuSeconds(pid)]));
  }

  /** Seconds per process since the meter was made. */
  read(): Readonly<Record<string, number>> {
    return Object.fromEntries(Object.entries(this.#pids).map(([name, pid]) => [name, cpuSeconds(pid) - (this.#before.get(name) ?? 0)]));
  }
}
