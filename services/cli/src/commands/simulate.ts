import { Command, InvalidArgumentError } from "commander";
import { setTimeout as wait } from "node:timers/promises";
import { systemClock } from "@stats/kit";
import { type CenterPlan, liveFrom, type Publisher, simulate, toHttp, toLog } from "@stats/simulator";
import { openLog } from "@stats/standalone";
import { openContext, progress } from "../context.ts";
import { wholeNumber } from "../parse-options.ts";

interface Options {
  readonly tenant: string;
  readonly zone: string;
  readonly seed: number;
  readonly employees: number;
  readonly chatsPerDay: number;
  readonly callsPerDay?: number;
  readonly leadsPerDay?: number;
  readonly days: number;
  readonly live?: boolean;
  readonly url?: string;
  readonly key?: string;
}

const dayMs = 86_400_000;
const liveEveryMs = 1000;

function timeZone(text: string): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    throw new InvalidArgumentError("expected an IANA time zone such as Europe/Berlin");
  }
}

export const simulateCommand = new Command("simulate")
  .description("publish a simulated contact center: into Kafka (STATS_KAFKA_BROKERS), or to POST /events with --url and --key")
  .option("--tenant <slug>", "account of the events", "demo")
  .option("--zone <zone>", "time zone in which people work", timeZone, "Europe/Moscow")
  .option("--seed <n>", "the same seed gives the same center", wholeNumber(0), 1)
  .option("--employees <n>", "operators", wholeNumber(1, 10_000), 24)
  .option("--chats-per-day <n>", "chats of a working day", wholeNumber(1, 2_000_000), 2000)
  .option("--calls-per-day <n>", "calls of a working day, in and out (default: a quarter of the chats)", wholeNumber(0, 1_000_000))
  .option("--leads-per-day <n>", "offline messages of a working day (default: 8 % of the chats)", wholeNumber(0, 1_000_000))
  .option("--days <n>", "days of history up to now; 0 = none", wholeNumber(0, 3650), 7)
  .option("--live", "go on with live traffic until interrupted")
  .option("--url <address>", "publish over HTTP to this server instead of Kafka")
  .option("--key <key>", "the account's publish key, with --url")
  .action(async (options: Options, command: Command) => {
    if ((options.url === undefined) !== (options.key === undefined)) command.error("--url and --key go together");
    const { config, logger } = openContext("simulate");
    if (options.url === undefined && config.STATS_KAFKA_BROKERS === undefined) command.error("simulate needs --url and --key, or STATS_KAFKA_BROKERS");
    const abort = new AbortController();
    process.once("SIGINT", () => abort.abort()).once("SIGTERM", () => abort.abort());
    const onProgress = (count: number) => progress(`${count} events published`);
    if (options.url !== undefined && options.key !== undefined) {
      await publishAll(options, toHttp({ url: options.url, publishKeys: { [options.tenant]: options.key }, onProgress, signal: abort.signal }), abort.signal);
      return;
    }
    const log = await openLog(config, logger);
    try {
      await publishAll(options, toLog(log, { onProgress, signal: abort.signal }), abort.signal);
    } finally {
      await log.close();
    }
  });

async function publishAll(options: Options, publish: Publisher, signal: AbortSignal): Promise<void> {
  const plan: CenterPlan = options;
  const nowMs = systemClock();
  let total = 0;
  try {
    total += await publish(simulate({ ...plan, startMs: nowMs - options.days * dayMs, endMs: nowMs }));
    const live = liveFrom(plan, nowMs);
    while (options.live === true) {
      total += await publish(live.due(systemClock()));
      await wait(liveEveryMs, undefined, { signal });
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  process.stdout.write(`\n${total} events were published\n`);
}
