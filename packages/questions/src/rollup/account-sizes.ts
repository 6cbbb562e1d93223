import type { TenantReader } from "@stats/facts";
import { accountSizes, type AccountSizesRow, type KeptKind } from "../account-sizes/question.ts";
import type { RollupUse, SizedFact } from "./rollup-use.ts";

/** How often a dialog is written in its life, as long as nobody knows better. */
const writesPerDialog = 3;

const factsOf: Readonly<Record<Exclude<SizedFact, "operators" | "operator_buckets">, readonly string[]>> = {
  chats: ["chat"],
  dialogs: ["chat", "call", "lead"],
  status_changes: ["status_change"],
};

/** Seconds of the month that begins at an instant. */
function monthSeconds(begin: number): number {
  const month = Temporal.Instant.fromEpochMilliseconds(begin * 1000).toZonedDateTimeISO("UTC");
  return month.add({ months: 1 }).epochMilliseconds / 1000 - begin;
}

/**
 * Roughly how many facts lie in [begin, end): of each month as much as the interval has of it.
 * @param kept of dialogs, only as many as the roll-ups with this cut have of those that have roll-ups; of operators' buckets, only these
 */
export function estimate(rows: readonly AccountSizesRow[], fact: SizedFact, begin: number, end: number, kept?: KeptKind): number {
  if (fact === "operators") return rows.find((row) => row.fact === "operator")?.all_dialogs ?? 0;
  if (fact === "operator_buckets") return rows.find((row) => row.fact === fact && row.kept === kept)?.all_writes ?? 0;
  let sum = 0;
  for (const kind of factsOf[fact]) {
    const own = rows.filter((row) => row.fact === kind);
    const rolled = (wanted: KeptKind) => own.find((row) => row.month === 0 && row.kept === wanted);
    const known = rolled("total");
    const perWrite = kind === "status_change" ? 1 : known === undefined || known.all_writes === 0 ? 1 / writesPerDialog : known.all_dialogs / known.all_writes;
    const share = kept === undefined ? 1 : (rolled(kept)?.all_dialogs ?? 0) / Math.max(1, known?.all_dialogs ?? 0);
    for (const { month, all_writes } of own) {
      if (month === 0 || month >= end) continue;
      const seconds = monthSeconds(month);
      const shared = Math.min(end, month + seconds) - Math.max(begin, month);
      if (shared > 0) sum += (all_writes * perWrite * share * shared) / seconds;
    }
  }
  return sum;
}

export interface AccountSizesOptions {
  readonly readerFor: (tenant: string) => TenantReader;
  readonly sizeMin: number;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly onPlan?: NonNullable<RollupUse["onPlan"]>;
}

const freshMs = 5 * 60_000;
const tenantsMax = 10_000;

interface Known {
  readonly rows: readonly AccountSizesRow[];
  readonly atMs: number;
}

/**
 * How accounts use roll-ups, with the sizes that were last read: nobody waits for them. They are read when an account is asked about and they are not
 * there or old, beside the question, which is answered by what is known until then (nothing: from the facts).
 */
export function createRollupUse({ readerFor, sizeMin, now, onPlan }: AccountSizesOptions): (tenant: string) => RollupUse {
  const known = new Map<string, Known>();
  const reading = new Set<string>();
  const read = async (tenant: string): Promise<void> => {
    reading.add(tenant);
    try {
      const rows = await accountSizes.ask(readerFor(tenant), {});
      if (known.size >= tenantsMax) known.clear();
      known.set(tenant, { rows, atMs: now() });
    } catch {
      // whoever asks next tries again
    } finally {
      reading.delete(tenant);
    }
  };
  return (tenant) => ({
    sizeMin,
    sizeOf(fact, begin, end, kept) {
      const its = known.get(tenant);
      if ((its === undefined || now() - its.atMs > freshMs) && !reading.has(tenant)) void read(tenant);
      return its === undefined ? undefined : estimate(its.rows, fact, begin, end, kept);
    },
    ...(onPlan === undefined ? {} : { onPlan }),
  });
}

/** How an account uses roll-ups, with its sizes read now: for whoever asks once, and can wait. Rejects with `QuestionUnanswered`. */
export async function readRollupUse(reader: TenantReader, { sizeMin, onPlan }: Pick<AccountSizesOptions, "sizeMin" | "onPlan">): Promise<RollupUse> {
  const rows = await accountSizes.ask(reader, {});
  return { sizeMin, sizeOf: (fact, begin, end, kept) => estimate(rows, fact, begin, end, kept), ...(onPlan === undefined ? {} : { onPlan }) };
}
