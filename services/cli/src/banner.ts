import { dialects } from "@stats/query";
import type { RunningSystem } from "@stats/standalone";

/** What `npm start` prints: where everything is, and for the demo account its credentials and a command line per dialect that works as it stands. */
export function banner({ origin, tenants, demo }: RunningSystem, nowMs: number): string {
  const lines = [
    "",
    `Contact-center statistics are served at ${origin}`,
    `  status   ${origin}/status`,
    `  metrics  ${origin}/metrics`,
    `  publish  POST ${origin}/events`,
    `  API      ${origin}/docs`,
    "",
  ];
  if (demo === undefined) lines.push(`Accounts: ${tenants.join(", ") || "none"}`);
  else {
    lines.push("There is no accounts file, so there is a demo account. Its credentials:", `  publish key  ${demo.publish_key}`);
    for (const { name, curl } of dialects) {
      const credentials = demo.dialects[name];
      // a data directory may hold a demo account that is older than the dialect
      if (credentials === undefined) continue;
      lines.push("", `${name}  ${shown(credentials)}`, ...curl({ origin, credentials, now: nowMs }).map((line) => `  ${line}`));
    }
  }
  return `${lines.join("\n")}\n\n`;
}

/** Credentials for the eye: keys that fill a screen stay in the file that holds them all. */
function shown(credentials: unknown): string {
  const entries = typeof credentials === "object" && credentials !== null ? Object.entries(credentials) : [];
  return entries.map(([name, value]) => `${name} ${String(value).includes("\n") ? "(in demo-account.json of the data directory)" : String(value)}`).join("  ");
}
