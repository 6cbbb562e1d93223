import { constantFlag, messageColumns as columns, messagesOf, worded } from "@stats/questions";
import { z } from "zod";
import { unanswered } from "../report/blocks.ts";
import { field } from "../report/field.ts";
import { withinPeriod } from "../report/period.ts";
import { defineReport } from "../report/report.ts";
import { defineSelection, optionalPeriod } from "../report/selection.ts";
import { RpcError } from "../rpc/errors.ts";

const id = z.int();
const monthAtMost = { months: 0, days: 30 };

/** Chats by their ids, a time, or both (notes, section 7; ruling R11): a chat that is unknown has no messages. */
const chatsOrPeriod = defineSelection({
  shape: { chat_id: id.optional(), chat_ids: z.array(id).max(10_000).optional(), ...optionalPeriod },
  select({ chat_id, chat_ids, ...period }, zone) {
    const isPeriod = period.date_from !== undefined || period.date_till !== undefined;
    const asked = chat_id === undefined ? chat_ids : [chat_id].filter((one) => chat_ids?.includes(one) ?? true);
    if (asked === undefined && !isPeriod) throw new RpcError("required_parameter_missed", { field: "chat_id" });
    const within = isPeriod ? withinPeriod(columns.sent_at, period, zone, monthAtMost) : { condition: { all: [] }, first: 0, last: 0 };
    const selection = asked === undefined ? { since: within.first, until: within.last + 1 } : { chatIds: asked.filter((one) => one > 0) };
    return { within: within.condition, listing: messagesOf(selection) };
  },
  example: () => ({ chat_id: 1 }),
});

/** Messages of chats in the order in which they were sent (rulings A18 and A23). */
export const chatMessagesReport = defineReport({
  name: "get.chat_messages_report",
  summary: "Messages of chats",
  selection: chatsOrPeriod,
  fields: [
    field("chat_id", columns.chat_id, "FD"),
    field("date_time", columns.sent_at, "SD"),
    field("text", columns.text, "D"),
    field("source", worded(columns.author, { auto_invite: "autoinvite", bot: "chatbot" }), "D"),
    field("employee_id", columns.employee_id, "FSD"),
    field("employee_full_name", columns.employee_name, "D"),
    field("id", columns.message_number),
    field("visitor_id", columns.visitor_id),
    field("is_group_chat", constantFlag(false)),
    ...unanswered("channel_id", "channel_type", "resource"),
  ],
});
