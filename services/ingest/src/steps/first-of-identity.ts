import { hash } from "node:crypto";
import type { AnyEvent } from "@stats/events";
import { type Database, readStatusIdentities, type StatusIdentity } from "@stats/facts";
import type { AcceptedRecord } from "../batch.ts";

const identitiesPerQuery = 20_000;

/** (source, id) as a UUID text; the length keeps ("a", "bc") and ("ab", "c") apart. */
function identityOf(event: AnyEvent): string {
  const hex = hash("md5", `${event.source.length}:${event.source}${event.id}`, "hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/**
 * For events that are rows of their own: keeps those that are the first of their identity in the log, whatever later ones say. An event found at its
 * own position is the first, seen again.
 */
export async function firstOfIdentity(
  database: Database,
  records: readonly AcceptedRecord[],
): Promise<{ readonly first: AcceptedRecord[]; readonly identities: StatusIdentity[]; readonly duplicates: number }> {
  const candidates = records.map((accepted) => ({ accepted, key: identityKey(accepted), identity: identityOf(accepted.event) }));
  const lowest = new Map<string, number>();
  for (let start = 0; start < candidates.length; start += identitiesPerQuery) {
    const asked = candidates.slice(start, start + identitiesPerQuery);
    const found = await readStatusIdentities(
      database,
      asked.map(({ accepted: { event }, identity }) => ({ tenant: event.tenant, userId: event.entityId, identity })),
    );
    for (const { tenant, userId, identity, version } of found) lowest.set(`${tenant}:${userId}:${identity}`, version);
  }
  const first: AcceptedRecord[] = [];
  const identities: StatusIdentity[] = [];
  for (const { accepted, key, identity } of candidates) {
    const known = lowest.get(`${key}:${identity}`) ?? accepted.version;
    lowest.set(`${key}:${identity}`, Math.min(known, accepted.version));
    if (known < accepted.version) continue;
    first.push(accepted);
    identities.push({ tenant: accepted.event.tenant, userId: accepted.event.entityId, identity, partition: accepted.record.partition, version: accepted.version });
  }
  return { first, identities, duplicates: records.length - first.length };
}

function identityKey({ event }: AcceptedRecord): string {
  return `${event.tenant}:${event.entityId}`;
}
