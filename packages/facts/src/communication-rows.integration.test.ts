import { blankCommunication, type ChatMessageRow, type CommunicationColumns, type FactTable, type FactTables, type GoalRow } from "@stats/entities";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readStoredRows } from "./read-rows.ts";
import { factTables } from "./tables.ts";
import { type ScratchDatabase, scratchDatabase } from "./testing/scratch-database.ts";
import { encodeCells, prepareFacts, send } from "./write.ts";

let scratch: ScratchDatabase;
beforeAll(async () => {
  scratch = await scratchDatabase();
});
afterAll(() => scratch.dispose());

async function write<T extends FactTable>(table: T, rows: readonly FactTables[T][]): Promise<void> {
  const insert = prepareFacts(table, rows);
  if (insert !== undefined) await send(scratch.client, insert);
}

const largest = Number.MAX_SAFE_INTEGER;
const position = { tenant: "acme", partition: 65_535, version: largest, deleted: 0 } as const;
const awkward = "Ян 'a\\b\"\n\n\u0000{}[]";

/** Everything that can be said, in its extremes. */
const talkative: CommunicationColumns = {
  communication_number: largest,
  visitor_id: largest,
  person_id: largest,
  visitor_session_id: largest,
  first_campaign_id: largest,
  visits_count: largest,
  visit_other_campaign: 0,
  visitor_type: "returning",
  visitor_city: "",
  visitor_region: awkward,
  visitor_country: awkward,
  visitor_device: "other",
  property_names: ["", awkward, "b"],
  property_values: [awkward, "", "b"],
  segment_ids: [largest, 1],
  campaign_id: largest,
  attribution: { utm_term: awkward, channel: "", openstat_source: "x" },
  tag_ids: [largest, 1],
  tag_types: ["auto", "manual"],
  tag_times: [946_684_800, 4_102_444_800],
  tag_user_ids: [0, largest],
  tag_user_logins: [null, ""],
  tag_employee_ids: [largest, 0],
  sale_ids: [1, 2, 3, largest],
  sale_times: [-62_162_121_600, 0, 946_684_800, 253_402_214_400],
  sale_is_date: [1, 0, 0, 1],
  sale_costs: ["99999999999999.9999", "-99999999999999.9999", "0", "-0.5"],
  sale_comments: [null, "", awkward, "x"],
  attributes: ["", awkward, "lost"],
};

const goalWith = (said: Partial<GoalRow>): GoalRow => ({
  ...position,
  reached_at: 946_684_800,
  communication_id: 900,
  goal_id: 5,
  name: awkward,
  site_id: 0,
  ...blankCommunication,
  ...said,
});
const goal = goalWith(talkative);

const message: ChatMessageRow = {
  tenant: "acme",
  chat_id: largest,
  identity: "01234567-89ab-cdef-0123-456789abcdef",
  partition: 65_535,
  version: largest,
  message_id: awkward,
  sent_at_ms: 946_684_800_001,
  author: awkward,
  employee_id: largest,
  text: awkward,
};

describe("what communications have in common", () => {
  it("comes back in the writer's own encoding, extreme values and absent ones too", async () => {
    const silent = goalWith({ communication_id: 901 });
    await write("goal", [goal, silent]);
    const cells = async (id: number) => (await readStoredRows(scratch.client, "goal", "acme", "goal", [String(id)])).map((row) => row.cells);
    expect(await cells(900)).toEqual([encodeCells(factTables.goal.cells(goal))]);
    expect(await cells(901)).toEqual([encodeCells(factTables.goal.cells(silent))]);
  });

  it("keeps money exact, and an absent text apart from an empty one", async () => {
    await write("goal", [goalWith({ ...talkative, tenant: "read" })]);
    const [row] = await scratch.rows(`select toString(arraySum(sale_costs)), mapContains(attribution, 'channel'), mapContains(attribution, 'gclid'),
      attribution['channel'], visitor_city is null, tag_user_logins[1] is null, tag_user_logins[2] is null from goal_of(tenant = 'read')`);
    expect(row).toEqual(["-0.5", 1, 0, "", 0, 1, 0]);
  });

  it("is taken back with its goal", async () => {
    await write("goal", [goalWith({ tenant: "moved", version: 5, communication_id: 7, reached_at: 946_684_800 })]);
    await write("goal", [
      goalWith({ tenant: "moved", version: 6, communication_id: 7, reached_at: 946_684_800, deleted: 1 }),
      goalWith({ tenant: "moved", version: 6, communication_id: 7, reached_at: 946_684_700 }),
    ]);
    expect(await scratch.rows("select communication_id, toUnixTimestamp(reached_at) from goal_of(tenant = 'moved')")).toEqual([["7", 946_684_700]]);
  });

  it("a chat is known by its own id as a communication", async () => {
    const columns = "tenant, started_at, chat_id, partition, version, deleted, status";
    await scratch.client.command({ query: `insert into chat (${columns}) values ('ids', 946684800, 12, 0, 1, 0, 'new')` });
    expect(await scratch.rows("select communication_id from chat_of(tenant = 'ids')")).toEqual([["12"]]);
  });
});

describe("a chat's messages", () => {
  it("come back in the writer's own encoding", async () => {
    const silent = { ...message, identity: "00000000-0000-0000-0000-000000000000", text: null };
    await write("chat_message", [message, silent]);
    const stored = (await readStoredRows(scratch.client, "chat_message", "acme", "chat", [String(largest)])).map((row) => row.cells);
    expect(new Set(stored)).toEqual(new Set([message, silent].map((row) => encodeCells(factTables.chat_message.cells(row)))));
  });
});
