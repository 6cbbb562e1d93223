import { Command } from "commander";
import { type Database, explainingReader, type ExplainedStatement, forTenant } from "@stats/facts";
import { systemClock } from "@stats/kit";
import { askAsOperator, type ClientRequest } from "@stats/query";
import { type ExplainedPlan, readRollupUse, type RollupUse } from "@stats/questions";
import { openAccounts } from "@stats/standalone";
import { openContext, withDatabase } from "../context.ts";
import { printPlan } from "../print-plan.ts";
import { printStatement, totalOf } from "../print-statement.ts";
import { UsageError } from "../usage-error.ts";

interface Options {
  readonly tenant: string;
  readonly data?: string;
  readonly answer?: boolean;
  readonly compare?: boolean;
}

const help = `
The request is what the client sends, path and query, with --data for a body (then it is a POST). Credentials in it do not matter: it is answered as to
somebody who sees all of the account, and what it would write is not written. Each statement runs twice.
Roll-ups are used as a serving process with this configuration would use them; with --compare wherever they know of everything, however little that saves.

  npm run stats -- explain '/v2/stats/summary?q=date=lastmonth&fields=chats_total,by_date' --tenant demo`;

export const explainCommand = new Command("explain")
  .description("answer a client's request and tell where its figures came from: statements, tables, roll-ups, intervals, rows and bytes read, time")
  .argument("<request>", "path and query, as the client sends them", clientPath)
  .requiredOption("--tenant <slug>", "the account that is asked")
  .option("--data <body>", "the body of a POST")
  .option("--answer", "print the answer, too")
  .option("--compare", "answer it through roll-ups and from the facts alone, and say whether both answers are equal; exits with 1 when not")
  .addHelpText("after", help)
  .action(async (url: string, { tenant, data, answer: isWanted, compare: isCompared }: Options) => {
    const context = openContext("explain");
    const account = (await openAccounts(context.config)).accounts.find((each) => each.tenant === tenant);
    if (account === undefined) throw new UsageError(`There is no account ${tenant}.`);
    await withDatabase(context, async ({ client }) => {
      const request: ClientRequest = { method: data === undefined ? "GET" : "POST", url, headers: contentOf(data), body: data };
      const nowMs = systemClock();
      const ask = async (rollups: RollupUse | undefined) => {
        const statements: ExplainedStatement[] = [];
        const readerFor = (of: string) => ({
          ...explainingReader(client, of, (statement) => statements.push(statement)),
          ...(rollups === undefined ? {} : { rollups }),
        });
        return { answer: await askAsOperator(request, { account, readerFor, now: () => nowMs }), statements };
      };
      const plans: ExplainedPlan[] = [];
      const onPlan = (plan: ExplainedPlan) => void plans.push(plan);
      const { STATS_ROLLUPS: areOn, STATS_ROLLUP_ROWS_MIN: sizeMin } = context.config;
      const { answer, statements } = await ask(isCompared === true ? wherever(onPlan) : areOn ? await usual(client, tenant, sizeMin, onPlan) : undefined);
      for (const plan of plans) process.stdout.write(printPlan(plan));
      for (const statement of statements) process.stdout.write(printStatement(statement));
      process.stdout.write(`${totalOf(statements)}; status ${answer.status}, ${Buffer.byteLength(answer.body)} bytes\n`);
      if (isWanted === true || answer.status >= 400) process.stdout.write(`${answer.body}\n`);
      if (answer.status >= 400) process.exitCode = 1;
      if (isCompared !== true) return;
      const plain = await ask(undefined);
      const isEqual = plain.answer.status === answer.status && plain.answer.body === answer.body;
      process.stdout.write(`from the facts alone: ${totalOf(plain.statements)}; the answers are ${isEqual ? "equal" : "NOT EQUAL"}\n`);
      if (isEqual) return;
      process.stdout.write(`Was something written in between? Then ask again. From the facts, status ${plain.answer.status}:\n${plain.answer.body}\n`);
      process.exitCode = 1;
    });
  });

async function usual(client: Database, tenant: string, sizeMin: number, onPlan: (plan: ExplainedPlan) => void): Promise<RollupUse> {
  return await readRollupUse(forTenant(client, tenant), { sizeMin, onPlan });
}

const wherever = (onPlan: (plan: ExplainedPlan) => void): RollupUse => ({
  sizeMin: 1,
  // of operators there are few, so that opening what roll-ups have of them costs nothing
  sizeOf: (fact) => (fact === "operators" ? 1 : Number.POSITIVE_INFINITY),
  onPlan,
});

function clientPath(text: string): string {
  // A whole address is taken, too: it is what stands in a client's log.
  return text.startsWith("/") ? text : URL.canParse(text) ? new URL(text).pathname + new URL(text).search : `/${text}`;
}

function contentOf(data: string | undefined): Readonly<Record<string, string>> {
  if (data === undefined) return {};
  return { "content-type": data.trimStart().startsWith("{") ? "application/json" : "application/x-www-form-urlencoded" };
}
