import type { AnyEvent, EventData, LoggedEvent } from "@stats/events";
import type { Fold, RowsAt } from "../fold.ts";
import { canonicalMoney } from "../money.ts";
import { latest, type Valued } from "../moment.ts";
import type { FactRows } from "../rows.ts";
import type { Flag } from "../versioned.ts";
import { weightOf } from "../weight-of.ts";
import type { ChargeRow } from "./charge-row.ts";

type Charged = Pick<ChargeRow, "charged_on" | "kind" | "amount" | "bonuses">;

interface ChargeState {
  charged: Valued<Charged> | undefined;
  /** Every day that was ever said, each once: the keys that this charge's row may have had. */
  days: string[];
}

/** The days that the database's type holds; a charge of another day counts on the nearest (no report asks for these years). */
const firstDay = "1970-01-01";
const lastDay = "2149-06-06";

const stateBytes = 160;

/** Charges: one fact row an id, as its latest event says it (rulings, settled last: a repeated charge replaces). */
export const chargeFold: Fold<ChargeState> = {
  kinds: ["charge"],
  initialState: () => ({ charged: undefined, days: [] }),
  evolve,
  rows,
  weight: ({ charged, days }) => stateBytes + weightOf(charged) + weightOf(days),
};

function evolve(state: ChargeState, { event, version }: LoggedEvent<AnyEvent>): ChargeState {
  if (event.type !== "charge.recorded.v1") return state;
  const value = chargedBy(event.data);
  if (!state.days.includes(value.charged_on)) state.days.push(value.charged_on);
  state.charged = latest(state.charged, { timeMs: event.timeMs, version, value });
  return state;
}

function chargedBy(data: EventData["charge.recorded.v1"]): Charged {
  const { date, kind, amount, bonuses = "0" } = data;
  const charged_on = date < firstDay ? firstDay : date > lastDay ? lastDay : date;
  return { charged_on, kind, amount: canonicalMoney(amount), bonuses: canonicalMoney(bonuses) };
}

/** The charge's live row, and a tombstone for every other day it was ever said to be of. */
function rows({ charged, days }: ChargeState, at: RowsAt): FactRows {
  if (charged === undefined) return {};
  const live = { ...blankRow(at, charged.value.charged_on, 0), ...charged.value };
  return { charge: [live, ...days.filter((day) => day !== live.charged_on).map((day) => blankRow(at, day, 1))] };
}

function blankRow({ tenant, entityId, partition, version }: RowsAt, chargedOn: string, deleted: Flag): ChargeRow {
  return { tenant, charged_on: chargedOn, charge_id: Number(entityId), partition, version, deleted, kind: "none", amount: "0", bonuses: "0" };
}
