import { Command, InvalidArgumentError } from "commander";
import { topics } from "@stats/events";
import { reprocess, resendDeadLetters } from "@stats/ingest";
import { systemClock } from "@stats/kit";
import type { Log } from "@stats/log";
import { type Context, openContext, progress, withDatabase, withLog } from "../context.ts";
import { wholeNumber } from "../parse-options.ts";
import { UsageError } from "../usage-error.ts";

interface Options {
  readonly deadLetters?: boolean;
  readonly reason?: string;
  readonly topic?: string;
  readonly partition?: number;
  readonly from?: number;
  readonly to?: number;
}

function topicName(text: string): string {
  if (!topics.some((topic) => topic === text)) throw new InvalidArgumentError(`allowed are ${topics.join(", ")}`);
  return text;
}

export const replayCommand = new Command("replay")
  .description("send dead letters through again after a fix, or process a range of the log once more; both are safe beside running workers")
  .option("--dead-letters", "append the dead letters that were not sent again yet to their topics")
  .option("--reason <reason>", "with --dead-letters: only those with this reason")
  .option("--topic <topic>", "the topic of the range (with --dead-letters: only letters of this topic)", topicName)
  .option("--partition <n>", "the partition of the range (default: all partitions of the topic)", wholeNumber(0))
  .option("--from <offset>", "first offset of the range (default: the first retained)", wholeNumber(0))
  .option("--to <offset>", "offset after the last of the range (default: the end)", wholeNumber(0))
  .action(async (options: Options, command: Command) => {
    if (options.deadLetters !== true && options.topic === undefined) command.error("replay needs --dead-letters, or --topic with a range; see --help");
    const context = openContext("replay");
    await withLog(context, async (log) => {
      await (options.deadLetters === true ? resend(context, log, options) : replayRange(context, log, options));
    });
  });

async function resend(context: Context, log: Log, { reason, topic }: Options): Promise<void> {
  await withDatabase(context, async ({ client }) => {
    const filter = { ...(reason === undefined ? {} : { reason }), ...(topic === undefined ? {} : { topic }) };
    const sent = await resendDeadLetters({ log, database: client, clock: systemClock, filter, onProgress: (count) => progress(`${count} letters sent`) });
    process.stdout.write(`${sent} dead letters were sent through again\n`);
  });
}

async function replayRange(context: Context, log: Log, options: Options): Promise<void> {
  const ranges = (await log.ranges([options.topic ?? ""])).filter(({ partition }) => options.partition === undefined || partition === options.partition);
  if (ranges.length === 0) throw new UsageError(`${options.topic} has no partition ${options.partition}`);
  await withDatabase(context, async ({ client }) => {
    let total = 0;
    for (const { topic, partition, low, end } of ranges) {
      const range = { topic, partition, from: Math.max(low, options.from ?? low), to: Math.min(end, options.to ?? end) };
      if (range.from >= range.to) continue;
      total += await reprocess({
        log,
        database: client,
        clock: systemClock,
        range,
        onProgress: (count) => progress(`${topic}/${partition}: ${count} of ${range.to - range.from} records`),
      });
    }
    process.stdout.write(`${total} records were processed again\n`);
  });
}
