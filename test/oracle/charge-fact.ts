import { plainAmount } from "./communication-fact.ts";
import type { DecodedEvent } from "./decode-record.ts";
import { byTimeThenOffset } from "./order.ts";

/** The columns of a charge's fact row that its events decide. */
export interface ChargeFact {
  readonly tenant: string;
  readonly charged_on: string;
  readonly charge_id: number;
  readonly kind: string;
  readonly amount: string;
  readonly bonuses: string;
}

/** Settled last: the latest event of the id replaces. */
export function chargeFact(events: readonly (DecodedEvent & { readonly offset: number })[]): ChargeFact | null {
  const latest = events.toSorted(byTimeThenOffset).at(-1);
  if (!latest) return null;
  const { tenant, data } = latest;
  return {
    tenant,
    charged_on: String(data["date"]),
    charge_id: Number(data["charge_id"]),
    kind: String(data["kind"]),
    amount: plainAmount(data["amount"] as string | number),
    bonuses: plainAmount((data["bonuses"] ?? 0) as string | number),
  };
}
