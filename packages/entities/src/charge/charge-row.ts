import type { Versioned } from "../versioned.ts";

type ChargeKind = "subscriber_fee" | "telecom_services" | "additional_services" | "one_off_services" | "changes";

/** One row a charge that is not of a leg. Key: (tenant, charged_on, charge_id). Amounts are decimal texts in canonical form (see money.ts). */
export interface ChargeRow extends Versioned {
  /** YYYY-MM-DD, a day of the account's calendar. */
  readonly charged_on: string;
  readonly charge_id: number;
  /** `none` in tombstones only. */
  readonly kind: ChargeKind | "none";
  /** Positive is charged; changes may be negative. */
  readonly amount: string;
  /** The part of the amount that bonuses paid; 0 when nothing is said. */
  readonly bonuses: string;
}
