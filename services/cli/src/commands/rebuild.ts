import { Argument, Command } from "commander";
import { connect, factTableNames, type RollupTable, rollupTables } from "@stats/facts";
import type { FactTable } from "@stats/entities";
import { abandonRebuild, rebuild } from "@stats/ingest";
import { systemClock } from "@stats/kit";
import { openContext, progress, withDatabase } from "../context.ts";
import { RebuildProgress } from "../rebuild-progress.ts";
import { UsageError } from "../usage-error.ts";

interface Options {
  readonly restart?: boolean;
  readonly abandon?: boolean;
}

const help = `
Folds every archived event again into tables beside the serving ones, which then take their places. The log is not needed. Reports stay exact and ingest
goes on meanwhile: what workers write reaches both, at the price of writing it twice; the disk must hold the tables twice. Interrupted, also by force, it
goes on where it was when it is run again with the same tables. Rows are those of this version of the program: let all workers run it first.
Roll-ups of facts that were made anew are out of date until they are refreshed, which workers do; reports read the facts until then. Roll-ups can be made
anew by themselves, too: name them.
Single-node databases only. On a cluster fill a new database from the log or the archive, and let the services change over.`;

/** Statements that look at all rows of a table at once. */
const statementMsMax = 4 * 3_600_000;

export const rebuildCommand = new Command("rebuild")
  .description("make fact tables anew from the archive, or roll-ups from the facts, beside the serving ones, and exchange them")
  .addArgument(new Argument("[tables...]", "fact tables (default: all of them), or roll-ups").choices([...factTableNames, ...rollupTables]))
  .option("--restart", "throw away what an unfinished rebuild has done, and begin again")
  .option("--abandon", "throw away what an unfinished rebuild has done, and nothing else")
  .addHelpText("after", help)
  .action(async (named: readonly (FactTable | RollupTable)[], options: Options) => {
    const ofRollups = named.some((table) => rollupTables.some((rollup) => rollup === table));
    if (ofRollups && named.some((table) => factTableNames.some((fact) => fact === table))) throw new UsageError("Make facts anew first, then roll-ups.");
    const context = openContext("rebuild");
    const stop = new AbortController();
    process.once("SIGINT", () => stop.abort()).once("SIGTERM", () => stop.abort());
    await withDatabase(context, async ({ url, database }) => {
      const client = connect({ url, database, timeoutMs: statementMsMax });
      const onNote = (note: string) => process.stderr.write(`${note}\n`);
      try {
        if (options.abandon === true) {
          process.stdout.write((await abandonRebuild({ database: client, onNote })) ? "What there was is gone.\n" : "There is no unfinished rebuild.\n");
          return;
        }
        const tables = named.length === 0 ? factTableNames : [...new Set(named)];
        const shown = new RebuildProgress(systemClock(), ofRollups ? "months of roll-ups" : "entities");
        const { isDone, state } = await rebuild({
          database: client,
          clock: systemClock,
          tables,
          restart: options.restart === true,
          signal: stop.signal,
          onNote,
          onProgress: (at) => progress(shown.line(at, systemClock())),
        });
        const what = ofRollups ? `${state.entities} months of roll-ups were computed` : `${state.entities} entities with ${state.events} events were folded`;
        process.stdout.write(`\n${what}; ${isDone ? "done" : "interrupted"}: ${tables.join(", ")}\n`);
        if (isDone) return;
        process.stdout.write("The serving tables are as they were. Run it again to go on, or with --abandon.\n");
        process.exitCode = 1;
      } finally {
        await client.close();
      }
    });
  });
