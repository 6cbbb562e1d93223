import { date, decimal } from "./column.ts";
import type { Listing } from "./statement.ts";

/** Kinds of charges in the order of packages/facts/schema/029_charge.sql. */
const kinds = ["subscriber_fee", "telecom_services", "additional_services", "one_off_services", "changes"] as const;

/**
 * What was charged on each day of a month, days without charges left out (ruling A31). A leg's charge is one of telecommunication services and falls on
 * the local day on which the leg began.
 * @param first `YYYY-MM-01`
 * @param next the first day of the month after it
 */
export function chargesOfMonth(first: string, next: string): Listing {
  return {
    name: "charges",
    from: (_named, binder) => {
      const [from, to, zone] = [binder.bind("Date", first), binder.bind("Date", next), binder.bindZone()];
      const sums = kinds.map((kind) => `sumIf(amount, kind = '${kind}') as ${kind}`).join(", ");
      return `(
  select charged_on, sum(amount) as total, sum(bonuses) as all_bonuses, ${sums}
  from (
    select charged_on, toString(kind) as kind, amount, bonuses from charge_of(tenant = {tenant:String})
    where charged_on >= ${from} and charged_on < ${to}
    union all
    select toDate(started_at, ${zone}) as charged_on, 'telecom_services', ifNull(total_charge, 0), ifNull(bonuses_charge, 0)
    from call_leg_of(tenant = {tenant:String})
    where total_charge is not null and started_at >= toDateTime(${from}, ${zone}) and started_at < toDateTime(${to}, ${zone})
  )
  group by charged_on
)`;
    },
    key: ["charged_on"],
    order: ["charged_on"],
  };
}

export const chargeListColumns = {
  charged_on: date("charged_on", { isNeverNull: true }),
  total: decimal("total", { isNeverNull: true }),
  bonuses: decimal("all_bonuses", { isNeverNull: true }),
  subscriber_fee: decimal("subscriber_fee", { isNeverNull: true }),
  telecom_services: decimal("telecom_services", { isNeverNull: true }),
  additional_services: decimal("additional_services", { isNeverNull: true }),
  one_off_services: decimal("one_off_services", { isNeverNull: true }),
  changes: decimal("changes", { isNeverNull: true }),
} as const;
