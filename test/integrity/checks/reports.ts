import { createQueryPlugin } from "@stats/query";
import { randomFrom } from "@stats/simulator";
import { fastify, type FastifyInstance } from "fastify";
import { openTestAccounts, type OpenedAccounts, type TestAccount } from "../accounts.ts";
import type { Checked, Way } from "./check.ts";
import { type ChatsQuestion, chatsQuestion, expectedReport, operatorQuestion } from "./questions.ts";
import type { OperatorTimeParams } from "../../oracle/index.ts";
import { readOnly } from "../../system/read-only.ts";

interface Asking extends Checked {
  readonly app: FastifyInstance;
  readonly way: string;
  readonly opened: OpenedAccounts;
}

const pagesMaxDefault = 20;

/** Random questions of every account to both reports, through the query service itself and in every way: every group equals the oracle's. */
export async function checkReports(checked: Checked): Promise<string> {
  const opened = await openTestAccounts(checked.accounts);
  const groups = await Array.fromAsync(checked.ways, async (way) => await askAll(checked, opened, way));
  return `${2 * checked.questions * checked.accounts.length} report questions with ${groups.join(" and ")} groups`;
}

async function askAll(checked: Checked, opened: OpenedAccounts, way: Way): Promise<number> {
  const clock = { ms: 0 };
  const app = fastify();
  await app.register(createQueryPlugin({ accounts: opened.accounts, readerFor: way.readerFor, ...readOnly, now: () => clock.ms }));
  const random = randomFrom(checked.seed, "questions");
  const asking = { ...checked, app, opened, way: way.name };
  let groups = 0;
  try {
    for (let count = 0; count < checked.questions; count += 1) {
      for (const account of checked.accounts) {
        groups += await askChats(asking, account, chatsQuestion(random, loginsOf(checked, account), checked.window), random.integer(20, 100));
        const question = operatorQuestion(random, account, checked.window);
        clock.ms = question.nowMs;
        groups += await askOperators(asking, account, question);
      }
    }
  } finally {
    await app.close();
  }
  return groups;
}

function loginsOf({ truth }: Checked, { tenant }: TestAccount): readonly string[] {
  return truth.oracle.directoryRows().flatMap((row) => (row.tenant === tenant && row.login !== null ? [row.login] : []));
}

async function askChats(
  { app, opened, truth, findings, way, pagesMax = pagesMaxDefault }: Asking,
  account: TestAccount,
  question: ChatsQuestion,
  limit: number,
): Promise<number> {
  const { rows, total } = expectedReport(truth.oracle, account.tenant, question);
  const name = `chats report of ${account.tenant} ${way}, ${JSON.stringify(question)}`;
  const pages = Math.min(pagesMax, Math.max(1, Math.ceil(total / limit)));
  for (let page = 0; page < pages; page += 1) {
    const query = queryOf({ ...question, limit, offset: page * limit });
    const reply = await app.inject({ url: `/api/chats/reports/summary?${query}`, headers: { authorization: opened.authorization(account) } });
    if (reply.statusCode !== 200) {
      findings.add("chats report", `${name}: status ${reply.statusCode}, ${reply.body}`);
      return 0;
    }
    const stated = String(reply.headers["x-total-count"]);
    if (stated !== String(total)) findings.add("chats report", `${name}: ${stated} groups in all, should be ${total}`);
    const found = reply.json<unknown[]>();
    const wanted = rows.slice(page * limit, (page + 1) * limit);
    compare(wanted, found, (text) => findings.add("chats report", `${name}: ${text}`));
  }
  return Math.min(total, pages * limit);
}

async function askOperators({ app, opened, truth, findings, way }: Asking, account: TestAccount, question: OperatorTimeParams): Promise<number> {
  const { result } = truth.oracle.operatorTime(account.tenant, question);
  const { from_date, to_date, user_id, acd_status, aggregation, group } = question;
  const query = new URLSearchParams({
    account_id: String(account.accountId),
    api_key: opened.apiKey,
    from_date,
    ...(to_date === undefined ? {} : { to_date }),
    user_id: user_id === "all" ? "all" : user_id.join(";"),
    ...(acd_status === undefined ? {} : { acd_status: acd_status.join(";") }),
    aggregation: aggregation ?? "none",
    group: group ?? "user",
  });
  const reply = await app.inject({ url: `/platform_api/GetACDOperatorStatusStatistics?${query}` });
  const name = `operator statistics of ${account.tenant} ${way}, ${JSON.stringify(question)}`;
  const body = reply.json<{ result?: unknown[] }>();
  if (body.result === undefined) findings.add("operator statistics", `${name}: ${reply.body}`);
  else compare(result, body.result, (text) => findings.add("operator statistics", `${name}: ${text}`));
  return result.reduce((sum, { statistics }) => sum + statistics.length, 0);
}

/** Group by group, in order. */
function compare(wanted: readonly unknown[], found: readonly unknown[], report: (text: string) => void): void {
  for (let index = 0; index < Math.max(wanted.length, found.length); index += 1) {
    const [expected, given] = [JSON.stringify(wanted[index]), JSON.stringify(found[index])];
    if (expected !== given) report(`group ${index} is ${given ?? "missing"}, should be ${expected ?? "absent"}`);
  }
}

function queryOf(question: Readonly<Record<string, unknown>>): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(question)) {
    if (Array.isArray(value)) for (const item of value) query.append(`${name}[]`, String(item));
    else query.append(name, String(value));
  }
  return query;
}
