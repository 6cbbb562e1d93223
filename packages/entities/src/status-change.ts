import type { CheckedEvent, LoggedEvent } from "@stats/events";
import type { StatusChangeRow } from "./rows.ts";

/**
 * An operator's status change is a row of its event alone: intervals are cut when asked, over the rows in the order
 * (changed_at_ms, version). That the same identity is written once is the caller's task: there is no state here that could know.
 */
export function statusChangeRow({ event, partition, version }: LoggedEvent<CheckedEvent<"acd_status.changed.v1">>): StatusChangeRow {
  return {
    tenant: event.tenant,
    user_id: event.data.user_id,
    changed_at_ms: event.timeMs,
    status: event.data.status,
    partition,
    version,
  };
}
