import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deadLetterTopic, topics } from "@stats/events";
import { connect, refreshStaleDialogs } from "@stats/facts";
import { type Log, openSqliteLog } from "@stats/log";
import { answering, freePort, type RunningCli, runCli, startCli } from "./testing/run-cli.ts";

let dir: string;
let log: Log;
let ingest: RunningCli;
let origin: string;
let env: Record<string, string>;

const chat = (chatId: number, tenant = "acme") => ({
  topic: "chat-events",
  key: `${tenant}:chat:${chatId}`,
  value: JSON.stringify({
    specversion: "1.0",
    id: `e${chatId}`,
    source: "/crm",
    type: "chat.started.v1",
    time: "2026-03-25T10:00:00Z",
    tenant,
    data: { chat_id: chatId, initiator: "visitor" },
  }),
});
const drained = () =>
  answering(ingest, `${origin}/status.json`, (status, body) => status === 200 && (JSON.parse(body) as { lag: { total: number } }).lag.total === 0);

/** An embedded data directory with an ingest process on it, whose engine the commands share. */
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "cli-"));
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  env = { STATS_DATA_DIR: dir, STATS_HTTP_PORT: String(port), STATS_KAFKA_PARTITIONS: "1", STATS_ENGINE_MEMORY_MB: "1024" };
  log = await openSqliteLog({ file: join(dir, "log.sqlite"), partitions: { ...Object.fromEntries(topics.map((topic) => [topic, 1])), [deadLetterTopic]: 1 } });
  ingest = startCli(["ingest"], env);
  await answering(ingest, `${origin}/readyz`, (status) => status === 200);
  await log.append([chat(1), chat(2), { ...chat(3), key: "wrong" }, { ...chat(4), value: "{ no\njson" }]);
  await drained();
});
afterAll(async () => {
  await ingest?.end("SIGKILL");
  await log?.close();
  await rm(dir, { recursive: true, force: true });
});

const run = (...args: string[]) => runCli(args, { env });

describe("commands on a data directory", () => {
  it("migrate: says what it applied, again and again", async () => {
    expect(await run("migrate")).toMatchObject({ code: 0, stdout: expect.stringMatching(/^applied 010_archive\.sql\n/) });
  });

  it("dead-letters: as text, position and reason first", async () => {
    const { code, stdout, stderr } = await run("dead-letters");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^chat-events\/0\/2\t\S+\tkey_mismatch\t/m);
    expect(stdout).toMatch(/^chat-events\/0\/3\t\S+\tinvalid_json\t.*\n\t\{ no json$/m);
    expect(stderr).toContain("2 listed; in all: ");
  });

  it("dead-letters --json: one object a line with everything needed to look into it; filters", async () => {
    const { code, stdout } = await run("dead-letters", "--json", "--reason", "key_mismatch", "--topic", "chat-events", "--pending");
    expect(code).toBe(0);
    const [letter, ...others] = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(others).toEqual([]);
    expect(letter).toMatchObject({
      topic: "chat-events",
      partition: 0,
      epoch: 0,
      offset: 2,
      reason: "key_mismatch",
      key: Buffer.from("wrong").toString("base64"),
      value: Buffer.from(chat(3).value).toString("base64"),
      replayed_at: null,
    });
  });

  it("verify: finds nothing, and says how much it compared", async () => {
    expect(await run("verify")).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(
        /2 entities with 2 rows were compared: 0 differ\n0 rows of sales and of operators' months were made again: 0 differ\n0 buckets of roll-ups were computed again: 0 rows differ\n/,
      ),
    });
  });

  it("replay of a range: says how many records", async () => {
    expect(await run("replay", "--topic", "chat-events", "--from", "1", "--to", "3")).toMatchObject({ code: 0, stdout: "2 records were processed again\n" });
    expect(await run("replay", "--topic", "chat-events", "--partition", "7")).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/chat-events has no partition 7/),
    });
  });

  it("replay --dead-letters: sends them once", async () => {
    expect(await run("replay", "--dead-letters", "--reason", "key_mismatch")).toMatchObject({ code: 0, stdout: "1 dead letters were sent through again\n" });
    await drained();
    expect(await run("dead-letters", "--reason", "key_mismatch")).toMatchObject({ code: 0, stdout: expect.stringContaining("[sent again ") });
    expect(await run("dead-letters", "--reason", "key_mismatch", "--pending")).toMatchObject({ stderr: expect.stringContaining("1 listed") });
  });

  it("verify: names the entity that differs and fails", async () => {
    const { url } = JSON.parse(await readFile(join(dir, "engine.json"), "utf8")) as { url: string };
    await fetch(`${url}/?database=stats`, {
      method: "POST",
      body: "insert into chat (tenant, started_at, chat_id, version) values ('acme', 1700000000, 1, 999)",
    });
    const { code, stdout } = await run("verify");
    expect([code, stdout]).toEqual([1, expect.stringMatching(/1 differ\nacme:chat:1 in chat\n {2}events give {2}nothing\n {2}stored/)]);
  });

  it("rebuild: makes it right again beside the running worker, and says how much it folded", async () => {
    const { code, stdout, stderr } = await run("rebuild", "chat", "call");
    expect([code, stdout]).toEqual([0, expect.stringMatching(/2 entities with \d+ events were folded; done: chat, call\n$/)]);
    expect(stderr).toMatch(/^\d of \d entities/m);
    expect(await run("verify")).toMatchObject({ code: 0, stdout: expect.stringContaining(": 0 differ") });
  });

  it("rebuild of roll-ups: by themselves", async () => {
    expect(await run("rebuild", "operator_rollup", "dialog_rollup")).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/months of roll-ups were computed; done: /),
    });
    expect(await run("rebuild", "chat", "dialog_rollup")).toMatchObject({ code: 1, stderr: "Make facts anew first, then roll-ups.\n" });
  });

  it("rebuild --abandon: says when there is nothing to abandon; a table that does not exist is refused", async () => {
    expect(await run("rebuild", "--abandon")).toMatchObject({ code: 0, stdout: "There is no unfinished rebuild.\n" });
    expect(await run("rebuild", "chats")).toMatchObject({ code: 1, stderr: expect.stringContaining("Allowed choices are chat,") });
  });

  it.each([
    ["/v2/stats/summary?q=date=2026-03-25&fields=chats_total,online_time_avg", [], /^(?=[^]*^dialog-figures: [^]*\n {2}from )(?=[^]*^online-time: )/m],
    ["http://client.example:80/api/chats/reports/summary?date_from=2026-03-25&date_to=2026-03-26", [], /\n {2}from = \d+ \(2026-03-24T21:00:00Z\)\n/],
    ["/platform_api/GetACDOperatorStatusStatistics", ["--data", "from_date=2026-03-25 00:00:00&user_id=all&account_id=1"], /^operator-time: /m],
    ["/v2.0", ["--data", '{"jsonrpc":"2.0","id":1,"method":"get.account","params":{"access_token":"somebody"}}'], /^0 statements/],
  ])("explain %s: asks without anybody's secret", async (request, options, lines) => {
    const { code, stdout, stderr } = await run("explain", request, "--tenant", "demo", "--answer", ...options);
    expect([code, stdout], stderr).toEqual([0, expect.stringMatching(lines)]);
    expect(stdout).toMatch(/statements, \d+ ms, \d+ rows read \(.*\); status 200, \d+ bytes\n/);
    expect(stdout).not.toContain('"error"');
  });

  it("explain --compare: which buckets came from roll-ups, and whether the facts say the same", async () => {
    await log.append([11, 12, 13, 14, 15].map((id) => chat(id, "demo")));
    await drained();
    const { url } = JSON.parse(await readFile(join(dir, "engine.json"), "utf8")) as { url: string };
    const client = connect({ url, database: "stats" });
    const march = { from: Date.parse("2026-03-20") / 1000, to: Date.parse("2026-03-30") / 1000 };
    await refreshStaleDialogs(client, "chat", { tenant: "demo", zone: "Europe/Moscow", ...march, now: march.to, grains: ["day"], limit: 100 });
    const request = ["explain", "/api/chats/reports/summary?date_from=2026-03-24&date_to=2026-03-26 12:00", "--tenant", "demo"];
    expect(await run(...request)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^chats-report is answered from the facts alone: there are few of them\n/),
    });
    const compared = await run(...request, "--compare");
    expect(compared, compared.stdout).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(
        /2026-03-24T21:00:00Z to 2026-03-25T21:00:00Z: 1 day of dialog_rollup, cut employee\n[^]*from dialog_rollup: [^]*from the facts alone: [^]*the answers are equal\n$/,
      ),
    });
    await client.command({
      query: "alter table dialog_rollup update `groups.dialogs` = arrayMap(count -> count + 1, groups.dialogs) where tenant = 'demo'",
      clickhouse_settings: { mutations_sync: "2" },
    });
    await client.close();
    expect(await run(...request, "--compare")).toMatchObject({ code: 1, stdout: expect.stringMatching(/the answers are NOT EQUAL\n/) });
  });

  it("explain: says what is wrong with the request or the account", async () => {
    expect(await run("explain", "/v9", "--tenant", "demo")).toMatchObject({ code: 1, stderr: expect.stringMatching(/No report API has the path \/v9/) });
    expect(await run("explain", "/v2", "--tenant", "nobody")).toMatchObject({ code: 1, stderr: expect.stringMatching(/There is no account nobody/) });
    const refused = await run("explain", "/v2/stats/summary?q=date=never", "--tenant", "demo");
    expect([refused.code, refused.stdout]).toEqual([1, expect.stringMatching(/^0 statements, 0 ms, 0 rows read \(0 bytes\); status 422, \d+ bytes\n\{/)]);
  });

  it("new-epoch: explains, and does nothing without a yes", async () => {
    const refused = await run("new-epoch");
    expect(refused).toMatchObject({ code: 1, stdout: "", stderr: expect.stringMatching(/offsets start at 0 again[^]*confirm with --yes/) });
    expect(refused.stderr).not.toMatch(/^ +at /m);
    expect(await run("new-epoch", "--yes")).toMatchObject({ code: 0, stdout: "Epoch 1 begins.\n" });
  });

  it("ingest ends with 0 on SIGTERM, and its engine with it", async () => {
    expect(await ingest.end()).toBe(0);
    await expect(fetch(`${origin}/healthz`)).rejects.toThrow();
  });

  it("a command starts the engine for itself where no system runs, and leaves nothing behind", async () => {
    expect(await run("dead-letters")).toMatchObject({ code: 0, stderr: expect.stringContaining("3 listed") });
    expect(existsSync(join(dir, "engine.json"))).toBe(false);
  });

  it("a command on an empty data directory says what to do", async () => {
    const empty = await mkdtemp(join(tmpdir(), "cli-empty-"));
    const { code, stderr } = await runCli(["dead-letters"], { env: { STATS_DATA_DIR: empty } });
    expect([code, stderr]).toEqual([1, expect.stringMatching(/stats -- migrate/)]);
    expect(stderr).not.toMatch(/^ +at /m);
    await rm(empty, { recursive: true, force: true });
  });
});
