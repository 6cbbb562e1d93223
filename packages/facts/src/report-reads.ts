import type { ClickHouseClient } from "@clickhouse/client";
import pLimit from "p-limit";
import { SharedRead } from "./shared-read.ts";
import { forTenant, type TenantReader } from "./tenant-reader.ts";

export interface ReportReads {
  /**
   * A reader of one account whose statements wait for their turn.
   * @param signal when it fires, the reader's reads are given up: those that wait are never sent, those that run are stopped in the database
   */
  readonly readerFor: (tenant: string, signal?: AbortSignal) => TenantReader;
}

/** Statements that run in the database, and those that wait. */
export interface ReadLoad {
  readonly running: number;
  readonly waiting: number;
}

export interface ReportReadsOptions {
  /** Statements in the database at one time. */
  readonly atOnce: number;
  /** Told whenever the load changes. */
  readonly onChange?: (load: ReadLoad) => void;
}

/**
 * Reads for reports, so many of them in the database at one time. The rest waits here, in order of arrival: the database would run all of them at once,
 * each a little, beside the inserts that must not be late. Of reads that wait, the same statement with the same values for the same account is sent once
 * for all who wait for it: it begins after each of them has asked, so its answer is as fresh as one of their own.
 */
export function createReportReads(client: ClickHouseClient, { atOnce, onChange }: ReportReadsOptions): ReportReads {
  const limit = pLimit(atOnce);
  const tell = () => onChange?.({ running: limit.activeCount, waiting: limit.pendingCount });

  async function inTurn<Answer>(signal: AbortSignal, read: () => Promise<Answer>): Promise<Answer> {
    const answer = limit(async () => {
      tell();
      signal.throwIfAborted();
      return await read();
    });
    tell();
    return await answer.finally(tell);
  }

  const waiting = new Map<string, SharedRead>();

  /** The account is part of what must be the same. */
  function sharedRead(tenant: string, sql: string, params: Readonly<Record<string, unknown>>, name: string): SharedRead {
    const key = JSON.stringify([tenant, sql, params]);
    const known = waiting.get(key);
    if (known !== undefined) return known;
    const forget = () => {
      if (waiting.get(key) === read) waiting.delete(key);
    };
    const read: SharedRead = new SharedRead(async (signal) => {
      return await inTurn(signal, async () => {
        forget();
        return await forTenant(client, tenant, signal).select<unknown>(sql, params, name);
      });
    }, forget);
    waiting.set(key, read);
    return read;
  }

  return {
    readerFor: (tenant, signal = new AbortController().signal) => ({
      async select<Row>(sql: string, params: Readonly<Record<string, unknown>>, name: string): Promise<readonly Row[]> {
        signal.throwIfAborted();
        return (await sharedRead(tenant, sql, params, name).answerFor(signal)) as readonly Row[];
      },
      async selectBatches<Row>(sql: string, params: Readonly<Record<string, unknown>>, name: string) {
        return await inTurn(signal, async () => await forTenant(client, tenant, signal).selectBatches<Row>(sql, params, name));
      },
      async selectJson(sql, params, name) {
        return await inTurn(signal, async () => await forTenant(client, tenant, signal).selectJson(sql, params, name));
      },
    }),
  };
}
