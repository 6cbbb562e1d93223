import type { DecodedEvent } from "./decode-record.ts";

/** The columns of a message's row that its event decides. */
export interface ChatMessageFact {
  readonly tenant: string;
  readonly chat_id: number;
  readonly message_id: string;
  readonly partition: number;
  readonly offset: number;
  readonly sent_at_ms: number;
  readonly author: string;
  readonly employee_id: number;
  readonly text: string | null;
}

/** One row a distinct message event, also of chats that never started: which of several with one message_id is the message is decided by who reads. */
export function chatMessageFacts(events: readonly (DecodedEvent & { readonly offset: number })[], partition: number): readonly ChatMessageFact[] {
  return events
    .filter(({ type }) => type === "chat.message_sent.v1")
    .map(({ tenant, timeMs, offset, data }) => ({
      tenant,
      chat_id: data.chat_id ?? 0,
      message_id: data.message_id ?? "",
      partition,
      offset,
      sent_at_ms: timeMs,
      author: data.author ?? "",
      employee_id: data.employee_id ?? 0,
      text: (data["text"] as string | null | undefined) ?? null,
    }));
}
