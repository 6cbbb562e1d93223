import type { Database } from "@stats/facts";

/**
 * A refresh that is held back before each of its statements but the first: whatever is written meanwhile comes between what it has read and what it reads,
 * or writes, next.
 */
export class HeldRefresh {
  #next = Promise.withResolvers<void>();
  #arrived = Promise.withResolvers<void>();
  #statements = 0;
  #isOver = false;
  readonly #run: Promise<void>;

  constructor(database: Database, refresh: (database: Database) => Promise<unknown>) {
    this.#run = refresh(this.#heldBack(database)).then(
      () => this.#end(),
      (error: unknown) => {
        this.#end();
        throw error;
      },
    );
    // until somebody asks
    this.#run.catch(() => undefined);
  }

  /** Resolves when the first statement is over. */
  async begun(): Promise<void> {
    await this.#arrived.promise;
  }

  /** Lets the next statement run, to its end. */
  async step(): Promise<void> {
    if (this.#isOver) return;
    const [next] = [this.#next];
    this.#next = Promise.withResolvers<void>();
    this.#arrived = Promise.withResolvers<void>();
    next.resolve();
    await this.#arrived.promise;
  }

  /** Lets all of it run. Rejects when the refresh failed. */
  async finish(): Promise<void> {
    while (!this.#isOver) await this.step();
    await this.#run;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  #end(): void {
    this.#isOver = true;
    this.#arrived.resolve();
  }

  #heldBack(database: Database): Database {
    return new Proxy(database, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== "function") return member;
        return async (...given: unknown[]): Promise<unknown> => {
          if (name === "query" || name === "command" || name === "insert") await this.#turn();
          return await (Reflect.apply(member, target, given) as Promise<unknown>);
        };
      },
    });
  }

  async #turn(): Promise<void> {
    this.#statements += 1;
    if (this.#statements === 1) return;
    this.#arrived.resolve();
    await this.#next.promise;
  }
}
