import { mkdirSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { startEngine } from "@stats/embedded-clickhouse";
import { connect, migrate } from "@stats/facts";
import type { Benchmark, Findings, Run, Table } from "../benchmark.ts";
import { type BenchAccount, writeAccounts } from "../harness/accounts.ts";
import { round } from "../harness/round.ts";
import { StatsProcess } from "../harness/stats-process.ts";
import { fillDialogs } from "../livetex/fill-dialogs.ts";
import { tenantOf } from "../reports/fill.ts";
import { type Pick, seededPick } from "../reports/requests.ts";
import { copyAccount, fillModel, type Model } from "./fill-accounts.ts";
import { measureKeeping } from "./keep-cost.ts";
import { refreshAccount } from "./refresh-account.ts";
import { type Shape, shapes, type Window } from "./shapes.ts";
import { sideBySide, type Sides } from "./side-by-side.ts";

const day = 86_400;
const month = 31;
const year = 365;
const chatsPerAccount = 200_000;
const chatsPerEmployeeAndDay = 333;
/** Accounts of a year in the stores that are compared, each larger than the one before; and the one that is larger than all: over a month, with so many chats a day. */
const scales = {
  small: { stores: [1, 10], chatsPerDay: 65_000, requests: { [month]: 8, [year]: 4 }, ofLarge: 8, events: 50_000, pairs: 3 },
  full: { stores: [10, 100, 500], chatsPerDay: 1_000_000, requests: { [month]: 20, [year]: 10 }, ofLarge: 8, events: 200_000, pairs: 3 },
} as const;
const modelDatabase = "model";
const small = "small";
const large = "large";
/** Of each kind of question one, for growth and break-even. */
const compared = [
  "Thulium, by day, summed",
  "Thulium, by day and employee",
  "Voximplant, all, by day",
  "Voximplant, all, in one sum",
  "LiveTex, summary",
  "LiveTex, summary, online time alone",
];

/** Chats, and what there is beside each of them. */
const factsPerChat = 2.33;
const sideSettings: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  on: {},
  off: { STATS_ROLLUPS: "off" },
  always: { STATS_ROLLUP_ROWS_MIN: "1" },
};

interface Place {
  readonly sides: Sides;
  readonly accounts: Readonly<Record<string, BenchAccount>>;
  readonly progress: Run["progress"];
}

async function run(given: Run): Promise<Findings> {
  const { stores, requests, ofLarge, chatsPerDay, events, pairs } = scales[given.scale];
  const accounts = stores.at(-1) ?? 0;
  const loads: string[] = [];
  await inEngine(given, async (place, models, fill) => {
    const growth: Grown[] = [];
    for (const count of stores) {
      await fill.upTo(count);
      for (const days of [month, year] as const) {
        for (const shape of shapes.filter(({ name }) => compared.includes(name))) {
          const { sides } = await measured(place, small, models.small, shape, days, Math.ceil(requests[days] / 2));
          growth.push({ chats: count * chatsPerAccount, days, report: shape.name, p50: sides["on"]?.p50 ?? 0, cpuMs: sides["on"]?.cpuMs ?? 0 });
        }
      }
      given.found(growthTable(growth));
    }
    await fill.large();
    given.found(await breakEvenTable(place, small, models.small, [7, month, 90, 180, year], requests[month] / 2));
    given.found(await breakEvenTable(place, large, models.large, [1, 3, 7, 14, month], ofLarge / 2));
    for (const [account, model, days, count] of [
      [small, models.small, month, requests[month]],
      [small, models.small, year, requests[year]],
      [large, models.large, month, ofLarge],
    ] as const) {
      given.found(await reportsTable(place, account, model, days, count));
      loads.push(round(loadavg()[0] ?? 0).toString());
    }
  });
  given.found(await measureKeeping(given.folder, events, pairs, given.progress));
  return {
    tables: [],
    notes: [
      `A store of ${accounts} accounts with ${chatsPerAccount} chats each in a year, and one with ${chatsPerDay} a day in a month; as many status changes as chats, a quarter as many calls, 8 % as many leads. Requests: as many as the titles say, half as many for growing windows and stores. One request at a time over HTTP, windows of whole days, processes with and without roll-ups in turns. Load of the machine after each table of reports: ${loads.join(", ")}.`,
    ],
  };
}

interface Models {
  readonly small: Model;
  readonly large: Model;
}

interface Fill {
  /** Accounts of a year there are then. */
  readonly upTo: (accounts: number) => Promise<void>;
  readonly large: () => Promise<void>;
}

/** The engine with the small account, and the query processes over it. */
async function inEngine({ scale, folder, progress, found }: Run, work: (place: Place, models: Models, fill: Fill) => Promise<void>): Promise<void> {
  const { chatsPerDay } = scales[scale];
  await using stack = new AsyncDisposableStack();
  const engine = stack.adopt(await startEngine({ dataDir: join(folder, "engine") }), (given) => given.stop());
  await migrate({ url: engine.url, database: "stats" });
  const client = stack.adopt(connect({ url: engine.url, database: "stats", timeoutMs: 600_000 }), (given) => given.close());
  const toSeconds = Math.floor(Date.now() / 1000 / day) * day;
  const model = (days: number, chats: number, employeesPerAccount: number): Model => {
    return { chats, statusChanges: chats, employeesPerAccount, fromSeconds: toSeconds - days * day, toSeconds };
  };
  const models = { small: model(year, chatsPerAccount, 200), large: model(month, month * chatsPerDay, Math.ceil(chatsPerDay / chatsPerEmployeeAndDay)) };
  // filled where it is asked: there is one of it only
  const tenants = { small, large: tenantOf(0) };
  const refresh = async (name: "small" | "large") => {
    const { buckets, cpuSeconds } = await refreshAccount(client, engine.pid, tenants[name], models[name], name === small ? ["day"] : ["hour", "day"]);
    const perFact = (cpuSeconds * 1e6) / (models[name].chats * factsPerChat);
    found({
      title: `All roll-ups of the ${name} account computed at once`,
      columns: ["chats", "buckets", "CPU s of the engine", "CPU µs a fact"],
      rows: [[models[name].chats, buckets, round(cpuSeconds, 1), round(perFact, 1)]],
    });
  };
  await fillModel(engine.url, modelDatabase, models.small, progress);
  await copyAccount(client, modelDatabase, [small]);
  await refresh(small);
  let accountsThere = 1;
  const { file, accounts: asked } = await writeAccounts(folder, [tenants.small, tenants.large], "UTC");
  const [ofSmall, ofLarge] = asked;
  if (ofSmall === undefined || ofLarge === undefined) throw new Error("there are two accounts");
  const origins: Record<string, string> = {};
  for (const [side, env] of Object.entries(sideSettings)) {
    const dataDir = join(folder, side);
    mkdirSync(dataDir);
    const query = stack.use(new StatsProcess(["query"], { STATS_CLICKHOUSE_URL: engine.url, STATS_ACCOUNTS_FILE: file, STATS_DATA_DIR: dataDir, ...env }));
    origins[side] = await query.origin();
  }
  await work({ sides: { enginePid: engine.pid, origins }, accounts: { [small]: ofSmall, [large]: ofLarge }, progress }, models, {
    async upTo(count) {
      const others = Array.from({ length: count - accountsThere }, (_, index) => `other-${accountsThere + index}`);
      await copyAccount(client, modelDatabase, others);
      accountsThere = count;
      progress(`${count} accounts are there`);
    },
    async large() {
      await fillDialogs(client, { ...models.large, accounts: 1 }, progress);
      await refresh(large);
    },
  });
}

async function measured(
  { sides, accounts, progress }: Place,
  name: string,
  { fromSeconds, toSeconds }: Model,
  shape: Shape,
  days: number,
  requests: number,
  names: readonly string[] = ["on", "off"],
) {
  const account = accounts[name];
  if (account === undefined) throw new Error("an account that is asked is there");
  const pick = seededPick(days);
  const windows = Array.from({ length: Math.ceil(requests) }, () => windowOf(pick, days, fromSeconds, toSeconds));
  const origins = Object.fromEntries(Object.entries(sides.origins).filter(([side]) => names.includes(side)));
  const result = await sideBySide({ ...sides, origins }, account, shape, windows);
  progress(`${name}, ${days} days, ${shape.name}: ${JSON.stringify(result)}`);
  return result;
}

/** Whole days anywhere in the store. */
function windowOf(pick: Pick, days: number, fromSeconds: number, toSeconds: number): Window {
  const to = toSeconds - pick(1 + (toSeconds - fromSeconds) / day - days) * day;
  return { from: to - days * day, to };
}

async function reportsTable(place: Place, name: string, model: Model, days: number, requests: number): Promise<Table> {
  const rows: (string | number)[][] = [];
  for (const shape of shapes) {
    if (shape.isLong === true && (name === large || days === year)) continue;
    const { sides, different } = await measured(place, name, model, shape, days, requests);
    const [on, off] = [sides["on"], sides["off"]];
    if (on === undefined || off === undefined) throw new Error("both sides were asked");
    rows.push([shape.name, off.p50, off.p95, on.p50, on.p95, off.cpuMs, on.cpuMs, `${round(on.cpuMs / off.cpuMs, 2)} x`, different]);
  }
  return {
    title: `The ${name} account over ${days} days, ${requests} requests each`,
    columns: ["report", "p50 ms off", "p95 ms off", "p50 ms on", "p95 ms on", "CPU ms off", "CPU ms on", "CPU on / off", "different answers"],
    rows,
  };
}

interface Grown {
  /** In the store. */
  readonly chats: number;
  readonly days: number;
  readonly report: string;
  readonly p50: number;
  readonly cpuMs: number;
}

/** A row a report, with the figures of each store side by side. */
function growthTable(grown: readonly Grown[]): Table {
  const stores = [...new Set(grown.map(({ chats }) => chats))];
  return {
    title: "The small account with roll-ups, in stores of so many chats",
    columns: ["report", "days", ...stores.flatMap((chats) => [`p50 ms, ${chats}`, `CPU ms, ${chats}`])],
    rows: [...Map.groupBy(grown, ({ report, days }) => `${report}/${days}`).values()].map((group) => {
      const [first] = group;
      return [first?.report ?? "", first?.days ?? 0, ...group.flatMap(({ p50, cpuMs }) => [p50, cpuMs])];
    }),
  };
}

/** From how many facts on it pays to ask for roll-ups at all: the same windows with them always, never, and as it is decided. */
async function breakEvenTable(place: Place, name: string, model: Model, lengths: readonly number[], requests: number): Promise<Table> {
  const rows: (string | number)[][] = [];
  const chatsPerDay = (model.chats * day) / (model.toSeconds - model.fromSeconds);
  for (const shape of shapes.filter((one) => compared.includes(one.name))) {
    for (const days of lengths) {
      const { sides } = await measured(place, name, model, shape, days, requests, ["off", "always", "on"]);
      rows.push([shape.name, days, round(chatsPerDay * days), sides["off"]?.cpuMs ?? 0, sides["always"]?.cpuMs ?? 0, sides["on"]?.cpuMs ?? 0]);
    }
  }
  return {
    title: `The ${name} account over windows of growing length: processor time of the engine by request`,
    columns: ["report", "days", "chats in the window", "CPU ms, facts", "CPU ms, roll-ups always", "CPU ms, as planned"],
    rows,
  };
}

export const rollups: Benchmark = {
  name: "rollups",
  summary: "every report with and without roll-ups, side by side; growth of the store; what keeping them costs ingest",
  run,
};
