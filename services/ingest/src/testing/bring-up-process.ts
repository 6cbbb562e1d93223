import { bringUp } from "../rebuild/bring-up.ts";

/** A start by itself, of `node bring-up-process.ts URL DATABASE`, that can be killed at any moment; prints how often it told of progress. */
const [url = "", database = ""] = process.argv.slice(2);
let told = 0;
await bringUp({
  at: { url, database },
  clock: Date.now,
  onNote: () => undefined,
  onProgress: () => (told += 1),
  page: { events: 2, bytes: 1 << 20 },
  rowsPerFlush: 2,
});
process.stdout.write(`done ${told}`);
