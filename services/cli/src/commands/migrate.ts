import { Command } from "commander";
import { bringUp } from "@stats/ingest";
import { systemClock } from "@stats/kit";
import { openContext, progress, withDatabase } from "../context.ts";
import { RebuildProgress } from "../rebuild-progress.ts";

const help = `
Safe beside running workers of this version. A fact table that an older version sorted otherwise is made anew from the archive first: stop the workers of
that version before. Interrupted, also by force, the next \`migrate\` (or start of a worker) goes on where it was.`;

export const migrateCommand = new Command("migrate")
  .description("create the database and every table and view that is missing; make fact tables anew that are sorted otherwise")
  .addHelpText("after", help)
  .action(async () => {
    const context = openContext("migrate");
    const stop = new AbortController();
    process.once("SIGINT", () => stop.abort()).once("SIGTERM", () => stop.abort());
    const shown = new RebuildProgress(systemClock(), "entities");
    const files = await withDatabase(context, async ({ url, database }) => {
      const onNote = (note: string) => process.stderr.write(`${note}\n`);
      return await bringUp({
        at: { url, database },
        clock: systemClock,
        signal: stop.signal,
        onNote,
        onProgress: (at) => progress(shown.line(at, systemClock())),
      });
    });
    process.stdout.write(`${files.map((file) => `applied ${file}`).join("\n")}\n`);
  });
