import type { ClickHouseClient } from "@clickhouse/client";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createReportReads, type ReadLoad, type ReportReads } from "./report-reads.ts";
import { type ScratchDatabase, scratchDatabase } from "./testing/scratch-database.ts";

const sql = "select chat_id, {tenant:String} as tenant from chat_of(tenant = {tenant:String}) where chat_id >= {from:UInt64}";
/** Runs until it is stopped. */
const endless = "select count(), {mark:String} from numbers(1000000000000) where not ignore(sipHash64(number))";

describe("reads for reports", () => {
  let scratch: ScratchDatabase;
  let counting: ClickHouseClient;
  let sent: string[];
  let load: ReadLoad;
  let reads: ReportReads;

  const running = async (mark: string) =>
    (await scratch.rows(`select query from system.processes where query like '%${mark.slice(0, 3)}' || '${mark.slice(3)}%'`)).length;
  /** Takes a turn until the returned function is called. */
  const occupy = async (mark: string) => {
    const gone = new AbortController();
    const read = reads.readerFor("acme", gone.signal).select(endless, { mark }, "test");
    const ended = read.then(
      () => "answered",
      (error: unknown) => String(error),
    );
    await expect.poll(() => running(mark), { timeout: 20_000 }).toBe(1);
    return async () => {
      gone.abort(new Error("gone"));
      expect(await ended).toBe("Error: gone");
      await expect.poll(() => running(mark), { timeout: 20_000 }).toBe(0);
    };
  };

  beforeAll(async () => {
    scratch = await scratchDatabase();
    await scratch.client.command({
      query: "insert into chat (tenant, started_at, chat_id, version, deleted) values ('acme', 1700000000, 1, 1, 0), ('rival', 1700000000, 3, 1, 0)",
    });
    counting = Object.create(scratch.client, {
      query: {
        value: async (asked: { query: string; query_params: { tenant: string } }) => {
          sent.push(asked.query_params.tenant);
          return await scratch.client.query(asked);
        },
      },
    }) as ClickHouseClient;
  });
  beforeEach(() => {
    sent = [];
    reads = createReportReads(counting, { atOnce: 1, onChange: (now) => (load = now) });
  });
  afterAll(async () => await scratch.dispose());

  it("are the account's own", async () => {
    expect(await reads.readerFor("acme").select(sql, { from: 0, tenant: "rival" }, "test")).toEqual([{ chat_id: "1", tenant: "acme" }]);
    expect(await reads.readerFor("rival").select(sql, { from: 0 }, "test")).toEqual([{ chat_id: "3", tenant: "rival" }]);
    expect(load).toEqual({ running: 0, waiting: 0 });
  });

  it("wait while as many run as may; whoever goes away stops his own in the database, and the next has its turn", async () => {
    const release = await occupy("occupied-1");
    const next = reads.readerFor("rival").select(sql, { from: 0 }, "test");
    expect(load).toEqual({ running: 1, waiting: 1 });
    await release();
    expect(await next).toEqual([{ chat_id: "3", tenant: "rival" }]);
  });

  it("that wait are sent once for all who ask the same of the same account, and never for another one", async () => {
    const release = await occupy("occupied-2");
    const askers = [...Array.from({ length: 20 }, () => "acme"), ...Array.from({ length: 20 }, () => "rival")];
    const answers = askers.map((tenant) => reads.readerFor(tenant).select(sql, { from: 0 }, "test"));
    const others = [reads.readerFor("acme").select(sql, { from: 2 }, "test"), reads.readerFor("acme").select(`${sql} limit 0`, { from: 0 }, "test")];
    expect(load).toEqual({ running: 1, waiting: 4 });
    sent = [];
    await release();
    for (const [index, answer] of answers.entries())
      expect(await answer).toEqual([askers[index] === "acme" ? { chat_id: "1", tenant: "acme" } : { chat_id: "3", tenant: "rival" }]);
    expect(await Promise.all(others)).toEqual([[], []]);
    expect(sent).toEqual(["acme", "rival", "acme", "acme"]);
  });

  it("that run already are joined by nobody: what was written since is in the answer", async () => {
    const slow = "select count() as chats, sleep(1) as slept from chat_of(tenant = {tenant:String})";
    const both = createReportReads(counting, { atOnce: 2 });
    const before = both.readerFor("late").select(slow, {}, "test");
    await expect.poll(() => sent.length).toBe(1);
    await scratch.client.command({ query: "insert into chat (tenant, started_at, chat_id, version, deleted) values ('late', 1700000000, 9, 1, 0)" });
    expect(await both.readerFor("late").select(slow, {}, "test")).toMatchObject([{ chats: "1" }]);
    expect(sent).toEqual(["late", "late"]);
    await before;
  });

  it("that wait are given up when the last who asked is gone, and not before", async () => {
    const release = await occupy("occupied-3");
    const [first, second, third] = [new AbortController(), new AbortController(), new AbortController()];
    const ask = (signal: AbortSignal, from: number) => reads.readerFor("acme", signal).select(sql, { from }, "test");
    const [kept, gone, alone] = [ask(first.signal, 0), ask(second.signal, 0), ask(third.signal, 1)];
    sent = [];
    for (const [leaving, answer] of [
      [second, gone],
      [third, alone],
    ] as const) {
      leaving.abort(new Error("went away"));
      await expect(answer).rejects.toThrow("went away");
    }
    const again = ask(first.signal, 1);
    await release();
    expect(await kept).toHaveLength(1);
    expect(await again).toHaveLength(1);
    expect(sent).toEqual(["acme", "acme"]);
    await expect(ask(third.signal, 0)).rejects.toThrow("went away");
  });

  it("fail for all who wait for them, each by its own", async () => {
    const release = await occupy("occupied-4");
    const answers = Array.from({ length: 3 }, () => reads.readerFor("acme").select("select throwIf(1, 'broken')", {}, "test"));
    const outcomes = Promise.allSettled(answers);
    await release();
    expect((await outcomes).map((outcome) => outcome.status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(load).toEqual({ running: 0, waiting: 0 });
    expect(await reads.readerFor("acme").select(sql, { from: 0 }, "test")).toHaveLength(1);
  });
});
