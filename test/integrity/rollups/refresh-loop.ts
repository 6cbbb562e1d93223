import { setTimeout as delay } from "node:timers/promises";
import type { Database } from "@stats/facts";
import { type Random, randomFrom } from "@stats/simulator";
import { testAccounts } from "../accounts.ts";
import { HeldRefresh } from "./held-refresh.ts";
import { killedMeanwhile, type RefreshedTime, someRefresh } from "./refreshes.ts";

/** Around the fortnight of the log. */
const time: RefreshedTime = { from: Date.UTC(2026, 2, 15) / 1000, to: Date.UTC(2026, 3, 15) / 1000, now: Date.UTC(2026, 5, 1) / 1000 };
const heldMax = 4;
const pauseMsMax = 1000;

/**
 * Refreshes roll-ups at random beside the workers, which do it too, for as long as a run lasts: plainly, twice at once, killed in the middle, held back
 * between any two statements. That the database is away now and then is part of the run.
 */
export class RefreshLoop {
  readonly #database: Database;
  readonly #random: Random;
  readonly #stopping = new AbortController();
  #held: HeldRefresh[] = [];
  readonly #done: Promise<void>;
  /** Refreshes that came to their end. */
  finished = 0;

  constructor(database: Database, seed: number) {
    this.#database = database;
    this.#random = randomFrom(seed, "refreshes");
    this.#done = this.#run();
  }

  /** Ends what is under way, and what was held back. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#done;
    for (const held of this.#held) await this.#count(held.finish());
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      await this.#once();
      await delay(this.#random.integer(20, pauseMsMax), undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    }
  }

  async #once(): Promise<void> {
    const refresh = someRefresh(this.#random, testAccounts, time);
    const kind = this.#random.pick(["plain", "plain", "twice", "killed", "held", "step"] as const);
    if (kind === "plain") await this.#count(refresh(this.#database));
    else if (kind === "twice") await Promise.all([this.#count(refresh(this.#database)), this.#count(refresh(this.#database))]);
    else if (kind === "killed") await killedMeanwhile(this.#database, refresh).catch(() => undefined);
    else if (kind === "held" && this.#held.length < heldMax) this.#held.push(new HeldRefresh(this.#database, refresh));
    else {
      for (const held of this.#held) await held.step();
      this.#held = this.#held.filter(({ isOver }) => !isOver);
    }
  }

  async #count(refreshing: Promise<unknown>): Promise<void> {
    await refreshing.then(
      () => void (this.finished += 1),
      () => undefined,
    );
  }
}
