import type { FactTables } from "@stats/entities";
import type { DialogFact } from "@stats/facts";

/** Facts that have roll-ups. */
export type RolledFact = DialogFact | "status_change";

/** Rows that were written, of the tables that matter here. */
export type WrittenFacts = { readonly [T in RolledFact]: readonly FactTables[T][] };

/** Hours of one account and fact that follow one on another closely: [from, to), epoch seconds. */
export interface TouchedRun {
  readonly tenant: string;
  readonly fact: RolledFact;
  readonly from: number;
  readonly to: number;
}

export interface TouchedOptions {
  /** An hour is due when it was not written to for so long, or waits for so long. */
  readonly quietMs: number;
  readonly waitMsMax: number;
  /** Hours that are remembered; more are left to the sweep. */
  readonly hoursMax: number;
}

interface Touched {
  readonly tenant: string;
  readonly fact: RolledFact;
  readonly hour: number;
  readonly firstMs: number;
  lastMs: number;
}

const hourSeconds = 3600;
/** Hours further apart are not refreshed together: everything between them would be looked at. */
const gapSeconds = 2 * 86_400;

/** The hours that this worker has written to since their roll-ups were last refreshed. A hint: what it forgets or does not know, the sweep finds. */
export class TouchedHours {
  readonly #options: TouchedOptions;
  readonly #hours = new Map<string, Touched>();

  constructor(options: TouchedOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#hours.size;
  }

  /** Milliseconds that the longest waiting hour has waited. */
  oldestMs(nowMs: number): number {
    let first = nowMs;
    for (const { firstMs } of this.#hours.values()) first = Math.min(first, firstMs);
    return nowMs - first;
  }

  add({ chat, call, lead, status_change }: WrittenFacts, nowMs: number): void {
    for (const { tenant, started_at } of chat) this.#touch(tenant, "chat", started_at, nowMs);
    for (const { tenant, started_at } of call) this.#touch(tenant, "call", started_at, nowMs);
    for (const { tenant, received_at } of lead) this.#touch(tenant, "lead", received_at, nowMs);
    for (const { tenant, changed_at_ms } of status_change) this.#touch(tenant, "status_change", Math.floor(changed_at_ms / 1000), nowMs);
  }

  #touch(tenant: string, fact: RolledFact, at: number, nowMs: number): void {
    const hour = at - (at % hourSeconds);
    const key = `${fact} ${hour} ${tenant}`;
    const known = this.#hours.get(key);
    if (known !== undefined) known.lastMs = nowMs;
    else if (this.#hours.size < this.#options.hoursMax) this.#hours.set(key, { tenant, fact, hour, firstMs: nowMs, lastMs: nowMs });
  }

  /**
   * Takes up to `limit` hours that are over and due: half of them the newest, half the longest waiting, so that neither today waits for a year that
   * is filled in, nor that year for ever. What is taken is forgotten.
   */
  take(nowMs: number, limit: number): readonly TouchedRun[] {
    const { quietMs, waitMsMax } = this.#options;
    const due = [...this.#hours].filter(
      ([, { hour, firstMs, lastMs }]) => (hour + hourSeconds) * 1000 <= nowMs && (nowMs - lastMs >= quietMs || nowMs - firstMs >= waitMsMax),
    );
    const newest = due.toSorted(([, a], [, b]) => b.hour - a.hour).slice(0, Math.ceil(limit / 2));
    const longest = due.toSorted(([, a], [, b]) => a.firstMs - b.firstMs);
    const taken = new Map(newest);
    for (const [key, touched] of longest) {
      if (taken.size >= limit) break;
      taken.set(key, touched);
    }
    for (const key of taken.keys()) this.#hours.delete(key);
    return runsOf([...taken.values()]);
  }
}

/** The newest first. */
function runsOf(hours: readonly Touched[]): readonly TouchedRun[] {
  const runs: TouchedRun[] = [];
  for (const its of Map.groupBy(hours, ({ tenant, fact }) => `${fact} ${tenant}`).values()) {
    for (const { tenant, fact, hour } of its.toSorted((a, b) => a.hour - b.hour)) {
      const last = runs.at(-1);
      const isNear = last?.tenant === tenant && last.fact === fact && hour - last.to <= gapSeconds;
      if (isNear) runs.splice(-1, 1, { ...last, to: hour + hourSeconds });
      else runs.push({ tenant, fact, from: hour, to: hour + hourSeconds });
    }
  }
  return runs.toSorted((a, b) => b.to - a.to);
}
