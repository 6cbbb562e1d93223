import { fastify, type FastifyInstance } from "fastify";
import { createTelemetry } from "@stats/kit";
import type { TenantReader } from "@stats/questions";
import { loadAccounts } from "../accounts/load-accounts.ts";
import { answerFrameworkError } from "../framework-errors.ts";
import { createQueryPlugin, type QueryDeps } from "../query-plugin.ts";

export interface TestApp {
  readonly app: FastifyInstance;
  /** Epoch milliseconds that the app takes for now. */
  readonly clock: { ms: number };
}

/** The report surface over the given accounts file; what it logs at level error goes to `logged`. It can write only where it is given something to write with. */
export async function startTestApp(
  accounts: readonly unknown[],
  readerFor: QueryDeps["readerFor"],
  logged: string[] = [],
  given: Pick<QueryDeps, "log" | "endSession" | "telemetry" | "reportsMax"> = readOnly,
): Promise<TestApp> {
  const loaded = loadAccounts(JSON.stringify(accounts));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  const clock = { ms: Date.UTC(2025, 5, 1) };
  const app = fastify({ frameworkErrors: answerFrameworkError, logger: { level: "error", stream: { write: (line: string) => void logged.push(line) } } });
  await app.register(createQueryPlugin({ accounts: loaded.accounts, readerFor, ...given, now: () => clock.ms }));
  await app.ready();
  return { app, clock };
}

const refuse = async () => await Promise.reject(new Error("this request must not reach the database"));

/** For requests that have to be refused before anything is read. */
export const unreachable = (): TenantReader => ({
  select: refuse,
  selectBatches: refuse,
  selectJson: refuse,
});

/** For apps that answer without writing anything. */
export const readOnly: Pick<QueryDeps, "log" | "endSession" | "telemetry" | "reportsMax"> = {
  log: { append: async () => await Promise.reject(new Error("this request must not write to the log")) },
  endSession: async () => await Promise.reject(new Error("this request must not end a session")),
  telemetry: createTelemetry(),
  reportsMax: 1000,
};

export function basic(login: string, password: string): string {
  return `Basic ${Buffer.from(`${login}:${password}`, "utf8").toString("base64")}`;
}
