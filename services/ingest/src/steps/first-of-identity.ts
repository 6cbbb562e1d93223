import { identityOf } from "@stats/entities";
import { type Database, readStatusIdentities, type StatusIdentity } from "@stats/facts";
import type { AcceptedRecord } from "../batch.ts";

const identitiesPerQuery = 20_000;

/**
 * For events that are rows of their own: keeps those that are the first of their identity in the log, whatever later ones say. An event found at its
 * own position is the first, seen again. Knows what the batches still being written will have written, which no look-up can see yet.
 */
export class FirstOfIdentity {
  #current = new Map<string, number>();
  #before = new Map<string, number>();

  /** A new batch begins; the one before the last is written. */
  nextBatch(): void {
    this.#before = this.#current;
    this.#current = new Map();
  }

  clear(): void {
    this.#current.clear();
    this.#before.clear();
  }

  async select(
    database: Database,
    records: readonly AcceptedRecord[],
  ): Promise<{ readonly first: AcceptedRecord[]; readonly identities: StatusIdentity[]; readonly duplicates: number }> {
    const candidates = records.map((accepted) => toIdentity(accepted));
    const stored = await storedVersions(database, candidates);
    const first: AcceptedRecord[] = [];
    for (const [index, accepted] of records.entries()) {
      const key = keyOf(candidates[index] as StatusIdentity);
      const lowest = Math.min(
        stored.get(key) ?? accepted.version,
        this.#before.get(key) ?? accepted.version,
        this.#current.get(key) ?? accepted.version,
        accepted.version,
      );
      this.#current.set(key, lowest);
      if (lowest === accepted.version) first.push(accepted);
    }
    const identities = first.map((accepted) => toIdentity(accepted));
    return { first, identities, duplicates: records.length - first.length };
  }
}

function toIdentity({ event, record, version }: AcceptedRecord): StatusIdentity {
  return { tenant: event.tenant, userId: event.entityId, identity: identityOf(event.source, event.id), partition: record.partition, version };
}

const keyOf = ({ tenant, userId, identity }: Pick<StatusIdentity, "tenant" | "userId" | "identity">) => `${tenant}:${userId}:${identity}`;

async function storedVersions(database: Database, asked: readonly StatusIdentity[]): Promise<Map<string, number>> {
  const versions = new Map<string, number>();
  for (let start = 0; start < asked.length; start += identitiesPerQuery) {
    for (const found of await readStatusIdentities(database, asked.slice(start, start + identitiesPerQuery))) versions.set(keyOf(found), found.version);
  }
  return versions;
}
