import { type AppendRecord } from "@stats/log";
import { generateLog, knownFaultHeader, type Random, randomFrom } from "@stats/simulator";
import type { TestAccount } from "../accounts.ts";
import type { Checked, Way, Window } from "../checks/check.ts";
import { checkLivetexReports } from "../checks/livetex-reports.ts";
import { checkReports } from "../checks/reports.ts";
import { checkRollups } from "../checks/rollups.ts";
import { fromFacts, Planned, throughRollups } from "../checks/ways.ts";
import type { Findings } from "../findings.ts";
import { readTruth } from "../truth.ts";
import { HeldRefresh } from "./held-refresh.ts";
import { killedMeanwhile, refreshAll, type RefreshedTime, someRefresh } from "./refreshes.ts";
import type { ScratchSystem } from "./scratch-system.ts";

export interface ScheduleOptions {
  readonly seed: number;
  /** Records in all; they are published in {@link rounds} pieces. */
  readonly events: number;
  readonly rounds: number;
  /** Of each report, account and round. */
  readonly questions: number;
  /** Ends with the first findings. */
  readonly untilFound?: boolean;
  readonly say: (line: string) => void;
}

export interface ScheduleResult {
  readonly findings: Findings;
  readonly planned: Planned;
}

const dayMs = 86_400_000;
/** Half of them in zones on the whole hour; few operators, so that there are many chats of each. */
const accounts: readonly TestAccount[] = [
  { tenant: "acme", timezone: "Europe/Warsaw", accountId: 1, replyShape: "object", firstHour: 0 },
  { tenant: "hooli", timezone: "Australia/Sydney", accountId: 2, replyShape: "array", firstHour: 1 },
  { tenant: "initech", timezone: "Australia/Lord_Howe", accountId: 3, replyShape: "object", firstHour: 1 },
];
const timezones = Object.fromEntries(accounts.map(({ tenant, timezone }) => [tenant, timezone]));
/** The log lasts so long, around a change of clocks: in Europe on 2026-03-29, in Australia on 2026-04-05. */
const spanMs = 3 * dayMs;
const starts = [Date.UTC(2026, 2, 27, 12), Date.UTC(2026, 3, 3, 6)];
const refreshesPerRound = 5;

/**
 * Publishes a random log piece by piece, refreshes roll-ups at random while and after it is worked off (in part, twice at once, killed in the middle, held
 * back for several pieces), and asks after each piece: every report, through roll-ups and from the facts, is what the oracle says.
 */
export async function runSchedule(options: ScheduleOptions, system: ScratchSystem, findings: Findings): Promise<ScheduleResult> {
  const { seed, events, rounds, say, untilFound = false } = options;
  const random = randomFrom(seed, "roll-ups");
  const startMs = random.pick(starts);
  const time: RefreshedTime = { from: startMs / 1000 - 12 * 86_400, to: (startMs + spanMs) / 1000 + 12 * 86_400, now: (startMs + spanMs + 60 * dayMs) / 1000 };
  const log = [
    ...generateLog({
      seed,
      events,
      tenants: accounts.map(({ tenant }) => ({ tenant, employees: 3 })),
      families: ["chat", "status", "call", "lead", "directory"],
      faults: { corrections: 0.2, misplaced: 0 },
      startMs,
      spanMs,
      partitions: 1,
    }),
  ].filter(({ headers }) => headers?.[knownFaultHeader] === undefined);
  const schedule = new Schedule({ options, system, findings, random, time, window: { fromMs: startMs - 2 * dayMs, days: (spanMs + 4 * dayMs) / dayMs } });
  const size = Math.ceil(log.length / rounds);
  for (let round = 0; round < rounds; round += 1) {
    await schedule.round(log.slice(round * size, (round + 1) * size));
    say(`${(round + 1) * size} records, ${findings.lines().length} findings`);
    if (untilFound && !findings.isEmpty) return { findings, planned: schedule.planned };
  }
  await schedule.end();
  return { findings, planned: schedule.planned };
}

interface Scheduled {
  readonly options: ScheduleOptions;
  readonly system: ScratchSystem;
  readonly findings: Findings;
  readonly random: Random;
  readonly time: RefreshedTime;
  readonly window: Window;
}

class Schedule {
  readonly planned = new Planned();
  readonly #options: ScheduleOptions;
  readonly #system: ScratchSystem;
  readonly #random: Random;
  readonly #time: RefreshedTime;
  readonly #window: Window;
  readonly #findings: Findings;
  #held: HeldRefresh[] = [];

  constructor({ options, system, findings, random, time, window }: Scheduled) {
    this.#findings = findings;
    this.#options = options;
    this.#system = system;
    this.#random = random;
    this.#time = time;
    this.#window = window;
  }

  async round(records: readonly AppendRecord[]): Promise<void> {
    const { log } = this.#system;
    await log.append(records);
    for (let count = 0; count < 2; count += 1) await this.#refresh();
    await this.#system.drained();
    for (const held of this.#held) await held.step();
    this.#held = this.#held.filter(({ isOver }) => !isOver);
    for (let count = 2; count < refreshesPerRound; count += 1) await this.#refresh();
    // all current is a state, too
    if (this.#random.chance(0.5)) await refreshAll(this.#random.pick(accounts), this.#time)(this.#system.database);
    await this.#ask();
  }

  /** Everything that was held back, then everything that is stale, and once more all questions. */
  async end(): Promise<void> {
    const { database } = this.#system;
    for (const held of this.#held) await held.finish();
    await this.#ask();
    for (const account of accounts) await refreshAll(account, this.#time)(database);
    await this.#ask(fromFacts(database));
    this.#options.say(await checkRollups({ database, findings: this.#findings }));
  }

  async #refresh(): Promise<void> {
    const { database } = this.#system;
    const refresh = someRefresh(this.#random, accounts, this.#time);
    const kind = this.#random.pick(["plain", "plain", "twice", "killed", "held", "held"] as const);
    if (kind === "plain") await refresh(database);
    else if (kind === "twice") await Promise.all([refresh(database), refresh(database)]);
    else if (kind === "killed") await killedMeanwhile(database, refresh);
    else {
      const held = new HeldRefresh(database, refresh);
      await held.begun();
      this.#held.push(held);
    }
  }

  async #ask(...others: readonly Way[]): Promise<void> {
    const { log, database } = this.#system;
    const truth = await readTruth(log, timezones, () => undefined);
    const checked: Checked = {
      log,
      database,
      truth,
      findings: this.#findings,
      seed: this.#random.integer(1, 2 ** 31 - 1),
      accounts,
      ways: [throughRollups(database, this.planned.add), ...others],
      pagesMax: 1,
      questions: this.#options.questions,
      window: this.#window,
      lettersOnce: false,
    };
    this.#options.say(await checkReports(checked));
    this.#options.say(await checkLivetexReports(checked));
  }
}
