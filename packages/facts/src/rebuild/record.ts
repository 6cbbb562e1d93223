import type { ClickHouseClient } from "@clickhouse/client";
import { isGone } from "./owner.ts";
import { readRebuild, type RebuildState, writeRebuild } from "./state.ts";

/** Somebody else is at the rebuild, or has taken it over. */
export class RebuildBusyError extends Error {
  override readonly name = "RebuildBusyError";
}

/** The unfinished rebuild of the database, if there is one; refuses while its owner is alive. */
export async function unfinishedRebuild(client: ClickHouseClient, mine: string): Promise<RebuildState | undefined> {
  const found = await readRebuild(client);
  if (found === undefined || found.phase === "done" || found.phase === "abandoned") return undefined;
  if (found.owner !== mine && !isGone(found.owner, found.silentMs, mine)) {
    const [host, pid] = found.owner.split("/");
    throw new RebuildBusyError(
      `Process ${pid} on ${host} is rebuilding ${found.tables.join(", ")} (heard of it ${Math.round(found.silentMs / 1000)} s ago). Wait for it, or stop it.`,
    );
  }
  return found;
}

/** The state of a rebuild in the database, written by one owner. Saves wait for one another. */
export class RebuildRecord {
  readonly #client: ClickHouseClient;
  #state: RebuildState;
  #saved: Promise<void> = Promise.resolve();

  private constructor(client: ClickHouseClient, state: RebuildState) {
    this.#client = client;
    this.#state = state;
  }

  /** Begins a rebuild, or takes one over. Of two that do so at once one goes on. */
  static async claim(client: ClickHouseClient, state: RebuildState, owner: string): Promise<RebuildRecord> {
    const record = new RebuildRecord(client, { ...state, owner, revision: state.revision + 1 });
    await writeRebuild(client, record.state);
    await record.#check();
    return record;
  }

  get state(): RebuildState {
    return this.#state;
  }

  /**
   * Writes what has changed; with nothing, a sign of life.
   * @throws {RebuildBusyError} when another process has taken the rebuild over
   */
  save(changes: Partial<RebuildState> = {}): Promise<void> {
    const saved = this.#saved.then(async () => {
      await this.#check();
      this.#state = { ...this.#state, ...changes, revision: this.#state.revision + 1 };
      await writeRebuild(this.#client, this.#state);
    });
    this.#saved = saved.catch(() => undefined);
    return saved;
  }

  async #check(): Promise<void> {
    const { owner, startedAtMs } = this.#state;
    const stored = await readRebuild(this.#client);
    if (stored?.owner !== owner || stored.startedAtMs !== startedAtMs) throw new RebuildBusyError("Another process has taken this rebuild over.");
  }
}
