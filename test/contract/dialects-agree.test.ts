import { createQueryPlugin, hashPassword, loadAccounts } from "@stats/query";
import { type ScratchFacts, startScratchFacts } from "@stats/questions/testing";
import { fastify, type FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readOnly } from "../system/read-only.ts";

const midnight = Date.UTC(2025, 4, 31, 21) / 1000;

/** Chats around local midnights, answered and not, with and without a visitor's message, credited and not. */
const chats = Array.from({ length: 60 }, (_, index) => ({
  tenant: "acme",
  chat_id: index + 1,
  version: 1,
  started_at: midnight - (index % 6) * 86_400 + ((index % 3) - 1),
  employee_id: (index * 7) % 5,
  queued: 1,
  visitor_wrote: Number(index % 4 !== 0),
  answered: Number(index % 5 !== 0),
  wait: index % 5 === 0 ? 0 : (index * 13) % 61,
}));
const employees = [1, 2, 3, 4].map((object_id) => ({
  tenant: "acme",
  kind: "employee",
  object_id,
  version: 1,
  first_name: `Ann${object_id}`,
  last_name: "X",
  login: `ann${object_id}`,
}));

interface ThuliumRow {
  user_name: string | null;
  incoming_including_empty: number;
  wait_time: { sum: string; avg: string };
  answered: number;
}

describe("one truth: what two dialects show is the same number", () => {
  let facts: ScratchFacts;
  let app: FastifyInstance;
  const json = async <Body>(url: string) => {
    const reply = await app.inject({ url, headers: { authorization: `Basic ${Buffer.from("ann:p").toString("base64")}` } });
    expect(reply.statusCode, reply.body).toBe(200);
    return reply.json<Body>();
  };
  const seconds = (clock: string) => clock.split(":").reduce((total, part) => total * 60 + Number(part), 0);

  beforeAll(async () => {
    facts = await startScratchFacts();
    const user = { login: "ann", password: await hashPassword("p") };
    const loaded = loadAccounts(JSON.stringify([{ tenant: "acme", livetex: { users: [{ ...user, role: "admin" }] }, thulium: { users: [user] } }]));
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
    app = fastify();
    await app.register(createQueryPlugin({ accounts: loaded.accounts, readerFor: facts.readerFor, ...readOnly, now: () => midnight * 1000 }));
    await facts.insert("chat", chats);
    await facts.insert("directory_object", employees);
  });
  afterAll(async () => {
    await app?.close();
    await facts?.close();
  });

  it.each(["2025-05-27", "2025-05-29", "2025-05-31"])("chats, and the average wait of those answered, from %s to 2025-06-02", async (from) => {
    const span = `date_from=${from}&date_to=2025-06-02&aggregate_by=year&sum_users=true`;
    const [sum] = await json<ThuliumRow[]>(`/api/chats/reports/summary?${span}`);
    const q = encodeURIComponent(`date>=${from} date<=2025-06-02`);
    const { results } = await json<{ results: Record<string, unknown> }>(`/v2/stats/summary?q=${q}&fields=chats_total,chats_first_answer_avg`);
    expect(sum?.answered).toBeGreaterThan(0);
    expect(results).toEqual({ chats_total: sum?.incoming_including_empty, chats_first_answer_avg: seconds(sum?.wait_time.avg ?? "") });
  });

  it("day by day", async () => {
    const rows = await json<(ThuliumRow & { series: string })[]>(
      "/api/chats/reports/summary?date_from=2025-05-01&date_to=2025-06-30&aggregate_by=day&sum_users=true",
    );
    const { results } = await json<{ results: { by_date: unknown[] } }>("/v2/stats/summary?fields=chats_total,by_date");
    expect(rows.length).toBeGreaterThan(3);
    expect(results.by_date).toEqual(rows.map(({ series, incoming_including_empty }) => ({ date: series, chats_total: incoming_including_empty })));
  });

  it("employee by employee: each chat has the one credited employee in both", async () => {
    const rows = await json<ThuliumRow[]>("/api/chats/reports/summary?date_from=2025-01-01&date_to=2025-12-31&aggregate_by=year");
    const { results } = await json<{ results: { chats_total: number; chats_first_answer_avg: number }[] }>(
      "/v2/stats/employees?fields=chats_total,chats_first_answer_avg",
    );
    const pairs = rows.filter(({ user_name }) => user_name !== null).map((row) => [row.incoming_including_empty, seconds(row.wait_time.avg)]);
    const shown = results.filter(({ chats_total }) => chats_total > 0).map((row) => [row.chats_total, row.chats_first_answer_avg]);
    const inOrder = (list: number[][]) => list.map((pair) => pair.join("/")).toSorted();
    expect(pairs.length).toBeGreaterThan(2);
    expect(inOrder(shown)).toEqual(inOrder(pairs));
  });
});
