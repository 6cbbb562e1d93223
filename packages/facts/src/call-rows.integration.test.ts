import { blankCommunication, type CallLegRow, type CallRow, type ContactRow, type FactTable, type FactTables, type LeadRow } from "@stats/entities";
import { afterAll, beforeAll, expect, it } from "vitest";
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
const latest = 4_294_967_295;
const position = { tenant: "acme", partition: 65_535, version: largest, deleted: 0 } as const;
const call: CallRow = {
  ...position,
  started_at: 946_684_800,
  call_id: largest,
  direction: "out",
  site_id: 1,
  department_id: 2,
  queue_id: 3,
  employee_id: largest,
  answered: 1,
  finished: 1,
  lost: 1,
  first_talk_at: 946_684_801,
  last_talk_end_at: latest,
  finished_at: 0,
  wait: latest,
  talk_duration: latest,
  clean_talk_duration: 1,
  total_wait: 2,
  face: "sad",
  vote: "positive",
  score: 5,
  remark_id: 9,
};
const leg: CallLegRow = {
  ...position,
  call_started_at: 946_684_800,
  call_id: largest,
  leg_id: 7,
  direction: "in",
  virtual_phone_number: "4951234567",
  calling_phone_number: "",
  called_phone_number: "00".repeat(20),
  is_operator: 1,
  is_coach: 1,
  is_transferred: 1,
  employee_id: 5,
  started_at: 946_684_801,
  connected_at: 946_684_802,
  ended_at: 0,
  talk: latest,
  hold: 3,
  talk_starts: [946_684_803, latest],
  talk_ends: [946_684_804, 0],
};
const lead: LeadRow = {
  ...position,
  received_at: 946_684_800,
  offline_message_id: 12,
  status: "processing",
  lead_type: "callback",
  site_id: 1,
  department_id: 2,
  employee_id: 3,
  assigned_employee_id: 4,
  processed_employee_id: 5,
  assigned_at: 946_684_801,
  processed_at: latest,
  communication_id: 900,
  form_type: null,
  group_id: 0,
  group_name: null,
  text: null,
  visitor_name: null,
  visitor_phone_number: null,
  visitor_email: null,
  answer_message: null,
  comment: null,
  handler_employee_id: 5,
  ...blankCommunication,
};
const contact: ContactRow = {
  ...position,
  contact_id: 5,
  kind: "phone",
  source_type: "lead",
  creator_type: "employee",
  is_auto: 1,
  site_id: largest,
  captured_at: 946_684_800,
};

it("rows of calls, legs, leads and contacts come back in the writer's own encoding, extreme values included", async () => {
  const silent: CallLegRow = { ...leg, leg_id: 8, talk_starts: [], talk_ends: [] };
  await write("call", [call]);
  await write("call_leg", [leg, silent]);
  await write("lead", [lead]);
  await write("contact", [contact]);
  const cells = async (table: FactTable, kind: string, id: number) =>
    (await readStoredRows(scratch.client, table, "acme", kind, [String(id)])).map((row) => row.cells);
  expect(await cells("call", "call", largest)).toEqual([encodeCells(factTables.call.cells(call))]);
  expect(new Set(await cells("call_leg", "call", largest))).toEqual(new Set([leg, silent].map((row) => encodeCells(factTables.call_leg.cells(row)))));
  expect(await cells("lead", "offline_message", 12)).toEqual([encodeCells(factTables.lead.cells(lead))]);
  expect(await cells("contact", "contact", 5)).toEqual([encodeCells(factTables.contact.cells(contact))]);
  expect(await cells("lead", "call", 12)).toEqual([]);
});

it("a tombstone of a higher version takes a row back, and the views show what is left", async () => {
  const moved = { ...leg, tenant: "moved", version: 10 };
  await write("call_leg", [moved]);
  await write("call_leg", [
    { ...moved, version: 11, deleted: 1 },
    { ...moved, version: 11, call_started_at: leg.call_started_at - 60 },
  ]);
  await write("call_leg", [moved]);
  expect(await scratch.rows("select leg_id, toUnixTimestamp(call_started_at) from call_leg_of(tenant = 'moved')")).toEqual([["7", leg.call_started_at - 60]]);
});
