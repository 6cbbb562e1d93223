import { Command } from "commander";
import { explainingReader, type ExplainedStatement } from "@stats/facts";
import { systemClock } from "@stats/kit";
import { askAsOperator, type ClientRequest } from "@stats/query";
import { openAccounts } from "@stats/standalone";
import { openContext, withDatabase } from "../context.ts";
import { printStatement } from "../print-statement.ts";
import { UsageError } from "../usage-error.ts";

interface Options {
  readonly tenant: string;
  readonly data?: string;
  readonly answer?: boolean;
}

const help = `
The request is what the client sends, path and query, with --data for a body (then it is a POST). Credentials in it do not matter: it is answered as to
somebody who sees all of the account, and what it would write is not written. Each statement runs twice.

  npm run stats -- explain '/v2/stats/summary?q=date=lastmonth&fields=chats_total,by_date' --tenant demo`;

export const explainCommand = new Command("explain")
  .description("answer a client's request and tell where its figures came from: statements, tables, intervals, rows and bytes read, time")
  .argument("<request>", "path and query, as the client sends them", clientPath)
  .requiredOption("--tenant <slug>", "the account that is asked")
  .option("--data <body>", "the body of a POST")
  .option("--answer", "print the answer, too")
  .addHelpText("after", help)
  .action(async (url: string, { tenant, data, answer: isWanted }: Options) => {
    const context = openContext("explain");
    const account = (await openAccounts(context.config)).accounts.find((each) => each.tenant === tenant);
    if (account === undefined) throw new UsageError(`There is no account ${tenant}.`);
    await withDatabase(context, async ({ client }) => {
      const request: ClientRequest = { method: data === undefined ? "GET" : "POST", url, headers: contentOf(data), body: data };
      const statements: ExplainedStatement[] = [];
      const readerFor = (of: string) => explainingReader(client, of, (statement) => statements.push(statement));
      const answer = await askAsOperator(request, { account, readerFor, now: systemClock });
      for (const statement of statements) process.stdout.write(printStatement(statement));
      const total = statements.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
      process.stdout.write(`${statements.length} statements, ${total.toFixed(0)} ms; status ${answer.status}, ${Buffer.byteLength(answer.body)} bytes\n`);
      if (isWanted === true || answer.status >= 400) process.stdout.write(`${answer.body}\n`);
      if (answer.status >= 400) process.exitCode = 1;
    });
  });

function clientPath(text: string): string {
  // A whole address is taken, too: it is what stands in a client's log.
  return text.startsWith("/") ? text : URL.canParse(text) ? new URL(text).pathname + new URL(text).search : `/${text}`;
}

function contentOf(data: string | undefined): Readonly<Record<string, string>> {
  if (data === undefined) return {};
  return { "content-type": data.trimStart().startsWith("{") ? "application/json" : "application/x-www-form-urlencoded" };
}
