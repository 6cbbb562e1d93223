import type { ExplainedStatement } from "@stats/facts";

const shownMax = 4;

/** One statement of a report for people: its cost, the tables it read, and what it was asked with. */
export function printStatement({ name, params, milliseconds, rows, rowsRead, bytesRead, tables }: ExplainedStatement): string {
  const lines = [
    `${name}: ${milliseconds.toFixed(1)} ms, ${rows} rows from ${rowsRead} rows (${bytes(bytesRead)})`,
    ...tables.map(({ table, rows: left, parts }) => `  from ${table}: ${left} rows in ${parts} parts`),
    ...Object.entries(params).map(([parameter, value]) => `  ${parameter} = ${shown(value)}`),
  ];
  return `${lines.join("\n")}\n`;
}

/** What the statements of one answer cost together. */
export function totalOf(statements: readonly ExplainedStatement[]): string {
  const sum = (of: (statement: ExplainedStatement) => number) => statements.reduce((total, statement) => total + of(statement), 0);
  const read = `${sum(({ rowsRead }) => rowsRead)} rows read (${bytes(sum(({ bytesRead }) => bytesRead))})`;
  return `${statements.length} statements, ${sum(({ milliseconds }) => milliseconds).toFixed(0)} ms, ${read}`;
}

/** Seconds of the years 2000 to 2100: printed as the instants that they nearly always are. */
const instants = { first: 946_684_800, last: 4_102_444_800 };

function shown(value: unknown): string {
  if (typeof value === "number" && value >= instants.first && value < instants.last) return `${value} (${new Date(value * 1000).toISOString().slice(0, 19)}Z)`;
  if (!Array.isArray(value)) return JSON.stringify(value);
  if (value.length <= shownMax) return `[${value.map(shown).join(", ")}]`;
  return `[${shown(value[0])} ... ${shown(value.at(-1))}] (${value.length})`;
}

function bytes(count: number): string {
  if (count < 10_000) return `${count} bytes`;
  return count < 10_000_000 ? `${Math.round(count / 1000)} kB` : `${Math.round(count / 1_000_000)} MB`;
}
