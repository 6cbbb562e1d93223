import type { DecodedEvent } from "./decode-record.ts";
import { byTimeThenOffset, second } from "./order.ts";

/** The columns of a captured contact's fact row that its events decide. */
export interface ContactFact {
  readonly tenant: string;
  readonly contact_id: number;
  readonly kind: "email" | "phone";
  readonly source_type: "chat" | "lead";
  readonly creator_type: "employee" | "visitor";
  readonly is_auto: 0 | 1;
  readonly site_id: number;
  readonly captured_at: number;
}

/** L16: the latest event of the id. */
export function contactFact(events: readonly (DecodedEvent & { readonly offset: number })[]): ContactFact | null {
  const latest = events.toSorted(byTimeThenOffset).at(-1);
  if (!latest) return null;
  const { data, tenant } = latest;
  return {
    tenant,
    contact_id: Number(data["contact_id"]),
    kind: data["kind"] as ContactFact["kind"],
    source_type: data["source_type"] as ContactFact["source_type"],
    creator_type: data["creator_type"] as ContactFact["creator_type"],
    is_auto: data["is_auto"] === true ? 1 : 0,
    site_id: data.site_id ?? 0,
    captured_at: second(latest),
  };
}
