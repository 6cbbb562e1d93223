import { configSchema, readConfig } from "./config.ts";

/** docs/configuration.md: every variable with its default and meaning, from the schema that reads them. */
export function configurationDocs(): string {
  const defaults: Readonly<Record<string, unknown>> = readConfig({});
  const rows = Object.entries(configSchema.shape).map(([name, schema]) => `| \`${name}\` | ${shown(defaults[name])} | ${schema.description ?? ""} |`);
  return `# Configuration

Environment variables, read and checked when a process starts: a wrong one keeps it from starting, and all faults are reported at once. An empty variable counts as
absent. \`npm run stats -- check-config\` checks them, and the accounts file, without starting anything. This page is written by \`npm run generate\`.

| variable | default | meaning |
| --- | --- | --- |
${rows.join("\n")}
`;
}

function shown(value: unknown): string {
  if (value === undefined) return "";
  if (value === "") return "(empty)";
  return typeof value === "boolean" ? (value ? "`on`" : "`off`") : `\`${JSON.stringify(value).replaceAll('"', "")}\``;
}
