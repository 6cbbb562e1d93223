import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from "fastify";
import type { EndedSession } from "@stats/facts";
import type { Clock, DescribeApi, Telemetry } from "@stats/kit";
import type { TenantReader } from "@stats/questions";
import type { Account } from "../accounts/account.ts";
import type { PasswordVerifier } from "../accounts/password-verifier.ts";
import type { PublishEvents } from "../publish-events.ts";
import type { Reports } from "../reports.ts";

/** What every dialect is given. */
export interface DialectDeps {
  readonly accounts: readonly Account[];
  /** The only way to the facts: a reader that sees one account. Reports are made through {@link DialectDeps.reports}. */
  readonly readerFor: (tenant: string) => TenantReader;
  /** Reads that must not wait behind reports: look-ups of a row or two, such as whether a session is over. */
  readonly lookUpFor: (tenant: string) => TenantReader;
  /** Lets reports in, as many as can be made in decent time. */
  readonly reports: Reports;
  readonly passwords: PasswordVerifier;
  readonly publish: PublishEvents;
  /** Remembers, for every process, that a login session is over before its time. */
  readonly endSession: (ended: EndedSession) => Promise<void>;
  readonly now: Clock;
  readonly telemetry: Pick<Telemetry, "requestLog">;
}

export interface CurlExample {
  /** `http://127.0.0.1:8080` */
  readonly origin: string;
  /** What {@link Dialect.demo} answered. */
  readonly credentials: unknown;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** A request of a client as it stands on a command line. */
export interface ClientRequest {
  readonly method: "GET" | "POST";
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** A report API that clients in the field speak. */
export interface Dialect {
  /** Its name in the accounts file, metrics and the banner. */
  readonly name: string;
  /** Where its paths begin; the plugin is mounted at each of them, encapsulated, with its own error language. */
  readonly prefixes: readonly string[];
  readonly plugin: (deps: DialectDeps) => FastifyPluginAsync;
  /** Answers a request whose target cannot even be routed (a broken percent-encoding), which no plugin ever sees. */
  readonly refuseTarget: (request: FastifyRequest, reply: FastifyReply) => void;
  /** A new section of the demo account, and the plain credentials that fit it. */
  readonly demo: () => Promise<{ readonly section: unknown; readonly credentials: unknown }>;
  /** The same request by the holder of these credentials (of {@link Dialect.demo}), whoever sent it. */
  readonly sign: (request: ClientRequest, credentials: unknown) => ClientRequest;
  /** Command lines that work against the demo account. */
  readonly curl: (example: CurlExample) => readonly string[];
  /** Its paths for /docs, from the schemas that check requests and with examples that the demo account can send. */
  readonly describe: DescribeApi;
}
