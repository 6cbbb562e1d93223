import { parseArgs } from "node:util";
import { runEngine } from "./run-engine.ts";

const USAGE = `The embedded engine alone, behind the ClickHouse HTTP interface.

  node main.ts --port N --data-dir DIR [--host H] [--database NAME] [--memory-limit-mib N]
`;

/** A whole number in a range, or undefined when the option is absent. */
function wholeNumber(name: string, text: string | undefined, min: number, max: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max) throw new Error(`--${name} must be a whole number from ${min} to ${max}, not "${text}"`);
  return value;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: "string" },
      host: { type: "string" },
      database: { type: "string" },
      "data-dir": { type: "string" },
      "memory-limit-mib": { type: "string" },
      help: { type: "boolean" },
    },
  });
  if (values.help === true) return void process.stdout.write(USAGE);
  const port = wholeNumber("port", values.port, 1, 65535);
  const dataDir = values["data-dir"];
  if (port === undefined || dataDir === undefined) throw new Error("--port and --data-dir are needed");
  const memoryMib = wholeNumber("memory-limit-mib", values["memory-limit-mib"], 256, 1024 * 1024);
  await runEngine({
    port,
    dataDir,
    ...(values.host === undefined ? {} : { host: values.host }),
    ...(values.database === undefined ? {} : { database: values.database }),
    ...(memoryMib === undefined ? {} : { memoryLimitBytes: memoryMib * 1024 * 1024 }),
  });
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
