import type { DecodedEvent } from "./decode-record.ts";

/** One distinct status change; `partition` and `offset` are its place in the log. */
export interface StatusFact {
  readonly tenant: string;
  readonly user_id: number;
  readonly changed_at_ms: number;
  readonly status: string;
  readonly partition: number;
  readonly offset: number;
}

export function statusRow(event: DecodedEvent & { readonly offset: number }, partition: number): StatusFact {
  const { tenant, timeMs, offset, data } = event;
  return {
    tenant,
    user_id: data.user_id ?? 0,
    changed_at_ms: timeMs,
    status: data.status ?? "",
    partition,
    offset,
  };
}
