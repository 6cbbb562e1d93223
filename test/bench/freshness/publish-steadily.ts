import { setTimeout as delay } from "node:timers/promises";
import { type CloudEvent, simulate } from "@stats/simulator";
import type { BenchAccount } from "../harness/accounts.ts";

/** A queue that no simulated chat is in: its chats are the probes. */
export const probeQueue = 999;
const eventsPerRequest = 50;

/** When the n-th probe was sent, by `performance.now()`. */
export type ProbesSent = number[];

export interface Published {
  /** Events. */
  readonly accepted: number;
  /** What the requests were told that were not accepted. */
  readonly refusals: readonly string[];
}

const eventsAhead = 1000;

/** The traffic of a contact center, begun: after the directory the first event of a day takes seconds to come, in which nothing could be measured. */
export function beginTraffic(account: BenchAccount): () => CloudEvent {
  const startMs = Date.now() - 6 * 86_400_000;
  const traffic = simulate({ seed: 7, tenant: account.tenant, zone: "UTC", employees: 60, chatsPerDay: 8000, startMs, endMs: Number.POSITIVE_INFINITY });
  const next = () => (traffic.next().value as { event: CloudEvent }).event;
  const ahead = Array.from({ length: eventsAhead }, next);
  return () => ahead.shift() ?? next();
}

/**
 * Publishes `rate` events a second through POST /events, in requests of 50, as long as the signal does not say stop: the traffic of a contact center, and in every
 * request one probe, a chat that is nothing but started. A request that is late does not move those after it. Requests overlap, as those of independent publishers do.
 */
export async function publishSteadily(
  origin: string,
  account: BenchAccount,
  rate: number,
  sent: ProbesSent,
  signal: AbortSignal,
  nextEvent = beginTraffic(account),
): Promise<Published> {
  const everyMs = (1000 * eventsPerRequest) / rate;
  const beganMs = performance.now();
  const running: Promise<void>[] = [];
  const refusals: string[] = [];
  let accepted = 0;
  for (let turn = 0; !signal.aborted; turn += 1) {
    await delay(Math.max(0, beganMs + turn * everyMs - performance.now()));
    const events: CloudEvent[] = [probe(account.tenant, turn)];
    while (events.length < eventsPerRequest) events.push(nextEvent());
    sent.push(performance.now());
    running.push(
      post(origin, account, events).then(
        () => void (accepted += events.length),
        (error: unknown) => void refusals.push(String(error)),
      ),
    );
  }
  await Promise.all(running);
  return { accepted, refusals };
}

function probe(tenant: string, turn: number): CloudEvent {
  const data = { chat_id: 9_000_000_000_000 + turn, initiator: "visitor", queue_id: probeQueue };
  return { specversion: "1.0", id: `probe-${turn}`, source: "/bench/probe", type: "chat.started.v1", time: new Date().toISOString(), tenant, data };
}

async function post(origin: string, { publishKey }: BenchAccount, events: readonly CloudEvent[]): Promise<void> {
  const headers = { authorization: `Bearer ${publishKey}`, "content-type": "application/cloudevents-batch+json" };
  const answer = await fetch(`${origin}/events`, { method: "POST", headers, body: JSON.stringify(events) });
  const text = await answer.text();
  if (answer.status !== 202) throw new Error(`POST /events answered ${answer.status}: ${text.slice(0, 300)}`);
}
