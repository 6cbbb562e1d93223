import { constant, flag, id, instant, integer, named, namesOf, records, text, texts, token } from "./column.ts";
import { communicationColumns, siteColumns } from "./communication-columns.ts";
import { phone, whenFinished } from "./call-cells.ts";
import { view } from "./relation.ts";
import type { Listing } from "./statement.ts";

/** Calls, finished or not. */
export const calls: Listing = {
  name: "calls",
  from: view("call_of(tenant = {tenant:String})"),
  key: ["started_at", "call_id"],
  order: ["started_at", "call_id"],
};

/** What is known of a call, see packages/facts/schema/022_call.sql and 023_call_details.sql. What only its end can tell is null before. */
export const callListColumns = {
  ...communicationColumns,
  ...siteColumns("first_site_id"),
  kind: constant("call"),
  finished: flag("finished", { isNeverNull: true }),
  started_at: instant("started_at", { isNeverNull: true }),
  finished_at: instant(whenFinished("finished_at")),
  finish_reason: token("finish_reason"),
  direction: token("toString(direction)", { isNeverNull: true }),
  source: token("source"),
  lost: flag(whenFinished("lost")),
  // known as soon as somebody talks (ruling A11)
  wait: integer("if(finished or answered, wait, null)"),
  total_wait: integer(whenFinished("total_wait")),
  talk_duration: integer(whenFinished("talk_duration")),
  clean_talk_duration: integer(whenFinished("clean_talk_duration")),
  total_duration: integer(whenFinished("toUnixTimestamp(finished_at) - toUnixTimestamp(started_at)")),
  postprocess_duration: integer("postprocess_duration"),
  call_records: texts("call_records"),
  voice_mail_records: texts("voice_mail_records"),
  /** Of another format than the one that is kept: always empty. */
  no_records: texts("cast([] as Array(String))"),
  last_record_link: text((binder) =>
    binder.recordsBaseUrl === undefined
      ? "cast(null as Nullable(String))"
      : `if(empty(call_records), null, concat(${binder.bind("String", binder.recordsBaseUrl)}, '/', toString(call_id), '/', call_records[-1]))`,
  ),
  virtual_phone_number: phone("virtual_phone_number"),
  contact_phone_number: phone("contact_phone_number"),
  operator_phone_number: text("operator_phone_number"),
  is_transferred: flag("is_transferred", { isNeverNull: true }),
  employees: records({
    id: integer("employee_ids"),
    name: namesOf("employee", "employee_ids"),
    answered: flag("employee_answered"),
    talked: flag("employee_talked"),
  }),
  first_answered_id: id("first_answered_employee_id"),
  first_answered_name: named("employee", "first_answered_employee_id"),
  last_answered_id: id("last_answered_employee_id"),
  last_answered_name: named("employee", "last_answered_employee_id"),
  first_talked_id: id("first_talked_employee_id"),
  first_talked_name: named("employee", "first_talked_employee_id"),
  last_talked_id: id("last_talked_employee_id"),
  last_talked_name: named("employee", "last_talked_employee_id"),
  scenario_id: id("scenario_id"),
  scenario_name: named("scenario", "scenario_id"),
  contact_id: id("contact_id"),
  contact_name: named("address_book_contact", "contact_id"),
  api_request_id: id("call_api_request_id"),
  api_external_id: text("call_api_external_id"),
  score: integer("nullIf(score, 0)"),
} as const;
