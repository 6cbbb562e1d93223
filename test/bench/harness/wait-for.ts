import { setTimeout as delay } from "node:timers/promises";

/** Asks again and again until the answer is not undefined; rejects with `what` after the limit. */
export async function waitFor<T>(what: string, limitMs: number, ask: () => Promise<T | undefined> | T | undefined, everyMs = 100): Promise<T> {
  const untilMs = performance.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > untilMs) throw new Error(`Waited ${Math.round(limitMs / 1000)} s in vain: ${what}`);
    await delay(everyMs);
  }
}
