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
const oddText = 'ё"\\\n\n\t\u0000\u2028';
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
  virtual_phone_number: "4951234567",
  contact_phone_number: "",
  source: oddText,
  first_site_id: largest,
  scenario_id: 1,
  contact_id: 2,
  call_api_request_id: 3,
  call_api_external_id: oddText,
  operator_phone_number: "",
  finish_reason: oddText,
  is_transferred: 1,
  postprocess_duration: largest,
  call_records: ["", oddText],
  voice_mail_records: [],
  employee_ids: [5, largest],
  employee_answered: [1, 0],
  employee_talked: [0, 1],
  first_answered_employee_id: largest,
  last_answered_employee_id: 1,
  first_talked_employee_id: 2,
  last_talked_employee_id: 3,
  communication_number: largest,
  visitor_id: largest,
  person_id: 1,
  visitor_session_id: 2,
  first_campaign_id: 3,
  visits_count: 0,
  visit_other_campaign: 1,
  visitor_type: "returning",
  visitor_city: oddText,
  visitor_region: "",
  visitor_country: null,
  visitor_device: "tablet",
  property_names: [oddText],
  property_values: [""],
  segment_ids: [largest],
  campaign_id: 4,
  attribution: { utm_term: oddText },
  tag_ids: [largest, 1],
  tag_types: ["auto", "manual"],
  tag_times: [946_684_800, latest],
  tag_user_ids: [0, largest],
  tag_user_logins: [null, oddText],
  tag_employee_ids: [largest, 0],
  sale_ids: [largest],
  sale_times: [-62_167_219_200],
  sale_is_date: [1],
  sale_costs: ["-99999999999999.9999"],
  sale_comments: [null],
  attributes: [oddText, ""],
};
const leg: CallLegRow = {
  ...position,
  started_at: 946_684_800,
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
  connected_at: 946_684_802,
  ended_at: 0,
  talk: latest,
  hold: 3,
  talk_starts: [946_684_803, latest],
  talk_ends: [946_684_804, 0],
  source: oddText,
  contact_phone_number: "7903",
  employee_phone_number: "",
  scenario_id: largest,
  contact_id: 2,
  duration: latest,
  total_duration: 0,
  release_cause_code: largest,
  release_cause_description: oddText,
  is_failed: 0,
  employee_rating: -largest,
  call_records: [oddText],
  direction_type: "international",
  chargeable_duration: largest,
  cost_per_minute: "99999999999999.9999",
  total_charge: "-0.0001",
  bonuses_charge: "0",
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
  const unknown = {
    source: null,
    employee_phone_number: null,
    duration: null,
    total_duration: null,
    release_cause_code: null,
    release_cause_description: null,
  };
  const uncharged = { direction_type: "none", chargeable_duration: null, cost_per_minute: null, total_charge: null, bonuses_charge: null } as const;
  const silent: CallLegRow = {
    ...leg,
    leg_id: 8,
    talk_starts: [],
    talk_ends: [],
    ...unknown,
    is_failed: null,
    employee_rating: null,
    call_records: [],
    ...uncharged,
  };
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
    { ...moved, version: 11, started_at: leg.started_at - 60 },
  ]);
  await write("call_leg", [moved]);
  expect(await scratch.rows("select leg_id, toUnixTimestamp(started_at) from call_leg_of(tenant = 'moved')")).toEqual([["7", leg.started_at - 60]]);
});
