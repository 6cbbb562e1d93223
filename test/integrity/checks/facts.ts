import { type Checked, rowsOf } from "./check.ts";

type Cell = unknown;

interface FactCheck {
  readonly name: string;
  /** The oracle's columns, each with its expression in the table where that has another name or type. */
  readonly columns: Readonly<Record<string, string>>;
  readonly key: readonly string[];
  readonly from: string;
  readonly rows: (checked: Checked) => readonly object[];
}

const same = (...names: string[]): Record<string, string> => Object.fromEntries(names.map((name) => [name, name]));
const instant = (...names: string[]): Record<string, string> => Object.fromEntries(names.map((name) => [name, `toUnixTimestamp(${name})`]));
const nullWithout = (name: string) => `if(has_${name}, toString(${name}), null)`;

const checks: readonly FactCheck[] = [
  {
    name: "chat facts",
    columns: {
      ...same("tenant", "chat_id", "site_id", "department_id", "queue_id", "employee_id", "initiator", "with_bot", "visitor_wrote", "queued", "answered", "closed"),
      ...instant("started_at", "queued_at", "answered_at", "closed_at"),
      ...same("wait", "talk", "face", "vote", "score", "remark_id"),
    },
    key: ["tenant", "chat_id"],
    from: "chat final where deleted = 0",
    rows: ({ truth }) => truth.oracle.chatRows(),
  },
  {
    name: "status facts",
    columns: { ...same("tenant", "user_id", "status", "partition"), changed_at_ms: "toUnixTimestamp64Milli(changed_at)", offset: "version" },
    key: ["tenant", "user_id", "partition", "offset"],
    from: "status_change final",
    rows: ({ truth }) => truth.oracle.statusRows(),
  },
  {
    name: "directory facts",
    columns: {
      ...same("tenant", "kind", "object_id", "is_deleted", "title", "login", "first_name", "last_name", "patronymic", "email", "phone", "domain_name"),
      department_ids: "toString(department_ids)",
      site_ids: "toString(site_ids)",
      managed_department_ids: nullWithout("managed_department_ids"),
      managed_site_ids: nullWithout("managed_site_ids"),
    },
    key: ["tenant", "kind", "object_id"],
    from: "directory_object final where deleted = 0",
    rows: ({ truth }) => truth.oracle.directoryRows(),
  },
];

/** Every live row of the facts equals the oracle's, column by column, and there are no others. */
export async function checkFacts(checked: Checked): Promise<string> {
  const said: string[] = [];
  for (const check of checks) said.push(`${await checkTable(check, checked)} ${check.name}`);
  return said.join(", ");
}

async function checkTable({ name, columns, key, from, rows }: FactCheck, checked: Checked): Promise<number> {
  const { database, findings } = checked;
  const names = Object.keys(columns);
  const wanted = new Map<string, readonly Cell[]>();
  for (const row of rows(checked)) wanted.set(keyOf(names, key, cellsOf(names, row)), cellsOf(names, row));
  const count = wanted.size;
  for await (const found of rowsOf<Cell[]>(database, `select ${Object.values(columns).join(", ")} from ${from}`)) {
    const id = keyOf(names, key, found);
    const expected = wanted.get(id);
    wanted.delete(id);
    if (expected === undefined) findings.add(name, `${id} has a live row that it should not have: ${JSON.stringify(found)}`);
    else if (JSON.stringify(expected) !== JSON.stringify(found)) findings.add(name, `${id}: ${differences(names, expected, found)}`);
  }
  for (const id of wanted.keys()) findings.add(name, `${id} has no live row`);
  return count;
}

/** Lists as texts, as the query gives them. */
function cellsOf(names: readonly string[], row: object): readonly Cell[] {
  const fields = row as Readonly<Record<string, Cell>>;
  return names.map((name) => (Array.isArray(fields[name]) ? JSON.stringify(fields[name]) : fields[name]));
}

function keyOf(names: readonly string[], key: readonly string[], cells: readonly Cell[]): string {
  return key.map((name) => String(cells[names.indexOf(name)])).join(":");
}

function differences(names: readonly string[], expected: readonly Cell[], found: readonly Cell[]): string {
  return names
    .flatMap((name, index) => (JSON.stringify(expected[index]) === JSON.stringify(found[index]) ? [] : [`${name} is ${JSON.stringify(found[index])}, should be ${JSON.stringify(expected[index])}`]))
    .join("; ");
}
