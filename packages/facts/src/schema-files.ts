export const schemaFolder = new URL("../schema/", import.meta.url);

/** The statements of a schema file: comment lines go, a semicolon at a line's end separates. */
export function statementsOf(sql: string): readonly string[] {
  return sql
    .split("\n")
    .filter((line) => !line.trimStart().startsWith("--"))
    .join("\n")
    .split(/;\s*(?:\n|$)/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== "");
}
