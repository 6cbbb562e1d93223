import type { AccountZones, Activity, Grain } from "@stats/facts";
import type { RolledFact } from "./touched-hours.ts";

/** Which roll-ups of an account and fact are worth their work. */
export interface Worth {
  /** IANA zone of its days; undefined when nobody has said it. */
  readonly zone: string | undefined;
  readonly grains: readonly Grain[];
}

/** From so many times the writes on, hours pay too: they are many, and questions that need them long. */
const hoursFactor = 50;

/**
 * What pays, by account and fact. Dialogs pay together: a question reads all kinds of them, and one kind without roll-ups would send it to the facts of
 * all. Accounts that write little are not there: their questions are answered from the facts at once.
 * @param writesMin mean writes per day
 */
export function whatPays(activity: readonly Activity[], zones: AccountZones, writesMin: number): ReadonlyMap<string, Worth> {
  const pays = new Map<string, Worth>();
  for (const [tenant, facts] of Map.groupBy(activity, (one) => one.tenant)) {
    const dialogs = facts.filter(({ fact }) => fact !== "status_change").reduce((sum, { writesPerDay }) => sum + writesPerDay, 0);
    for (const { fact, writesPerDay } of facts) {
      const writes = fact === "status_change" ? writesPerDay : dialogs;
      if (writes < writesMin) continue;
      pays.set(keyOf(tenant, fact), { zone: zones.get(tenant), grains: writes < writesMin * hoursFactor ? ["day"] : ["hour", "day"] });
    }
  }
  return pays;
}

export const keyOf = (tenant: string, fact: RolledFact): string => `${fact} ${tenant}`;
