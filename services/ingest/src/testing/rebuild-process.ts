import { connect } from "@stats/facts";
import { rebuild } from "../rebuild/rebuild.ts";

/** For tests that kill it: a rebuild alone, `rebuild-process.ts <engine url> <database>`; prints `done` at its end. */
const [url, database] = process.argv.slice(2);
if (url === undefined || database === undefined) throw new Error("arguments are missing");
const client = connect({ url, database });
await rebuild({
  database: client,
  clock: Date.now,
  tables: ["chat", "status_change"],
  signal: new AbortController().signal,
  onProgress: () => undefined,
  onNote: (note) => process.stderr.write(`${note}\n`),
  page: { events: 500, bytes: 1 << 20 },
  rowsPerFlush: 300,
});
await client.close();
process.stdout.write("done");
