import type { Database } from "@stats/facts";

export interface Store {
  readonly chats: number;
  readonly statusChanges: number;
  readonly accounts: number;
  readonly employeesPerAccount: number;
  /** The year that the store covers, epoch seconds. */
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

export const tenantOf = (account: number): string => `account-${account}`;
export const loginOf = (employee: number): string => `login-${employee}`;

/** Where dialogs lie; every account has the same ones. */
export const sitesPerAccount = 20;
export const departmentsPerAccount = 8;
export const remarksPerAccount = 5;

/** Parameters of an insert of rows [start, start + rows) of `total`, see `rowsAt`. */
type Portion = Store & { readonly total: number; readonly start: number; readonly rows: number };

const rowsPerInsert = 500_000;

/**
 * Fills the facts as years of ingest would have left them, by the engine itself: every account alike, people at work from 06:00 to 21:00, waits and talks
 * exponential, some chats still there in an older version too, as they are until parts are merged.
 */
export async function fillStore(client: Database, store: Store, progress: (text: string) => void): Promise<void> {
  await fillEmployees(client, store);
  await fillTable(client, store, { what: "chats", query: chatRows(), total: store.chats }, progress);
  await fillTable(client, store, { what: "status changes", query: statusChanges, total: store.statusChanges }, progress);
}

/** The employees of every account. */
export async function fillEmployees(client: Database, store: Store): Promise<void> {
  await client.command({ query: directory, query_params: { ...store } });
}

/** Runs an insert that begins with `rowsAt` until all rows of a table are there. */
export async function fillTable(
  client: Database,
  store: Store,
  { what, query, total }: { readonly what: string; readonly query: string; readonly total: number },
  progress: (text: string) => void,
): Promise<void> {
  for (let start = 0; start < total; start += rowsPerInsert) {
    const portion: Portion = { ...store, total, start, rows: Math.min(rowsPerInsert, total - start) };
    await client.command({ query, query_params: { ...portion } });
    if (start % (10 * rowsPerInsert) === 0) progress(`${Math.min(start + rowsPerInsert, total)} of ${total} ${what}`);
  }
}

const directory = `
insert into directory_object (tenant, kind, object_id, partition, version, deleted, is_deleted, title, login, first_name, last_name)
select concat('account-', toString(intDiv(number, {employeesPerAccount:UInt32}))) as tenant, 'employee', number % {employeesPerAccount:UInt32} + 1 as id, id % 12, number, 0, 0, '',
  concat('login-', toString(id)), concat('First', toString(id)), concat('Last', toString(id % 50))
from numbers({accounts:UInt64} * {employeesPerAccount:UInt64})`;

/** Of row number n: its account, the instant within the year (rows of an account come in the order of days), and independent random fractions. */
export const rowsAt = `
  number + {start:UInt64} as n,
  concat('account-', toString(n % {accounts:UInt32})) as tenant_of,
  intDiv(n, {accounts:UInt32}) / intDiv({total:UInt64} - 1, {accounts:UInt32}) as place,
  arrayMap(seed -> (cityHash64(n, seed) % 1000003 + 1) / 1000004, range(10)) as fraction,
  toUInt32(intDiv({toSeconds:UInt32} - {fromSeconds:UInt32}, 86400)) as days,
  {fromSeconds:UInt32} + least(days - 1, toUInt32(place * days)) * 86400 + 21600 + fraction[1] * 54000 as instant`;

/** What a fill says in further columns: their names, and expressions over those of the fill's `with`. Both begin with a comma. */
export interface FurtherColumns {
  readonly columns: string;
  readonly cells: string;
}

/** Chats; see {@link fillTable}. */
export const chatRows = (further: FurtherColumns = { columns: "", cells: "" }): string => `
insert into chat (tenant, started_at, chat_id, partition, version, deleted, site_id, department_id, queue_id, employee_id, initiator, with_bot, visitor_wrote, queued,
  answered, closed, queued_at, answered_at, closed_at, wait, talk, face, vote, score, remark_id${further.columns})
with ${rowsAt},
  fraction[2] < 0.25 as is_bot, fraction[3] < 0.95 as is_written, not is_bot or fraction[4] < 0.6 as is_queued, is_queued and fraction[5] < 0.88 as is_answered,
  toUInt32(-ln(fraction[6]) * 35) as wait_of, toUInt32(30 + -ln(fraction[7]) * 420) as talk_of, toUInt32(instant) as began
select tenant_of, began, intDiv(n, {accounts:UInt32}) + 1, n % 12, n * 8 + copy, 0, cityHash64(n, 75) % ${sitesPerAccount} + 1, cityHash64(n, 76) % ${departmentsPerAccount + 1}, if(is_queued, cityHash64(n, 77) % 8 + 1, 0),
  if(is_answered, cityHash64(n, 78) % {employeesPerAccount:UInt32} + 1, 0), if(fraction[8] < 0.8, 'visitor', 'auto_invite'), is_bot, is_written, is_queued,
  is_answered, copy, if(is_queued, began, 0), if(is_answered, began + wait_of, 0), if(copy = 1, began + wait_of + talk_of, 0), if(is_answered, wait_of, 0), if(is_answered and copy = 1, talk_of, 0),
  if(fraction[9] < 0.12, ['sad', 'neutral', 'happy'][cityHash64(n, 79) % 3 + 1], 'none'), if(cityHash64(n, 73) % 10 = 0, ['positive', 'negative'][cityHash64(n, 74) % 2 + 1], 'none'), 0, if(cityHash64(n, 72) % 20 = 0, cityHash64(n, 71) % ${remarksPerAccount} + 1, 0)${further.cells}
from numbers({rows:UInt64})
array join if(fraction[10] < 0.05, [0, 1], [1]) as copy`;

const statusChanges = `
insert into status_change (tenant, user_id, changed_at, version, partition, status)
with ${rowsAt}
select tenant_of, cityHash64(n, 80) % {employeesPerAccount:UInt32} + 1, fromUnixTimestamp64Milli(toInt64(instant * 1000), 'UTC'), n, n % 12,
  ['OFFLINE', 'ONLINE', 'READY', 'READY', 'IN_SERVICE', 'IN_SERVICE', 'AFTER_SERVICE', 'DND', 'TIMEOUT'][cityHash64(n, 81) % 9 + 1]
from numbers({rows:UInt64})`;
