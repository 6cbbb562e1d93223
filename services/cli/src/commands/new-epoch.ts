import { userInfo } from "node:os";
import { createInterface } from "node:readline/promises";
import { Command } from "commander";
import { epochMax } from "@stats/entities";
import { prepareEpoch, readEpoch, send } from "@stats/facts";
import { systemClock } from "@stats/kit";
import { openContext, withDatabase } from "../context.ts";
import { UsageError } from "../usage-error.ts";

const explanation = `Positions of events are compared by their offsets, and offsets start at 0 again when topics are deleted and made anew, when the
log moves to another cluster, or when the embedded log file is lost. A new epoch says that this happened: everything that comes from now on is later than everything that
was processed before. Facts and archive stay as they are. Stop every ingest worker first; they pick the epoch up when they start.
Do not do this for a log that is the same as before: its retained events would be processed once more, as later ones (the same events, and so the same numbers, but new rows).`;

export const newEpochCommand = new Command("new-epoch")
  .description("declare that the topics were made anew (explains, asks, and records who and when)")
  .option("--yes", "do not ask")
  .action(async ({ yes }: { yes?: boolean }) => {
    const context = openContext("new-epoch");
    process.stderr.write(`${explanation}\n`);
    if (yes !== true && !(await confirmed())) throw new UsageError("Nothing was changed.");
    await withDatabase(context, async ({ client }) => {
      const epoch = (await readEpoch(client)) + 1;
      if (epoch > epochMax) throw new UsageError(`There can be ${epochMax} epochs, and all are used: rebuild into a new database instead.`);
      await send(client, prepareEpoch(epoch, userInfo().username, systemClock()));
      process.stdout.write(`Epoch ${epoch} begins.\n`);
    });
  });

async function confirmed(): Promise<boolean> {
  if (!process.stdin.isTTY) throw new UsageError("There is no terminal to ask at: confirm with --yes.");
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await terminal.question('Type "new epoch" to go on: ')).trim() === "new epoch";
  } finally {
    terminal.close();
  }
}
