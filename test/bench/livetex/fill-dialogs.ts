import type { Database } from "@stats/facts";
import { departmentsPerAccount, fillStore, fillTable, remarksPerAccount, rowsAt, sitesPerAccount, type FurtherColumns, type Store } from "../reports/fill.ts";

/** Calls, leads and captured contacts for each chat: as many as a simulated center has by default. */
const callsPerChat = 0.25;
const leadsPerChat = 0.08;
const contactsPerChat = 0.08;

/** Fills the store of the reports benchmark, and what else the statistics count: calls, leads, contacts, and a directory with sites, departments, remarks and who works where. */
export async function fillDialogs(client: Database, store: Store, progress: (text: string) => void): Promise<void> {
  await fillStore(client, store, progress);
  await fillTable(client, store, { what: "calls", query: callRows(), total: store.chats * callsPerChat }, progress);
  await fillTable(client, store, { what: "leads", query: leadRows(), total: store.chats * leadsPerChat }, progress);
  await fillTable(client, store, { what: "contacts", query: contacts, total: store.chats * contactsPerChat }, progress);
  await client.command({ query: links, query_params: { ...store } });
  const places = [
    ["site", sitesPerAccount],
    ["department", departmentsPerAccount],
    ["remark", remarksPerAccount],
  ] as const;
  for (const [kind, count] of places) await client.command({ query: placesOf, query_params: { ...store, kind, count } });
}

/** Calls; see `fillTable`. */
export const callRows = (further: FurtherColumns = { columns: "", cells: "" }): string => `
insert into call (tenant, started_at, call_id, partition, version, deleted, direction, site_id, department_id, queue_id, employee_id, answered, finished, lost,
  first_talk_at, last_talk_end_at, finished_at, wait, talk_duration, clean_talk_duration, total_wait, face, vote, score, remark_id${further.columns})
with ${rowsAt},
  fraction[2] < 0.8 as is_incoming, fraction[3] < 0.85 as is_answered, toUInt32(-ln(fraction[6]) * 20) as wait_of, toUInt32(10 + -ln(fraction[7]) * 180) as talk_of,
  toUInt32(instant) as began, began + wait_of as talks_from
select tenant_of, began, intDiv(n, {accounts:UInt32}) + 1, n % 12, n * 8 + copy, 0, if(is_incoming, 'in', 'out'), cityHash64(n, 85) % ${sitesPerAccount} + 1,
  cityHash64(n, 86) % ${departmentsPerAccount + 1}, cityHash64(n, 87) % 8 + 1, if(is_answered, cityHash64(n, 88) % {employeesPerAccount:UInt32} + 1, 0), is_answered, copy,
  copy and is_incoming and not is_answered, if(is_answered, talks_from, 0), if(is_answered and copy = 1, talks_from + talk_of, 0), if(copy = 1, talks_from + talk_of, 0),
  if(is_answered, wait_of, 0), if(is_answered and copy = 1, talk_of, 0), if(is_answered and copy = 1, talk_of, 0), if(is_answered, wait_of, 0), 'none',
  if(cityHash64(n, 83) % 10 = 0, ['positive', 'negative'][cityHash64(n, 84) % 2 + 1], 'none'), 0, if(cityHash64(n, 82) % 20 = 0, cityHash64(n, 81) % ${remarksPerAccount} + 1, 0)${further.cells}
from numbers({rows:UInt64})
array join if(fraction[10] < 0.05, [0, 1], [1]) as copy`;

/** Leads; see `fillTable`. */
export const leadRows = (further: FurtherColumns = { columns: "", cells: "" }): string => `
insert into lead (tenant, received_at, offline_message_id, partition, version, deleted, status, lead_type, site_id, department_id, employee_id, assigned_employee_id,
  processed_employee_id, assigned_at, processed_at${further.columns})
with ${rowsAt},
  fraction[3] < 0.9 as is_assigned, toUInt32(instant) as received, cityHash64(n, 95) % {employeesPerAccount:UInt32} + 1 as worker
select tenant_of, received, intDiv(n, {accounts:UInt32}) + 1, n % 12, n * 8 + copy, 0, if(is_assigned, if(copy = 1, 'processed', 'processing'), 'new'),
  ['form', 'callback', 'chat'][cityHash64(n, 91) % 3 + 1], cityHash64(n, 92) % ${sitesPerAccount + 1}, cityHash64(n, 93) % ${departmentsPerAccount + 1},
  if(is_assigned, worker, 0), if(is_assigned, worker, 0), if(is_assigned and copy = 1, worker, 0), if(is_assigned, received + 600, 0), if(is_assigned and copy = 1, received + 1800, 0)${further.cells}
from numbers({rows:UInt64})
array join if(fraction[10] < 0.05, [0, 1], [1]) as copy`;

const contacts = `
insert into contact (tenant, contact_id, partition, version, deleted, kind, source_type, creator_type, is_auto, site_id, captured_at)
with ${rowsAt}
select tenant_of, intDiv(n, {accounts:UInt32}) + 1, n % 12, n, 0, if(fraction[2] < 0.5, 'email', 'phone'), if(fraction[3] < 0.7, 'chat', 'lead'),
  if(fraction[4] < 0.3, 'employee', 'visitor'), fraction[5] < 0.5, cityHash64(n, 96) % ${sitesPerAccount} + 1, toUInt32(instant)
from numbers({rows:UInt64})`;

/** The employees of the reports benchmark once more, in a later version: everybody works for one to three sites and in one or two departments. */
const links = `
insert into directory_object (tenant, kind, object_id, partition, version, deleted, is_deleted, title, login, first_name, last_name, email, site_ids, department_ids)
with object_id as id
select tenant, kind, object_id, partition, version + 1000000, deleted, is_deleted, title, login, first_name, last_name, concat(login, '@example.com'),
  arraySort(arrayDistinct(arrayMap(seed -> cityHash64(id, seed) % ${sitesPerAccount} + 1, range(1 + id % 3)))),
  arraySort(arrayDistinct(arrayMap(seed -> cityHash64(id, seed, 7) % ${departmentsPerAccount} + 1, range(1 + id % 2))))
from directory_object final where kind = 'employee'`;

/** `count` objects of a kind in every account. */
export const placesOf = `
insert into directory_object (tenant, kind, object_id, partition, version, deleted, is_deleted, title)
select concat('account-', toString(intDiv(number, {count:UInt32}))), {kind:String}, number % {count:UInt32} + 1 as id, id % 12, 1000000 + number, 0, 0,
  concat({kind:String}, ' ', toString(id))
from numbers({accounts:UInt64} * {count:UInt64})`;
