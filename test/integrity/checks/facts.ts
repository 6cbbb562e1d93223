import { type Checked, rowsOf } from "./check.ts";
import { type FactTable, factTables } from "./fact-tables.ts";

type Cell = unknown;

/** Every live row of the facts equals the oracle's, column by column, and there are no others. */
export async function checkFacts(checked: Checked): Promise<string> {
  const said: string[] = [];
  for (const table of factTables) said.push(`${await checkTable(table, checked)} ${table.name}`);
  return said.join(", ");
}

async function checkTable({ name, columns, key, from, rows }: FactTable, checked: Checked): Promise<number> {
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

/** Lists and maps as texts, as the query gives them. */
function cellsOf(names: readonly string[], row: object): readonly Cell[] {
  const fields = row as Readonly<Record<string, Cell>>;
  return names.map((name) => (typeof fields[name] === "object" && fields[name] !== null ? JSON.stringify(fields[name]) : fields[name]));
}

function keyOf(names: readonly string[], key: readonly string[], cells: readonly Cell[]): string {
  return key.map((name) => String(cells[names.indexOf(name)])).join(":");
}

function differences(names: readonly string[], expected: readonly Cell[], found: readonly Cell[]): string {
  return names
    .flatMap((name, index) =>
      JSON.stringify(expected[index]) === JSON.stringify(found[index])
        ? []
        : [`${name} is ${JSON.stringify(found[index])}, should be ${JSON.stringify(expected[index])}`],
    )
    .join("; ");
}
