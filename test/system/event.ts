import { randomUUID } from "node:crypto";

/** A CloudEvent as publishers write it. */
export interface PublishedEvent {
  readonly specversion: "1.0";
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time: string;
  readonly tenant: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Events of one account: `event("chat.started.v1", "2025-03-10T10:00:00Z", { … })`. */
export function eventsOf(tenant: string): (type: string, time: string, data: Readonly<Record<string, unknown>>) => PublishedEvent {
  return (type, time, data) => ({ specversion: "1.0", id: randomUUID(), source: "urn:test:pbx", type, time, tenant, data });
}
