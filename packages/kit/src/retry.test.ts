import { describe, expect, it } from "vitest";
import { AbortError, retryForever } from "./retry.ts";

/** Fails so many times, then works. */
function failing(times: number, error: () => Error = () => new Error("away")): () => Promise<string> {
  let left = times;
  return async () => {
    if (left-- > 0) throw error();
    return "done";
  };
}

describe("retryForever", () => {
  it("tries until it works, and tells of every failure before it waits", async () => {
    const seen: [string, number][] = [];
    expect(await retryForever(failing(3), { waitMsMax: 1, onRetry: (error, attempt) => seen.push([error.message, attempt]) })).toBe("done");
    expect(seen).toEqual([
      ["away", 1],
      ["away", 2],
      ["away", 3],
    ]);
  });

  it("does not give up after many failures, and never waits longer than it may", async () => {
    expect(await retryForever(failing(2000), { waitMsMax: 0, onRetry: () => undefined })).toBe("done");
  });

  it("gives up at once when the signal aborts, also in the middle of a wait, with the signal's reason", async () => {
    const abort = new AbortController();
    const startedAt = performance.now();
    const trying = retryForever(failing(Number.POSITIVE_INFINITY), {
      signal: abort.signal,
      waitMsMax: 60_000,
      onRetry: (_error, attempt) => attempt === 8 || abort.abort(new Error("stopping")),
    });
    await expect(trying).rejects.toThrow("stopping");
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });

  it("does not repeat what the operation declares hopeless", async () => {
    let attempts = 0;
    const hopeless = async () => {
      attempts += 1;
      throw new AbortError("hopeless");
    };
    await expect(retryForever(hopeless, { onRetry: () => undefined })).rejects.toThrow("hopeless");
    expect(attempts).toBe(1);
  });

  it("does not repeat a defect of the program", async () => {
    const defect = failing(1, () => new TypeError("x is not a function"));
    await expect(retryForever(defect, { waitMsMax: 1, onRetry: () => undefined })).rejects.toThrow("x is not a function");
  });

  it("repeats a network error, though fetch calls it a TypeError", async () => {
    expect(
      await retryForever(
        failing(1, () => new TypeError("fetch failed")),
        { waitMsMax: 1, onRetry: () => undefined },
      ),
    ).toBe("done");
  });
});
