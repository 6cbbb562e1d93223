import { setTimeout as delay } from "node:timers/promises";

const pollMs = 50;

/** Asks until the answer is yes. Resolves with false when `limitMs` have passed before. */
export async function until(isDone: () => boolean | Promise<boolean>, limitMs: number): Promise<boolean> {
  const deadline = performance.now() + limitMs;
  while (!(await isDone())) {
    if (performance.now() > deadline) return false;
    await delay(pollMs);
  }
  return true;
}
