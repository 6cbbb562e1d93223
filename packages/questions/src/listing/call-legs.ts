import { phone } from "./call-cells.ts";
import { decimal, flag, id, instant, integer, named, text, texts, token } from "./column.ts";
import { view } from "./relation.ts";
import type { Listing } from "./statement.ts";

/** Legs of calls, by their own start. */
export const callLegs: Listing = {
  name: "call-legs",
  from: view("call_leg_of(tenant = {tenant:String})"),
  key: ["started_at", "call_id", "leg_id"],
  order: ["started_at", "leg_id"],
};

/** What is known of a leg, see packages/facts/schema/022_call.sql and 023_call_details.sql. */
export const callLegListColumns = {
  leg_id: integer("leg_id", { isNeverNull: true }),
  call_id: integer("call_id", { isNeverNull: true }),
  call_records: texts("call_records"),
  /** As of calls: always empty. */
  no_records: texts("cast([] as Array(String))"),
  started_at: instant("started_at", { isNeverNull: true }),
  connected_at: instant("nullIf(connected_at, toDateTime(0, 'UTC'))"),
  duration: integer("duration"),
  /** Null until the leg has ended. */
  total_duration: integer("total_duration"),
  virtual_phone_number: phone("virtual_phone_number"),
  calling_phone_number: phone("calling_phone_number"),
  called_phone_number: phone("called_phone_number"),
  contact_phone_number: phone("contact_phone_number"),
  direction: token("toString(direction)", { isNeverNull: true }),
  source: token("source"),
  is_transferred: flag("is_transferred", { isNeverNull: true }),
  is_operator: flag("is_operator", { isNeverNull: true }),
  is_coach: flag("is_coach", { isNeverNull: true }),
  is_failed: flag("is_failed"),
  is_talked: flag("notEmpty(talk_starts)", { isNeverNull: true }),
  employee_id: id("employee_id"),
  employee_name: named("employee", "employee_id"),
  employee_phone_number: text("employee_phone_number"),
  employee_rating: integer("employee_rating"),
  scenario_id: id("scenario_id"),
  scenario_name: named("scenario", "scenario_id"),
  contact_id: id("contact_id"),
  contact_name: named("address_book_contact", "contact_id"),
  release_cause_code: integer("release_cause_code"),
  release_cause_description: text("release_cause_description"),
  direction_type: token("nullIf(toString(direction_type), 'none')"),
  chargeable_duration: integer("chargeable_duration"),
  cost_per_minute: decimal("cost_per_minute"),
  /** Null for a leg that was never charged. */
  total_charge: decimal("total_charge"),
  bonuses_charge: decimal("bonuses_charge"),
} as const;
