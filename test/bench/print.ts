import type { Findings, Table } from "./benchmark.ts";

/** A table for the terminal, which is also one in Markdown. */
export function printed({ title, columns, rows }: Table): string {
  const cells = [columns, ...rows].map((row) => row.map(String));
  const widths = columns.map((_, column) => Math.max(3, ...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const [head = [], ...body] = cells;
  return [`**${title}**`, "", line(head), line(widths.map((width) => "-".repeat(width))), ...body.map(line), ""].join("\n");
}

export function printedFindings(name: string, { tables, notes }: Findings): string {
  return [`## ${name}`, "", ...tables.map(printed), ...notes.map((note) => `- ${note}`), ""].join("\n");
}
