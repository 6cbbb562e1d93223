/** Adds up how long named stages took, in seconds, with the turns they waited for in between. */
export class Stopwatch<Stage extends string> {
  readonly seconds = new Map<Stage, number>();

  async time<T>(stage: Stage, run: () => T | Promise<T>): Promise<T> {
    const startMs = performance.now();
    try {
      return await run();
    } finally {
      this.seconds.set(stage, (this.seconds.get(stage) ?? 0) + (performance.now() - startMs) / 1000);
    }
  }
}
