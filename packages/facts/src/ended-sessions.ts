import type { ClickHouseClient } from "@clickhouse/client";
import { prepareRows, send } from "./write.ts";

export interface EndedSession {
  readonly tenant: string;
  readonly sessionId: string;
  /** When it would have ended by itself, epoch seconds. */
  readonly expiresAt: number;
}

/** Remembers that a login session is over; every process that asks from then on is told. */
export async function storeEndedSession(client: ClickHouseClient, { tenant, sessionId, expiresAt }: EndedSession): Promise<void> {
  const insert = prepareRows("ended_session", ["tenant", "session_id", "expires_at"], [[tenant, sessionId, expiresAt]]);
  if (insert !== undefined) await send(client, insert);
}
