import type { Binder } from "./binder.ts";
import { inDateTime } from "./compile-condition.ts";
import { id, instant, integer, named, text, token } from "./column.ts";
import type { Relation } from "./relation.ts";
import type { Listing } from "./statement.ts";

/** Messages of chats by id, or of a time [since, until) in epoch seconds, whatever their chat. */
export type MessageSelection = { readonly chatIds: readonly number[] } | { readonly since: number; readonly until: number };

/** Messages of chats. An employee is told of operators' messages alone. */
export function messagesOf(selection: MessageSelection): Listing {
  return {
    name: "messages",
    from: messageRelation(selection),
    key: ["chat_id", "message_id", "version"],
    order: ["sent_at", "message_id", "chat_id"],
    // Which events are messages is decided among all of their chats; of a time these are many, and their texts are worth reading for a page only.
    isNarrow: "chatIds" in selection,
  };
}

function messageRelation(selection: MessageSelection): Relation {
  return (named, binder, { page }) => {
    const messages = page === undefined ? messagesIn(selection, binder) : "chat_message_of(tenant = {tenant:String})";
    if (!named.has("visitor_id")) return messages;
    return `(
      select messages.*, chats.visitor_id as visitor_id from ${messages} as messages
      any left join (
        select chat_id, visitor_id from chat_of(tenant = {tenant:String}) where chat_id in (select chat_id from ${page === undefined ? messages : `(${page})`})
      ) as chats using chat_id
    )`;
  };
}

function messagesIn(selection: MessageSelection, binder: Binder): string {
  if ("chatIds" in selection) return `message_of(tenant = {tenant:String}, chat_ids = ${binder.bind("Array(UInt64)", selection.chatIds)})`;
  const [since, until] = [selection.since, selection.until].map((seconds) => binder.bind("UInt32", inDateTime(seconds)));
  return `message_between_of(tenant = {tenant:String}, since = ${since}, until = ${until})`;
}

const employee = "if(author = 'operator', employee_id, 0)";

export const messageColumns = {
  chat_id: integer("chat_id", { isNeverNull: true }),
  /** The message's id, when it is an integer. */
  message_number: integer(
    "if(length(message_id) <= 16 and match(message_id, '^(0|[1-9][0-9]*)$') and toUInt64OrZero(message_id) <= 9007199254740991, toUInt64OrNull(message_id), null)",
  ),
  sent_at: instant("sent_at", { isNeverNull: true, hasFraction: true }),
  text: text("text"),
  author: token("author", { isNeverNull: true }),
  employee_id: id(employee),
  employee_name: named("employee", employee),
  visitor_id: id("visitor_id"),
} as const;
