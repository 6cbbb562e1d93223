import { randomUUID } from "node:crypto";
import { blankCommunication, type ChatRow, type DirectoryObjectRow, type StatusChangeRow } from "@stats/entities";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { countDeadLetters, type DeadLetter, findDeadLetters, listDeadLetters, prepareDeadLetters } from "./dead-letters.ts";
import { prepareEpoch, preparePositions, readEpoch, readPositions } from "./positions.ts";
import { readStoredRows } from "./read-rows.ts";
import { prepareStatusIdentities, readStatusIdentities } from "./status-identities.ts";
import { factTables } from "./tables.ts";
import { type ScratchDatabase, scratchDatabase } from "./testing/scratch-database.ts";
import { encodeCells, prepareFacts, prepareRows, type PreparedInsert, send } from "./write.ts";

let scratch: ScratchDatabase;
beforeAll(async () => {
  scratch = await scratchDatabase();
});
afterAll(() => scratch.dispose());

async function write(insert: PreparedInsert | undefined): Promise<void> {
  if (insert !== undefined) await send(scratch.client, insert);
}

const largest = Number.MAX_SAFE_INTEGER;
const chat: ChatRow = {
  tenant: "acme",
  started_at: 946_684_800,
  chat_id: largest,
  partition: 65_535,
  version: largest,
  deleted: 0,
  site_id: 1,
  department_id: 2,
  queue_id: 3,
  employee_id: 4,
  initiator: 'vi"s\\itor\n\n',
  with_bot: 1,
  visitor_wrote: 1,
  queued: 1,
  answered: 1,
  closed: 1,
  queued_at: 946_684_801,
  answered_at: 4_102_444_800,
  closed_at: 0,
  wait: 4_294_967_295,
  talk: 7,
  face: "happy",
  vote: "negative",
  score: 5,
  remark_id: 9,
  first_site_id: 0,
  status: "lost",
  release_cause: null,
  is_transfer: 0,
  messages_count: 4_294_967_295,
  employee_messages_count: 0,
  ...blankCommunication,
};
const status: StatusChangeRow = { tenant: "acme", user_id: 501, changed_at_ms: 946_684_800_001, status: "AFTER_SERVICE", partition: 1, version: 5 };
const object: DirectoryObjectRow = {
  tenant: "acme",
  kind: "employee",
  object_id: 501,
  partition: 0,
  version: 8,
  deleted: 0,
  is_deleted: 1,
  title: "",
  login: "a\u0000b",
  first_name: "Ян",
  last_name: null,
  patronymic: null,
  email: "",
  phone: null,
  domain_name: null,
  department_ids: [1, largest],
  site_ids: [],
  managed_department_ids: null,
  managed_site_ids: [],
};

describe("fact rows", () => {
  it("prepare nothing of no rows", () => {
    expect([
      prepareFacts("chat", []),
      prepareRows("chat", ["tenant"], []),
      preparePositions([], 0),
      prepareDeadLetters([]),
      prepareStatusIdentities([]),
    ]).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });

  it("come back in the writer's own encoding, extreme values included", async () => {
    await write(prepareFacts("chat", [chat]));
    await write(prepareFacts("status_change", [status]));
    await write(prepareFacts("directory_object", [object]));
    const cells = async (...asked: Parameters<typeof readStoredRows> extends [unknown, ...infer Rest] ? Rest : never) =>
      (await readStoredRows(scratch.client, ...asked)).map((row) => row.cells);
    expect(await cells("chat", "acme", "chat", [String(largest)])).toEqual([encodeCells(factTables.chat.cells(chat))]);
    expect(await cells("status_change", "acme", "user", ["501", "502"])).toEqual([encodeCells(factTables.status_change.cells(status))]);
    expect(await cells("directory_object", "acme", "employee", ["501"])).toEqual([encodeCells(factTables.directory_object.cells(object))]);
    expect(await cells("directory_object", "acme", "site", ["501"])).toEqual([]);
    expect(await cells("chat", "other", "chat", [String(largest)])).toEqual([]);
  });

  it("of the highest version win, in whatever order they are written", async () => {
    for (const version of [5, 9, 7]) await write(prepareFacts("chat", [{ ...chat, chat_id: 1, version, talk: version }]));
    expect(await scratch.rows("select talk from chat final where chat_id = 1")).toEqual([[9]]);
  });

  it("are counted by the ledger per account and hour, tombstones and repeated rows included, and tell one content from another", async () => {
    const at = 1_767_225_600;
    const ledger = (tenant: string) =>
      scratch.rows(`select fact, toUnixTimestamp(hour), sum(writes), sum(digest) from write_ledger where tenant = '${tenant}' group by all order by all`);
    const chats = [
      { ...chat, tenant: "ledger", chat_id: 1, started_at: at, version: 10 },
      { ...chat, tenant: "ledger", chat_id: 2, started_at: at + 3599, version: 30, deleted: 1 as const },
      { ...chat, tenant: "ledger", chat_id: 3, started_at: at + 3600, version: 20 },
    ];
    await write(prepareFacts("chat", chats));
    await write(prepareFacts("chat", chats.slice(0, 1)));
    await write(prepareFacts("status_change", [{ ...status, tenant: "ledger", changed_at_ms: at * 1000, partition: 2, version: 4 }]));
    const entries = await ledger("ledger");
    expect(entries.map(([fact, hour, writes]) => [fact, hour, writes])).toEqual([
      ["chat", at, "3"],
      ["chat", at + 3600, "1"],
      ["status_change", at, "1"],
    ]);
    expect(entries.every(([, , , digest]) => digest !== "0")).toBe(true);
    await write(
      prepareFacts(
        "chat",
        chats.map((row) => ({ ...row, tenant: "other", talk: row.talk + 1 })),
      ),
    );
    const [, second] = await ledger("other");
    expect(second?.slice(0, 3)).toEqual(entries[1]?.slice(0, 3));
    expect(second).not.toEqual(entries[1]);
  });
});

describe("a large insert", () => {
  it("becomes one block, so that its rows are visible together", async () => {
    await write(
      prepareFacts(
        "chat",
        Array.from({ length: 100_000 }, (_, index) => ({ ...chat, tenant: "block", chat_id: index + 1 })),
      ),
    );
    expect(await scratch.rows("select count(), uniqExact(_part) from chat where tenant = 'block'")).toEqual([["100000", "1"]]);
  });
});

describe("positions and epochs", () => {
  it("keep the highest position of a partition: a stale writer cannot move it back", async () => {
    const position = (nextVersion: number, lastDigest: string) => ({ topic: "chat-events", partition: 3, nextVersion, lastDigest });
    await write(preparePositions([position(2 ** 48 + 50, "b"), { ...position(7, "z"), partition: 4 }], 1_700_000_000_000));
    await write(preparePositions([position(40, "a")], 1_700_000_000_001));
    expect((await readPositions(scratch.client)).toSorted((a, b) => a.partition - b.partition)).toEqual([
      position(2 ** 48 + 50, "b"),
      { ...position(7, "z"), partition: 4 },
    ]);
  });

  it("begin with epoch 0, and remember who declared one, and when", async () => {
    expect(await readEpoch(scratch.client)).toBe(0);
    for (const epoch of [1, 2, 2]) await write(prepareEpoch(epoch, "jane", 1_700_000_000_000));
    expect(await readEpoch(scratch.client)).toBe(2);
    expect(await scratch.rows("select epoch, declared_by, toUnixTimestamp(declared_at) from epoch final order by epoch")).toEqual([
      [1, "jane", 1_700_000_000],
      [2, "jane", 1_700_000_000],
    ]);
  });
});

describe("status identities", () => {
  it("answer with the lowest version, for 20,000 in one query", async () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => ({
      tenant: "acme",
      userId: String(1 + (index % 7)),
      identity: randomUUID(),
      partition: 1,
      version: 100 + index,
    }));
    await write(prepareStatusIdentities(rows));
    await write(prepareStatusIdentities(rows.slice(0, 10).map((each) => ({ ...each, version: each.version + 1_000_000 }))));
    const found = await readStatusIdentities(scratch.client, rows);
    const versions = new Map(found.map(({ identity, version }) => [identity, version]));
    expect(rows.map(({ identity }) => versions.get(identity))).toEqual(rows.map(({ version }) => version));
    const [first] = rows;
    if (first === undefined) throw new Error("there are rows");
    expect(
      await readStatusIdentities(scratch.client, [
        { ...first, tenant: "other" },
        { ...first, userId: "99" },
        { ...first, identity: randomUUID() },
      ]),
    ).toEqual([]);
    expect(await readStatusIdentities(scratch.client, [])).toEqual([]);
  });
});

describe("the register of dead letters", () => {
  const letter = (version: number, more: Partial<DeadLetter> = {}): DeadLetter => ({
    topic: "chat-events",
    partition: 1,
    version,
    revision: 0,
    reason: "invalid_json",
    detail: 'not "JSON"\n\n',
    recordedAtMs: 1_700_000_000_123,
    key: "a2V5",
    headers: { "a'b": "AP8=" },
    value: null,
    publishedAfter: 77,
    replayedAtMs: 0,
    ...more,
  });
  const list = (filter: Partial<Parameters<typeof listDeadLetters>[1]> = {}) => listDeadLetters(scratch.client, { limit: 100, offset: 0, ...filter });

  it("gives letters back whole, by the newest revision, in the order of the log", async () => {
    await write(prepareDeadLetters([letter(2), letter(1), letter(3, { topic: "billing-events", key: null, value: "AAE=", reason: "unknown_type" })]));
    await write(prepareDeadLetters([letter(1, { revision: 1 }), letter(2, { revision: 1_700_000_000_500, replayedAtMs: 1_700_000_000_500 })]));
    expect(await list()).toEqual([
      letter(3, { topic: "billing-events", key: null, value: "AAE=", reason: "unknown_type" }),
      letter(1, { revision: 1 }),
      letter(2, { revision: 1_700_000_000_500, replayedAtMs: 1_700_000_000_500 }),
    ]);
    expect(await countDeadLetters(scratch.client)).toEqual({ invalid_json: 2, unknown_type: 1 });
  });

  it("filters by reason, topic, what is pending, and a bound per partition; pages", async () => {
    const versions = async (filter: Parameters<typeof list>[0]) => (await list(filter)).map(({ version }) => version);
    expect(await versions({ reason: "unknown_type" })).toEqual([3]);
    expect(await versions({ topic: "chat-events" })).toEqual([1, 2]);
    expect(await versions({ pending: true })).toEqual([1]);
    expect(await versions({ limit: 1, offset: 1 })).toEqual([1]);
    expect(await versions({ before: [{ topic: "chat-events", partition: 1, version: 2 }] })).toEqual([1]);
    expect(await versions({ before: [] })).toEqual([]);
  });

  it("finds the asked positions, thousands at once", async () => {
    const asked = Array.from({ length: 5000 }, (_, index) => ({ topic: "chat-events", partition: 1, version: index }));
    expect((await findDeadLetters(scratch.client, asked)).map(({ version }) => version).toSorted((a, b) => a - b)).toEqual([1, 2]);
    expect(await findDeadLetters(scratch.client, [])).toEqual([]);
  });

  it("takes any timestamp that a record may have", async () => {
    const times = [-1, 0, 5, 946_684_800_000, 253_402_300_800_000, Number.MAX_SAFE_INTEGER];
    await write(prepareDeadLetters(times.map((recordedAtMs, index) => letter(index, { topic: "timestamps", recordedAtMs }))));
    expect((await list({ topic: "timestamps" })).map(({ recordedAtMs }) => recordedAtMs)).toEqual(times);
  });
});
