import { setTimeout as wait } from "node:timers/promises";

/** Polls until it holds. @throws {Error} naming the condition, as it reads then, when the limit (milliseconds) has passed */
export async function waitUntil(condition: string | (() => string), holds: () => Promise<boolean>, limitMs = 60_000): Promise<void> {
  const endsAt = performance.now() + limitMs;
  while (!(await holds())) {
    if (performance.now() > endsAt) throw new Error(`Waited ${limitMs} ms in vain until ${typeof condition === "string" ? condition : condition()}`);
    await wait(50);
  }
}
