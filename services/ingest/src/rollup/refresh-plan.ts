import type { AccountZones, Activity, Grain } from "@stats/facts";
import type { RolledFact } from "./touched-hours.ts";

/** Which roll-ups of an account and fact are worth their work. */
export interface Worth {
  /** IANA zone of its days; undefined when nobody has said it. */
  readonly zone: string | undefined;
  readonly grains: readonly Grain[];
}

/**
 * From so many times the writes on, dialogs pay: a question looks for roll-ups of 400,000 dialogs or 10,000 status changes (docs/decisions/0014), and a
 * dialog is written about three times. At the least that the default allows, two years of dialogs hold that many, and two months of changes.
 */
const dialogsFactor = 8;
/** From so many times the writes on, hours pay too: they are many, and questions that need them long. */
const hoursFactor = 50;

/**
 * What pays, by account and fact. Dialogs pay together: a question reads all kinds of them, and one kind without roll-ups would send it to the facts of
 * all. Accounts that write little are not there: their questions are answered from the facts at once.
 * @param writesMin mean writes per day, of status changes; of dialogs several times as many
 */
export function whatPays(activity: readonly Activity[], zones: AccountZones, writesMin: number): ReadonlyMap<string, Worth> {
  const pays = new Map<string, Worth>();
  for (const [tenant, facts] of Map.groupBy(activity, (one) => one.tenant)) {
    const dialogs = facts.filter(({ fact }) => fact !== "status_change").reduce((sum, { writesPerDay }) => sum + writesPerDay, 0);
    for (const { fact, writesPerDay } of facts) {
      const [writes, least] = fact === "status_change" ? [writesPerDay, writesMin] : [dialogs, writesMin * dialogsFactor];
      if (writes < least) continue;
      pays.set(keyOf(tenant, fact), { zone: zones.get(tenant), grains: writes < writesMin * hoursFactor ? ["day"] : ["hour", "day"] });
    }
  }
  return pays;
}

export const keyOf = (tenant: string, fact: RolledFact): string => `${fact} ${tenant}`;
