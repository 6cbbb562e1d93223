import type { BenchAccount } from "../harness/accounts.ts";
import { percentile } from "../harness/percentile.ts";
import { cpuSeconds } from "../harness/process-usage.ts";
import { round } from "../harness/round.ts";
import type { Shape, Window } from "./shapes.ts";

/** Query processes over the same engine that differ in how they use roll-ups. */
export interface Sides {
  readonly enginePid: number;
  /** Addresses by name. */
  readonly origins: Readonly<Record<string, string>>;
}

interface Side {
  readonly times: number[];
  cpuSeconds: number;
}

export interface Measured {
  /** By side: wall milliseconds, and processor milliseconds of the engine per request. */
  readonly sides: Readonly<Record<string, { readonly p50: number; readonly p95: number; readonly cpuMs: number }>>;
  /** Requests that the sides answered differently. */
  readonly different: number;
}

/** Asks the same request of all sides, one after the other and in turns the other way round, so that what else the machine does hits all alike. */
export async function sideBySide({ enginePid, origins }: Sides, account: BenchAccount, { ask }: Shape, windows: readonly Window[]): Promise<Measured> {
  const names = Object.keys(origins);
  const sides = new Map(names.map((name): [string, Side] => [name, { times: [], cpuSeconds: 0 }]));
  let different = 0;
  for (const [turn, window] of windows.entries()) {
    const answers = new Set<string>();
    for (const name of turn % 2 === 0 ? names : names.toReversed()) {
      const side = sides.get(name);
      const origin = origins[name];
      if (side === undefined || origin === undefined) throw new Error("a side has an address");
      // the first time a statement is sent, it is also compiled
      if (turn === 0) await ask(origin, account, window);
      const [beganMs, beganCpu] = [performance.now(), cpuSeconds(enginePid)];
      answers.add(await ask(origin, account, window));
      side.times.push(performance.now() - beganMs);
      side.cpuSeconds += cpuSeconds(enginePid) - beganCpu;
    }
    if (answers.size > 1) different += 1;
  }
  const figures = ({ times, cpuSeconds: spent }: Side) => ({
    p50: round(percentile(times, 50)),
    p95: round(percentile(times, 95)),
    cpuMs: round((spent * 1000) / windows.length),
  });
  return { sides: Object.fromEntries([...sides].map(([name, side]) => [name, figures(side)])), different };
}
