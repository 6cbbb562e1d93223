import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { EngineProxy } from "./engine-proxy.ts";
import { WorkerProcess } from "./worker-process.ts";

export interface FleetOptions {
  readonly enginePort: number;
  readonly env: Readonly<Record<string, string>>;
  readonly nodeArguments: readonly string[];
  /** For the workers' logs. */
  readonly dir: string;
  readonly onSurprise: (text: string) => void;
}

/** The workers of one run, each behind a proxy of its own. */
export class Fleet {
  readonly #options: FleetOptions;
  readonly #workers: WorkerProcess[] = [];
  #started = 0;

  constructor(options: FleetOptions) {
    this.#options = options;
    mkdirSync(options.dir, { recursive: true });
  }

  get workers(): readonly WorkerProcess[] {
    return this.#workers;
  }

  /** Batches that the engine has acknowledged whole, over all present workers. */
  get batches(): number {
    return this.#workers.reduce((sum, { proxy }) => sum + proxy.batches, 0);
  }

  async add(): Promise<WorkerProcess> {
    const { enginePort, env, nodeArguments, dir, onSurprise } = this.#options;
    const name = `worker ${(this.#started += 1)}`;
    const proxy = await EngineProxy.start(enginePort);
    const logFile = join(dir, `${name.replace(" ", "-")}.log`);
    const worker = new WorkerProcess({ name, proxy, env: { ...env, STATS_CLICKHOUSE_URL: proxy.url }, nodeArguments, logFile, onSurprise });
    this.#workers.push(worker);
    worker.start();
    return worker;
  }

  /** SIGTERM to one worker, for good. */
  async remove(worker: WorkerProcess): Promise<void> {
    this.#forget(worker);
    await worker.stop();
    worker.proxy.close();
  }

  /** Ends all of them, and starts as many new ones with the answered function. */
  async down(politely: boolean): Promise<() => Promise<void>> {
    const count = this.#workers.length;
    await Promise.all(this.#workers.splice(0).map((worker) => (politely ? this.remove(worker) : this.#abandon(worker))));
    return async () => {
      for (let index = 0; index < count; index += 1) await this.add();
    };
  }

  async close(): Promise<void> {
    await this.down(false);
  }

  async #abandon(worker: WorkerProcess): Promise<void> {
    await worker.abandon();
    worker.proxy.close();
  }

  #forget(worker: WorkerProcess): void {
    const index = this.#workers.indexOf(worker);
    if (index !== -1) this.#workers.splice(index, 1);
  }
}
