import { flag, id, instant, integer, integers, named, token } from "./column.ts";
import { communicationColumns, siteColumns } from "./communication-columns.ts";
import { view } from "./relation.ts";
import type { Listing } from "./statement.ts";

/** Chats of a time. */
export const chats: Listing = {
  name: "chats",
  from: view("chat_of(tenant = {tenant:String})"),
  key: ["started_at", "chat_id"],
  order: ["started_at", "chat_id"],
};

export const chatColumns = {
  ...communicationColumns,
  ...siteColumns("first_site_id"),
  chat_id: integer("chat_id", { isNeverNull: true }),
  status: token("status", { isNeverNull: true }),
  initiator: token("initiator", { isNeverNull: true }),
  started_at: instant("started_at", { isNeverNull: true }),
  /** Start to close; null while open. */
  duration: integer("if(closed, dateDiff('second', started_at, closed_at), null)"),
  /** From the human queue to the first answer of an employee; null without one. */
  wait: integer("if(answered, wait, null)"),
  messages_count: integer("messages_count", { isNeverNull: true }),
  employee_messages_count: integer("employee_messages_count", { isNeverNull: true }),
  is_transfer: flag("is_transfer", { isNeverNull: true }),
  release_cause: token("release_cause"),
  employee_id: id("employee_id"),
  employee_name: named("employee", "employee_id"),
  score: integer("nullIf(score, 0)"),
  visitor_ids: integers("if(visitor_id = 0, [], [visitor_id])"),
} as const;
