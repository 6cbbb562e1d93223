import { isDeepStrictEqual } from "node:util";
import { connect, type Database, migrate, refreshStaleDialogs, refreshStaleOperators } from "@stats/facts";
import { chatsReport, operatorTime, type TenantReader } from "@stats/questions";
import { fromFacts, Planned, throughRollups } from "../checks/ways.ts";
import type { Findings } from "../findings.ts";
import { HeldRefresh } from "./held-refresh.ts";

const hour = 3600;
const day = 24 * hour;
const start = Date.UTC(2026, 2, 25) / 1000;

/** What went wrong, if anything. */
type Case = (database: Database, tenant: string) => Promise<string | undefined>;

/** What a random schedule does not meet, or by chance only; each about an account of its own, one after the other. */
const cases: Readonly<Record<string, Case>> = {
  "held back": heldBack,
  "written again": writtenAgain,
  vanished,
  "carried over": carriedOver,
  "another history": anotherHistory,
  "order of views": orderOfViews,
};

/** Merges must be stopped: whoever does not read FINAL is seen. */
export async function runCases(url: string, findings: Findings): Promise<void> {
  const options = { url, database: "cases" };
  await migrate(options);
  const database = connect(options);
  try {
    for (const [name, run] of Object.entries(cases)) {
      const wrong = await run(database, name);
      if (wrong !== undefined) findings.add(name, wrong);
    }
  } finally {
    await database.close();
  }
}

const time = { from: start, to: start + 5 * day, now: start + 10 * day };

const refreshChats = (tenant: string) => async (database: Database) =>
  await refreshStaleDialogs(database, "chat", { tenant, zone: "UTC", ...time, grains: ["day", "hour"], limit: 1000 });

interface Chats {
  readonly ids: readonly number[];
  readonly version: number;
  readonly wait: number;
  readonly at?: number;
  readonly deleted?: 0 | 1;
}

/** Answered chats of one hour. */
async function write(database: Database, tenant: string, { ids, version, wait, at = start, deleted = 0 }: Chats): Promise<void> {
  const same = { tenant, version, employee_id: 1, visitor_wrote: 1, queued: 1, answered: 1, wait, deleted };
  const values = ids.map((id) => ({ ...same, chat_id: id, started_at: at + id }));
  await database.insert({ table: "chat", values, format: "JSONEachRow" });
}

const eight = [1, 2, 3, 4, 5, 6, 7, 8];

const inUtc = { zone: "UTC", grain: "day" as const, sum_employees: false, employee_logins: [], queue_ids: [], skip: 0, take: 100 };

/** Whether both ways to the reports by day, and to operators' time in one sum, are the same; and whether chats were read from roll-ups, where these must be current. */
async function difference(database: Database, tenant: string, when: string, isCurrent = false): Promise<string | undefined> {
  const chats = {
    ...inUtc,
    from: time.from,
    to: time.to,
    threshold: 20,
  };
  const operators = { ...time, order: "user" as const, user_ids: [], statuses: [] };
  const ask = async (reader: TenantReader) => [
    await chatsReport.ask(reader, chats),
    await operatorTime.ask(reader, { ...operators, bucket: "day" }),
    await operatorTime.ask(reader, { ...operators, bucket: "none" }),
  ];
  const planned = new Planned();
  const [rolled, plain] = [await ask(throughRollups(database, planned.add).readerFor(tenant)), await ask(fromFacts(database).readerFor(tenant))];
  if (isCurrent && !planned.questions.has("chats-report")) return `${when}: roll-ups do not count as current`;
  return isDeepStrictEqual(rolled, plain) ? undefined : `${when}: ${JSON.stringify(rolled)} through roll-ups, ${JSON.stringify(plain)} from the facts`;
}

/** Between any two statements of a refresh there may be a write. */
async function heldBack(database: Database, name: string): Promise<string | undefined> {
  for (let statements = 1; ; statements += 1) {
    const tenant = `${name} ${statements}`;
    await write(database, tenant, { ids: eight, version: 1, wait: 10 });
    const held = new HeldRefresh(database, refreshChats(tenant));
    await held.begun();
    for (let count = 1; count < statements; count += 1) await held.step();
    const { isOver } = held;
    await write(database, tenant, { ids: eight.map((id) => id + 100), version: 2, wait: 99 });
    await held.finish();
    const wrong = await difference(database, tenant, `a write after ${statements} statements`);
    if (wrong !== undefined || isOver) return wrong;
  }
}

/** The newest row of a chat counts, and the newest row of a bucket. */
async function writtenAgain(database: Database, tenant: string): Promise<string | undefined> {
  for (const [version, wait] of [10, 99, 50].entries()) {
    await write(database, tenant, { ids: eight, version, wait });
    const stale = await difference(database, tenant, `written ${version + 1} times`);
    await refreshChats(tenant)(database);
    const wrong = stale ?? (await difference(database, tenant, `written and refreshed ${version + 1} times`, true));
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

/** A chat that was told to have started on another day leaves nothing but a tombstone. */
async function vanished(database: Database, tenant: string): Promise<string | undefined> {
  await write(database, tenant, { ids: eight, version: 1, wait: 10 });
  await write(database, tenant, { ids: eight.map((id) => id + 10), version: 1, wait: 10, at: start + 2 * day });
  await refreshChats(tenant)(database);
  await write(database, tenant, { ids: [1], version: 2, wait: 10, at: start + 3 * day });
  await write(database, tenant, { ids: [1], version: 2, wait: 10, deleted: 1 });
  const stale = await difference(database, tenant, "a chat has moved");
  await refreshChats(tenant)(database);
  return stale ?? (await difference(database, tenant, "a chat has moved, and was refreshed", true));
}

/** Who is in a status brings it into days in which he changes nothing; so does a change that comes late. */
async function carriedOver(database: Database, tenant: string): Promise<string | undefined> {
  const change = async (at: number, version: number, status: string) => {
    const values = [{ tenant, user_id: 1, changed_at: at * 1000, version, status }];
    await database.insert({ table: "status_change", values, format: "JSONEachRow" });
  };
  const refresh = async (from: number) =>
    await refreshStaleOperators(database, "statuses", "day", { tenant, zone: "", ...time, from, grains: ["day"], limit: 1000 });
  await change(start + hour, 1, "READY");
  await change(start + 4 * day + hour, 2, "DND");
  await refresh(start + 2 * day);
  const wrong = await difference(database, tenant, "a status over days");
  await refresh(start);
  await change(start + 2 * hour, 3, "TIMEOUT");
  return wrong ?? (await difference(database, tenant, "a change of the first day came late"));
}

/** Tables that were put in place from elsewhere have other rows, and may have as many: the digest tells them apart. */
async function anotherHistory(database: Database, tenant: string): Promise<string | undefined> {
  await write(database, tenant, { ids: eight, version: 1, wait: 10 });
  await refreshChats(tenant)(database);
  for (const table of ["chat", "write_ledger"]) await database.command({ query: `truncate table ${table}` });
  await write(database, tenant, { ids: eight, version: 1, wait: 99 });
  return await difference(database, tenant, "other tables were put in place");
}

/** While the table of what is carried over is slow, the ledger does not count what is not in it. */
async function orderOfViews(database: Database, tenant: string): Promise<string | undefined> {
  const slow = "select tenant, user_id, changed_at, version, status from status_change where sleepEachRow(0.5) = 0";
  await database.command({ query: `alter table status_carry_status_change modify query ${slow}` });
  let isOver = false;
  const change = { tenant, user_id: 1, changed_at: start * 1000, version: 1, status: "READY" };
  const writing = database.insert({ table: "status_change", values: [change], format: "JSONEachRow" }).finally(() => (isOver = true));
  let [looks, early] = [0, 0];
  const countOf = (what: string) => `(select ${what} where tenant = '${tenant}')`;
  while (!isOver) {
    const query = `select ${countOf("sum(writes) from write_ledger")}, ${countOf("count() from status_carry")}`;
    const [counts] = await (await database.query({ query, format: "JSONCompactEachRow" })).json<[string, string]>();
    looks += 1;
    if (Number(counts?.[0]) > Number(counts?.[1])) early += 1;
  }
  await writing;
  if (looks < 3) return `only ${looks} looks at a slow insert`;
  return early === 0 ? undefined : `the ledger counts a change that is not carried over yet (${early} of ${looks} looks)`;
}
