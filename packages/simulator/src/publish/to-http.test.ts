import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { timedEvent, type TimedEvent } from "../timed-event.ts";
import { PublishRefusedError, toHttp } from "./to-http.ts";

interface Seen {
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
  readonly path: string | undefined;
  readonly ids: readonly string[];
}

const opened: (() => void)[] = [];
afterEach(() => opened.splice(0).forEach((close) => close()));

/** A service that gives the answers in turn, then 202; tells what it was asked. */
async function serviceThat(...answers: readonly ((response: ServerResponse) => void)[]): Promise<{ url: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const ids = (JSON.parse(body) as { id: string }[]).map(({ id }) => id);
      seen.push({ authorization: request.headers.authorization, contentType: request.headers["content-type"], path: request.url, ids });
      (answers[seen.length - 1] ?? ((taken) => taken.writeHead(202).end(`{"accepted":${ids.length}}`)))(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  opened.push(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

const eventsOf = (tenant: string, ...ids: readonly string[]): readonly TimedEvent[] =>
  ids.map((id) => timedEvent({ tenant, source: "/t" }, id, "acd_status.changed.v1", 1_700_000_000_000, { user_id: 1, status: "READY" }));

describe("publishing over HTTP", () => {
  it("posts batches per account with its key, in order, and tells its progress", async () => {
    const { url, seen } = await serviceThat();
    const progress: number[] = [];
    const publish = toHttp({ url, publishKeys: { acme: "key-a", beta: "key-b" }, batchSize: 2, onProgress: (published) => progress.push(published) });
    expect(await publish([...eventsOf("acme", "1", "2"), ...eventsOf("beta", "7"), ...eventsOf("acme", "3")])).toBe(4);
    expect(seen).toEqual([
      { authorization: "Bearer key-a", contentType: "application/cloudevents-batch+json", path: "/events", ids: ["1", "2"] },
      { authorization: "Bearer key-a", contentType: "application/cloudevents-batch+json", path: "/events", ids: ["3"] },
      { authorization: "Bearer key-b", contentType: "application/cloudevents-batch+json", path: "/events", ids: ["7"] },
    ]);
    expect(progress).toEqual([2, 3, 4]);
  });

  it.each([429, 503])("waits as Retry-After says and repeats the batch after %i", async (status) => {
    const { url, seen } = await serviceThat((response) => response.writeHead(status, { "retry-after": "1" }).end());
    const beganMs = performance.now();
    await toHttp({ url, publishKeys: { acme: "k" } })(eventsOf("acme", "1"));
    expect(seen.map(({ ids }) => ids)).toEqual([["1"], ["1"]]);
    expect(performance.now() - beganMs).toBeGreaterThanOrEqual(990);
  });

  it("repeats the batch when the connection breaks", async () => {
    const { url, seen } = await serviceThat((response) => response.destroy());
    expect(await toHttp({ url, publishKeys: { acme: "k" } })(eventsOf("acme", "1"))).toBe(1);
    expect(seen).toHaveLength(2);
  });

  it("gives up when the retries are used up", async () => {
    const busy = (response: ServerResponse): void => void response.writeHead(503, { "retry-after": "0" }).end();
    const { url, seen } = await serviceThat(busy, busy, busy);
    await expect(toHttp({ url, publishKeys: { acme: "k" }, retries: 2 })(eventsOf("acme", "1"))).rejects.toThrow("503");
    expect(seen).toHaveLength(3);
  });

  it("does not repeat what is refused, and says why it was", async () => {
    const { url, seen } = await serviceThat((response) => response.writeHead(400).end('{"errors":[{"index":0,"reason":"invalid_data"}]}'));
    const publishing = toHttp({ url, publishKeys: { acme: "k" } })(eventsOf("acme", "1"));
    await expect(publishing).rejects.toThrow(PublishRefusedError);
    await expect(publishing).rejects.toThrow("invalid_data");
    expect(seen).toHaveLength(1);
  });

  it("needs a key for every account", async () => {
    const { url, seen } = await serviceThat();
    await expect(toHttp({ url, publishKeys: { acme: "k" } })(eventsOf("beta", "1"))).rejects.toThrow("beta");
    expect(seen).toEqual([]);
  });

  it("stops when it is told to", async () => {
    const { url } = await serviceThat((response) => response.writeHead(503, { "retry-after": "60" }).end());
    const stop = new AbortController();
    const publishing = toHttp({ url, publishKeys: { acme: "k" }, signal: stop.signal })(eventsOf("acme", "1"));
    stop.abort(new Error("enough"));
    await expect(publishing).rejects.toThrow();
  });
});
