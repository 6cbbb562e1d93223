// Runs the official Node client, unmodified. Calls come as JSON on standard input, outcomes go as JSON to standard output.
import { text } from "node:stream/consumers";
import voximplant from "@voximplant/apiclient-nodejs";

interface Call {
  readonly credentials: string;
  readonly request: Readonly<Record<string, unknown>>;
}

/** The client takes its dates as Date objects; anything else is passed on raw under its wire name. */
function toRequest(request: Call["request"]): never {
  const dates = Object.entries(request).map(([name, value]) => [
    name,
    name === "fromDate" || name === "toDate" ? new Date(`${String(value).replace(" ", "T")}Z`) : value,
  ]);
  return Object.fromEntries(dates) as never;
}

async function run({ credentials, request }: Call): Promise<unknown> {
  const client = await new Promise<InstanceType<typeof voximplant.default>>((resolve) => {
    const created = new voximplant.default({ pathToCredentials: credentials });
    created.onReady = resolve;
  });
  try {
    return { resolved: await client.Queues.getACDOperatorStatusStatistics(toRequest(request)) };
  } catch (error) {
    return { rejected: error instanceof Error ? error.message : String(error) };
  }
}

const calls = JSON.parse(await text(process.stdin)) as Call[];
const outcomes: unknown[] = [];
for (const call of calls) outcomes.push(await run(call));
process.stdout.write(JSON.stringify(outcomes));
