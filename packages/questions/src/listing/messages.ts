import { inDateTime } from "./compile-condition.ts";
import { id, instant, integer, named, text, token } from "./column.ts";
import type { Relation } from "./relation.ts";
import type { Listing } from "./statement.ts";

/** Messages of chats by id, or of a time [since, until) in epoch seconds, whatever their chat. */
export type MessageSelection = { readonly chatIds: readonly number[] } | { readonly since: number; readonly until: number };

/** Messages of chats. An employee is told of operators' messages alone. */
export function messagesOf(selection: MessageSelection): Listing {
  return { name: "messages", from: messageRelation(selection), key: ["chat_id", "message_id"], order: ["sent_at", "message_id", "chat_id"], isNarrow: true };
}

function messageRelation(selection: MessageSelection): Relation {
  return (named, binder) => {
    const messages =
      "chatIds" in selection
        ? `message_of(tenant = {tenant:String}, chat_ids = ${binder.bind("Array(UInt64)", selection.chatIds)})`
        : `message_between_of(tenant = {tenant:String}, since = ${binder.bind("UInt32", inDateTime(selection.since))}, until = ${binder.bind("UInt32", inDateTime(selection.until))})`;
    if (!named.has("visitor_id")) return messages;
    return `(
      select messages.*, chats.visitor_id as visitor_id from ${messages} as messages
      any left join (
        select chat_id, visitor_id from chat_of(tenant = {tenant:String}) where chat_id in (select chat_id from ${messages})
      ) as chats using chat_id
    )`;
  };
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
