import closeWithGrace from "close-with-grace";
import type { Logger } from "./logger.ts";

/** Things to stop, in the reverse order of their start. */
export class Lifecycle {
  readonly #logger: Logger;
  readonly #stops: { name: string; stop: () => Promise<unknown> }[] = [];
  #stopping: Promise<void> | undefined;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Registers what `stop()` will stop before everything registered earlier. */
  onStop(name: string, stop: () => Promise<unknown>): void {
    this.#stops.push({ name, stop });
  }

  /** Stops everything once, latest first; a part that fails to stop does not keep the others from it. */
  stop(): Promise<void> {
    this.#stopping ??= this.#run();
    return this.#stopping;
  }

  async #run(): Promise<void> {
    for (const { name, stop } of this.#stops.toReversed()) {
      try {
        await stop();
      } catch (error) {
        this.#logger.error({ err: error, part: name }, "stopping failed");
      }
    }
  }

  /** SIGTERM and SIGINT stop everything in order and exit 0; an uncaught error does the same and exits 1. */
  stopOnSignals(delayMs = 60_000): void {
    closeWithGrace({ delay: delayMs, logger: false }, async ({ err, signal }) => {
      if (err !== undefined) this.#logger.fatal({ err }, "unexpected error, stopping");
      else this.#logger.info({ signal }, "stopping");
      await this.stop();
    });
  }
}
