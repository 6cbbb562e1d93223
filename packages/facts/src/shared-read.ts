/** One read that several may wait for. It is given up when the last of them is gone. */
export class SharedRead {
  readonly #answer: Promise<readonly unknown[]>;
  readonly #givenUp = new AbortController();
  readonly #onGivenUp: () => void;
  #interested = 0;

  /** @param onGivenUp called when nobody waits any more: nobody may join from then on */
  constructor(read: (signal: AbortSignal) => Promise<readonly unknown[]>, onGivenUp: () => void) {
    this.#onGivenUp = onGivenUp;
    this.#answer = read(this.#givenUp.signal);
    // whoever is interested awaits it; when nobody is, nobody must die of it
    this.#answer.catch(() => undefined);
  }

  /** The answer; rejects with the signal's reason when that fires first. */
  async answerFor(signal: AbortSignal): Promise<readonly unknown[]> {
    this.#interested += 1;
    const gone = Promise.withResolvers<never>();
    const onAbort = (): void => {
      this.#interested -= 1;
      if (this.#interested === 0) {
        this.#onGivenUp();
        this.#givenUp.abort(signal.reason);
      }
      gone.reject(signal.reason instanceof Error ? signal.reason : new Error("nobody waits for it any more"));
    };
    signal.addEventListener("abort", onAbort, { once: true });
    try {
      return await Promise.race([this.#answer, gone.promise]);
    } finally {
      signal.removeEventListener("abort", onAbort);
    }
  }
}
