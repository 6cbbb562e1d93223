import type { CheckedEvent, LoggedEvent } from "@stats/events";
import { identityOf } from "../digest.ts";

/** One row a distinct chat.message_sent event. Key: (tenant, chat_id, identity); of these the lowest version stands. Never taken back. */
export interface ChatMessageRow {
  readonly tenant: string;
  readonly chat_id: number;
  readonly identity: string;
  readonly partition: number;
  readonly version: number;
  readonly message_id: string;
  readonly sent_at_ms: number;
  readonly author: string;
  /** As published, whoever the author is; 0 = none */
  readonly employee_id: number;
  readonly text: string | null;
}

/**
 * The row of a message's event, made of that alone: it is the same whatever is known of the chat, and may be written for every event that comes, a
 * repeated identity too. Which of several stand is decided by the table and its view.
 */
export function chatMessageRow({ event, partition, version }: LoggedEvent<CheckedEvent<"chat.message_sent.v1">>): ChatMessageRow {
  return {
    tenant: event.tenant,
    chat_id: event.data.chat_id,
    identity: identityOf(event.source, event.id),
    partition,
    version,
    message_id: event.data.message_id,
    sent_at_ms: event.timeMs,
    author: event.data.author,
    employee_id: event.data.employee_id ?? 0,
    text: event.data.text ?? null,
  };
}
