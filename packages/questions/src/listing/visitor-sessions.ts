import { id, instant, integer, records, text, token } from "./column.ts";
import { communicationColumns, siteColumns } from "./communication-columns.ts";
import { communicationTimes, orderedCommunications } from "./communications-of.ts";
import type { Relation } from "./relation.ts";
import type { Listing } from "./statement.ts";

const sessions = "visitor_session_of(tenant = {tenant:String})";

/** With the communications of each session where a statement names them: looked up for the sessions in question, by their ids. */
const sessionRelation: Relation = (named, _binder, rows) => {
  if (!communicationTimes.some((column) => named.has(column))) return sessions;
  const inQuestion = rows.page ?? `select started_at, visitor_session_id from ${sessions} where ${rows.within}`;
  return `(
  select * from ${sessions} as session
  left join (
    ${orderedCommunications("visitor_session_id", `visitor_session_id in (select visitor_session_id from (${inQuestion}))`)}
  ) as its using (visitor_session_id)
  where ${rows.within}
)`;
};

/** Visitors' sessions, by their start. */
export const visitorSessions: Listing = {
  name: "visitor-sessions",
  from: sessionRelation,
  key: ["started_at", "visitor_session_id"],
  order: ["started_at", "visitor_session_id"],
};

const pad = (number: string): string => `if(${number} < 10, concat('0', toString(${number})), toString(${number}))`;
/** Hours without bound: `HH:MM:SS` (ruling A27). */
const clockText = (seconds: string): string =>
  `concat(${pad(`intDiv(${seconds}, 3600)`)}, ':', ${pad(`intDiv(${seconds}, 60) % 60`)}, ':', ${pad(`${seconds} % 60`)})`;

/** See packages/facts/schema/028_visitor.sql. */
export const visitorSessionListColumns = {
  ...communicationColumns,
  ...siteColumns(),
  session_id: integer("visitor_session_id", { isNeverNull: true }),
  started_at: instant("started_at", { isNeverNull: true }),
  duration: integer("duration", { isNeverNull: true }),
  engine: token("if(mapContains(attribution, 'engine'), attribution['engine'], null)"),
  // where it began: as published, else the first page (ruling A26)
  entrance_page: text("multiIf(mapContains(attribution, 'entrance_page'), attribution['entrance_page'], empty(hit_urls), null, hit_urls[1])"),
  exit_page: text("if(empty(hit_urls), null, hit_urls[-1])"),
  ip_address: text("ip_address"),
  browser_name: text("browser_name"),
  browser_version: text("browser_version"),
  os_name: text("os_name"),
  os_version: text("os_version"),
  provider: text("provider"),
  screen: text("screen"),
  language: text("language"),
  hits_count: integer("length(hit_urls)", { isNeverNull: true }),
  hits: records({
    at: instant("hit_times"),
    duration: text(`arrayMap(seconds -> ${clockText("seconds")}, hit_durations)`),
    url: text("hit_urls"),
  }),
  communications: records({
    type: token("its_communication_kinds"),
    id: integer("its_communication_ids"),
    at: instant("its_communication_times"),
  }),
  visitor: id("visitor_id"),
} as const;
