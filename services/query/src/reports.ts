import type { Telemetry } from "@stats/kit";
import type { TenantReader } from "@stats/questions";
import type { FastifyReply } from "fastify";

/** As many reports are being made as may be; the request may be repeated later. */
export class ReportsBusyError extends Error {
  override readonly name = "ReportsBusyError";
}

/** Whoever asked for the report has gone; nobody will read what is answered. */
export class CallerGoneError extends Error {
  override readonly name = "CallerGoneError";
}

/** The status, for metrics alone, of a reply that nobody waits for. */
export const callerGoneStatus = 499;

/** Seconds after which a refused request may be repeated, for the header Retry-After. */
export const retryAfterSeconds = 2;

export interface ReportsOptions {
  readonly readerFor: (tenant: string, signal?: AbortSignal) => TenantReader;
  /** Reports that are being made at one time, those included whose reads wait. */
  readonly max: number;
  readonly telemetry: Pick<Telemetry, "reportsInProgress" | "reportsRefused" | "reportsAbandoned">;
}

export interface Reports {
  /**
   * Makes a report of one account for whoever waits for the reply. When he goes away, what it reads is stopped.
   * Rejects with {@link ReportsBusyError} at once where too many reports are being made, with {@link CallerGoneError} when nobody waits any more.
   */
  readonly make: <Result>(tenant: string, reply: FastifyReply, work: (reader: TenantReader) => Promise<Result>) => Promise<Result>;
}

/**
 * Where reports are let in, after everything about the request has been checked. More than can be made in decent time are refused at once, and not after
 * they have waited: a caller that gives up and asks again would make it worse.
 */
export function createReports({ readerFor, max, telemetry }: ReportsOptions): Reports {
  let inProgress = 0;

  function count(change: 1 | -1): void {
    inProgress += change;
    telemetry.reportsInProgress.set(inProgress);
  }

  return {
    async make(tenant, reply, work) {
      if (inProgress >= max) {
        telemetry.reportsRefused.inc();
        throw new ReportsBusyError("Too many reports are being made");
      }
      const gone = new AbortController();
      const onClose = (): void => {
        if (!reply.raw.writableFinished) gone.abort(new CallerGoneError("The client went away"));
      };
      reply.raw.once("close", onClose);
      count(1);
      try {
        return await work(readerFor(tenant, gone.signal));
      } catch (error) {
        if (!gone.signal.aborted) throw error;
        telemetry.reportsAbandoned.inc();
        throw gone.signal.reason;
      } finally {
        count(-1);
        reply.raw.off("close", onClose);
      }
    },
  };
}
