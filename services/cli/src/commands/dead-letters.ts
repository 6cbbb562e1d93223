import { Command, Option } from "commander";
import { epochOf, offsetOf } from "@stats/entities";
import { countDeadLetters, type DeadLetter, listDeadLetters } from "@stats/facts";
import { rejectReasons } from "@stats/events";
import { openContext, withDatabase } from "../context.ts";
import { wholeNumber } from "../parse-options.ts";

interface Options {
  readonly reason?: string;
  readonly topic?: string;
  readonly pending?: boolean;
  readonly limit: number;
  readonly offset: number;
  readonly json?: boolean;
}

export const deadLettersCommand = new Command("dead-letters")
  .description("list the records that were rejected, with reason, detail and position")
  .addOption(new Option("--reason <reason>", "only those with this reason").choices(rejectReasons))
  .option("--topic <topic>", "only those of this topic")
  .option("--pending", "only those that were never sent through again")
  .option("--limit <n>", "letters to list at most", wholeNumber(1, 100_000), 100)
  .option("--offset <n>", "letters to skip", wholeNumber(0), 0)
  .option("--json", "one JSON object a line, with key, headers and value as base64")
  .action(async (options: Options) => {
    const context = openContext("dead-letters");
    await withDatabase(context, async ({ client }) => {
      const letters = await listDeadLetters(client, options);
      for (const letter of letters) process.stdout.write(`${options.json === true ? JSON.stringify(toJson(letter)) : toLine(letter)}\n`);
      const counts = await countDeadLetters(client);
      const summary = Object.entries(counts).map(([reason, count]) => `${reason} ${count}`);
      process.stderr.write(`${letters.length} listed; in all: ${summary.length === 0 ? "none" : summary.join(", ")}\n`);
    });
  });

function toJson(letter: DeadLetter) {
  const { version, revision: _revision, publishedAfter: _after, recordedAtMs, replayedAtMs, ...rest } = letter;
  return {
    ...rest,
    epoch: epochOf(version),
    offset: offsetOf(version),
    recorded_at: new Date(recordedAtMs).toISOString(),
    replayed_at: replayedAtMs === 0 ? null : new Date(replayedAtMs).toISOString(),
  };
}

function toLine(letter: DeadLetter): string {
  const value = letter.value === null ? "(no value)" : Buffer.from(letter.value, "base64").toString("utf8").replaceAll(/\s+/g, " ").slice(0, 120);
  const replayed = letter.replayedAtMs === 0 ? "" : ` [sent again ${new Date(letter.replayedAtMs).toISOString()}]`;
  return `${letter.topic}/${letter.partition}/${offsetOf(letter.version)}\t${new Date(letter.recordedAtMs).toISOString()}\t${letter.reason}\t${letter.detail}${replayed}\n\t${value}`;
}
