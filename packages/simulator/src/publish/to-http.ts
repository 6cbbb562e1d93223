import { setTimeout as wait } from "node:timers/promises";
import pRetry, { AbortError } from "p-retry";
import { EventBatch } from "./event-batch.ts";
import type { OnProgress, Publisher } from "./publisher.ts";
import { retryAfterMs } from "./retry-after.ts";

export interface HttpOptions {
  /** Where the service listens, such as http://127.0.0.1:8080; the path /events is added. */
  readonly url: string;
  /** The publish key of each account. */
  readonly publishKeys: Readonly<Record<string, string>>;
  /** Events per request, at most 10,000; default 1,000. */
  readonly batchSize?: number;
  /** How often one batch is tried again; default 10. */
  readonly retries?: number;
  readonly onProgress?: OnProgress;
  readonly signal?: AbortSignal;
}

/** The service refused a batch, and will refuse it again. */
export class PublishRefusedError extends Error {
  override readonly name = "PublishRefusedError";
}

/** The service cannot take the batch now. */
class BusyError extends Error {
  readonly waitMs: number;

  constructor(status: number, waitMs: number) {
    super(`the service answered ${status} and will take events again later`);
    this.waitMs = waitMs;
  }
}

/**
 * Publishes through POST /events, one request at a time, each account's events in order. Waits and tries again when the service is away,
 * too busy (429, 503; it heeds Retry-After) or failing (other 5xx): that is safe, because an event that was taken already is recognized by its id. Rejects with
 * {@link PublishRefusedError} on any other refusal, with the last error when the retries are used up, and with the signal's reason.
 */
export function toHttp(options: HttpOptions): Publisher {
  return async (events) => {
    const batches = new Map<string, EventBatch>();
    let published = 0;
    const flush = async (tenant: string, batch: EventBatch): Promise<void> => {
      const count = batch.size;
      await post(options, tenant, batch.take());
      published += count;
      options.onProgress?.(published);
    };
    for await (const { event } of events) {
      const batch = batches.get(event.tenant) ?? new EventBatch(options.batchSize ?? 1_000);
      batches.set(event.tenant, batch);
      const json = JSON.stringify(event);
      if (!batch.hasRoomFor(json)) await flush(event.tenant, batch);
      batch.add(json);
    }
    for (const [tenant, batch] of batches) if (batch.size > 0) await flush(tenant, batch);
    return published;
  };
}

async function post(options: HttpOptions, tenant: string, body: string): Promise<void> {
  const { signal } = options;
  const key = options.publishKeys[tenant];
  if (key === undefined) throw new PublishRefusedError(`no publish key is given for the account ${tenant}`);
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/cloudevents-batch+json" };
  const request = { method: "POST", headers, body, ...(signal ? { signal } : {}) };
  await pRetry(async () => await attempt(new URL("/events", options.url), request), {
    retries: options.retries ?? 10,
    minTimeout: 100,
    maxTimeout: 5_000,
    ...(signal ? { signal } : {}),
    onFailedAttempt: async ({ error, retriesLeft }) => {
      if (error instanceof BusyError && retriesLeft > 0) await wait(error.waitMs, undefined, signal ? { signal } : {});
    },
  });
}

async function attempt(url: URL, request: RequestInit): Promise<void> {
  const response = await fetch(url, request);
  const text = await response.text(); // read in any case, so that the connection can be used again
  if (response.status === 202) return;
  if (response.status === 429 || response.status >= 500) throw new BusyError(response.status, retryAfterMs(response.headers.get("retry-after"), Date.now()));
  throw new AbortError(new PublishRefusedError(`the service answered ${response.status}: ${text.slice(0, 500)}`));
}
