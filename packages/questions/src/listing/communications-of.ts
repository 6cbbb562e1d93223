import { Binder } from "./binder.ts";
import { communications } from "./communications.ts";

/** What {@link orderedCommunications} yields: parallel arrays, in the order of time, kind and id (ruling A28). */
export const communicationTimes = ["its_communication_kinds", "its_communication_ids", "its_communication_times"] as const;

/**
 * Communications by the visitor or session they name: a statement with that column and the arrays of {@link communicationTimes}, a row an id.
 * @param owner the column that names it
 * @param which a condition on it, which the indexes of packages/facts/schema/036_communication_indexes.sql can use
 */
export function orderedCommunications(owner: "visitor_id" | "visitor_session_id", which: string): string {
  const from = communications.from(new Set(["kind", "started_at", "communication_id", owner]), new Binder("UTC"), { within: "1" });
  return `select ${owner},
      arraySort(groupArray((started_at, kind, communication_id))) as its_communications,
      arrayMap(one -> one.2, its_communications) as its_communication_kinds,
      arrayMap(one -> one.3, its_communications) as its_communication_ids,
      arrayMap(one -> one.1, its_communications) as its_communication_times
    from ${from}
    where ${which} and ${owner} != 0
    group by ${owner}`;
}
