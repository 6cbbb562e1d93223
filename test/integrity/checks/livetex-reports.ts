import { isDeepStrictEqual } from "node:util";
import { createQueryPlugin } from "@stats/query";
import { expectedReply, type FuzzedRequest, fuzzedRequests, targetOf } from "@stats/query/testing/livetex";
import { type Random, randomFrom } from "@stats/simulator";
import fc from "fast-check";
import { fastify } from "fastify";
import { livetexUsers, openTestAccounts, type OpenedAccounts } from "../accounts.ts";
import { worldOf } from "../../livetex/world.ts";
import { readOnly } from "../../system/read-only.ts";
import type { Checked, Way, Window } from "./check.ts";

/** Around summer time, the change of the month, and both ends of the log's fortnight. */
const days = ["2026-03-24", "2026-03-28", "2026-03-29", "2026-03-31", "2026-04-01", "2026-04-04", "2026-04-08"];
/** Each request in so many forms at once. */
const formsOfEach = 3;
/** Up to the one of whom the directory never hears. */
const firstEmployeeAsked = 505;
/** Longer answers would be no easier to read. */
const shownMax = 600;

/** Random requests to LiveTex, of random users of every account at random times, through the query service itself and in every way: every answer equals the plain evaluation of the oracle's facts. */
export async function checkLivetexReports(checked: Checked): Promise<string> {
  const opened = await openTestAccounts(checked.accounts);
  const told = await Array.fromAsync(checked.ways, async (way) => await askAll(checked, opened, way));
  return told.join("; ");
}

async function askAll({ accounts, truth, findings, seed, questions, window }: Checked, opened: OpenedAccounts, way: Way): Promise<string> {
  const clock = { seconds: 0 };
  const app = fastify();
  await app.register(createQueryPlugin({ accounts: opened.accounts, readerFor: way.readerFor, ...readOnly, now: () => clock.seconds * 1000 }));
  const random = randomFrom(seed, "livetex");
  let [asked, telling] = [0, 0];
  try {
    for (const account of accounts) {
      const world = worldOf(truth.oracle, account.tenant, account.timezone);
      const drawn = fc.sample(fuzzedRequests(window === undefined ? days : datesOf(window), formsOfEach, firstEmployeeAsked), {
        seed: random.integer(1, 2 ** 31 - 1),
        numRuns: questions,
      });
      for (const forms of window === undefined ? drawn : [everyDay(window), ...drawn]) {
        const user = forms.length === 1 ? 0 : random.integer(0, livetexUsers.length - 1);
        const authorization = opened.livetexAuthorization(account, user);
        clock.seconds = someSecond(random);
        const replies = await Promise.all(forms.map(async (form) => ({ form, reply: await app.inject({ url: targetOf(form), headers: { authorization } }) })));
        for (const { form, reply } of replies) {
          const expected = expectedReply(world, livetexUsers[user] ?? { role: "" }, form, clock.seconds);
          const found = { status: reply.statusCode, body: reply.json<unknown>() };
          asked += 1;
          if (/_\w+":[1-9]/.test(reply.body)) telling += 1;
          if (isDeepStrictEqual(found, expected)) continue;
          const who = `user ${user} of ${account.tenant} ${way.name} at ${clock.seconds}`;
          findings.add("livetex report", `${who}, ${targetOf(form)}: ${shown(found)}, should be ${shown(expected)}`);
        }
      }
    }
  } finally {
    await app.close();
  }
  return `${asked} LiveTex reports ${way.name}, ${telling} of them with figures`;
}

function datesOf({ fromMs, days: count }: Window): readonly string[] {
  return Array.from({ length: count }, (_, index) => new Date(fromMs + index * 86_400_000).toISOString().slice(0, 10));
}

/** All that there is, by date: drawn bounds are seldom so far apart. */
function everyDay(window: Window): readonly FuzzedRequest[] {
  const [from, to] = [datesOf(window)[0], datesOf(window).at(-1)];
  return [{ method: "summary", statistics: ["online_time_avg", "chats_total", "calls_total"], breakdowns: ["by_date"], from, to }];
}

/** Within the log's fortnight, or after it. */
function someSecond(random: Random): number {
  return Date.UTC(2026, 2, 26) / 1000 + random.integer(0, 20 * 86_400);
}

function shown(reply: unknown): string {
  const text = JSON.stringify(reply);
  return text.length > shownMax ? `${text.slice(0, shownMax)}…` : text;
}
