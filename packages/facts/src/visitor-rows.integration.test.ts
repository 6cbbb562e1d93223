import type { ApiRequestRow, ChargeRow, FactTable, FactTables, VisitorRow, VisitorSessionRow } from "@stats/entities";
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
const cells = async (table: FactTable, kind: string, id: string) => (await readStoredRows(scratch.client, table, "acme", kind, [id])).map((row) => row.cells);

const largest = Number.MAX_SAFE_INTEGER;
const position = { tenant: "acme", partition: 65_535, version: largest, deleted: 0 } as const;
/** What a publisher may put into any text. */
const oddText = 'ё"\\\n\n\t\u0000\u2028😀';

const visitor: VisitorRow = {
  ...position,
  visitor_id: largest,
  full_name: oddText,
  emails: [oddText, ""],
  phone_numbers: [],
  company: null,
  comment: "",
  has_person_id: 1,
  person_id: largest,
  has_custom_properties: 1,
  property_names: ["", oddText],
  property_values: [oddText, ""],
};
const session: VisitorSessionRow = {
  ...position,
  started_at: 946_684_800,
  visitor_session_id: largest,
  site_id: largest,
  ended_at: 0,
  duration: 4_294_967_295,
  visitor_id: largest,
  person_id: 1,
  first_campaign_id: 2,
  visits_count: largest,
  visit_other_campaign: 0,
  visitor_type: "new",
  visitor_city: oddText,
  visitor_region: "",
  visitor_country: null,
  visitor_device: "other",
  property_names: [oddText, ""],
  property_values: ["", oddText],
  segment_ids: [3, largest],
  campaign_id: 4,
  attribution: { utm_source: "", referrer: oddText },
  ip_address: "::1",
  browser_name: oddText,
  browser_version: "",
  os_name: null,
  os_version: "1",
  provider: "p",
  screen: "1x1",
  language: "ru",
  started_millisecond: 999,
  hit_times: [946_684_800, 4_294_967_295],
  hit_durations: [1, 0],
  hit_urls: [oddText, ""],
};
const charge: ChargeRow = { ...position, charged_on: "2149-06-06", charge_id: 8, kind: "changes", amount: "-99999999999999.9999", bonuses: "0.0001" };
const apiRequest: ApiRequestRow = {
  ...position,
  requested_at: 4_294_967_295,
  api_request_id: "0F0e6b5e-9d0a-4c54-8f2e-3f1a2b3c4d5e",
  request_id: oddText,
  request_id_is_number: 0,
  api_type: "call_api",
  component: "",
  ip_address: "::1",
  method: oddText,
  method_type: null,
  result: "error",
  error_code: "-32602",
  error_mnemocode: oddText,
  call_session_id: largest,
  external_id: null,
  raw: oddText.repeat(500),
  execution_time: largest,
};

it("visitor sessions come back in the writer's own encoding", async () => {
  const silent: VisitorSessionRow = {
    ...session,
    started_at: 5,
    visits_count: null,
    visit_other_campaign: null,
    attribution: {},
    hit_times: [],
    hit_durations: [],
    hit_urls: [],
  };
  await write("visitor_session", [session, silent]);
  expect(new Set(await cells("visitor_session", "session", String(largest)))).toEqual(
    new Set([session, silent].map((row) => encodeCells(factTables.visitor_session.cells(row)))),
  );
});

it("a visitor comes back in the writer's own encoding", async () => {
  await write("visitor", [visitor]);
  expect(await cells("visitor", "visitor", String(largest))).toEqual([encodeCells(factTables.visitor.cells(visitor))]);
});

it("charges come back with every decimal, and none that says nothing", async () => {
  const plain: ChargeRow = { ...charge, charge_id: 9, charged_on: "1970-01-01", amount: "1000000", bonuses: "0" };
  await write("charge", [charge, plain]);
  expect(await cells("charge", "charge", "8")).toEqual([encodeCells(factTables.charge.cells(charge))]);
  expect(await cells("charge", "charge", "9")).toEqual([encodeCells(factTables.charge.cells(plain))]);
});

it("an API request is found by its id as it was written", async () => {
  await write("api_request", [apiRequest]);
  expect(await cells("api_request", "api_request", apiRequest.api_request_id)).toEqual([encodeCells(factTables.api_request.cells(apiRequest))]);
  expect(await cells("api_request", "api_request", apiRequest.api_request_id.toLowerCase())).toEqual([]);
});
