import { attributionFact, visitorFact, type AttributionFact, type VisitorFact } from "./communication-fact.ts";
import type { DecodedEvent } from "./decode-record.ts";
import { byTimeThenOffset, second } from "./order.ts";

/** The columns of a visitor session's fact row that its events decide. */
export interface VisitorSessionFact extends VisitorFact, AttributionFact {
  readonly tenant: string;
  readonly started_at: number;
  readonly started_millisecond: number;
  readonly visitor_session_id: number;
  readonly site_id: number;
  readonly ended_at: number;
  readonly duration: number;
  readonly ip_address: string | null;
  readonly browser_name: string | null;
  readonly browser_version: string | null;
  readonly os_name: string | null;
  readonly os_version: string | null;
  readonly provider: string | null;
  readonly screen: string | null;
  readonly language: string | null;
  readonly hit_times: readonly number[];
  readonly hit_durations: readonly number[];
  readonly hit_urls: readonly string[];
}

/** The row from all distinct events; null until it started (A2). A3 for what the start says, A26 and A27 for hits and durations. */
export function visitorSessionFact(events: readonly (DecodedEvent & { readonly offset: number })[]): VisitorSessionFact | null {
  const inOrder = events.toSorted(byTimeThenOffset);
  const ofType = (type: string) => inOrder.filter((event) => event.type === `session.${type}.v1`);
  const starts = ofType("started");
  const started = starts.findLast(({ timeMs }) => timeMs === starts[0]?.timeMs); // settled last, as X11
  if (!started) return null;
  const { data } = started;
  const text = (field: string) => (data[field] as string | null | undefined) ?? null;
  const hits = ofType("page_viewed");
  const times = hits.map(second);
  const ended = ofType("ended").map(second).at(-1); // settled last: the latest
  const start = second(started);
  return {
    tenant: started.tenant,
    started_at: start,
    started_millisecond: started.timeMs % 1000,
    site_id: data.site_id ?? 0,
    ...visitorFact(data["visitor"]),
    visitor_session_id: Number(data["visitor_session_id"]), // not the one in the visitor block
    ...attributionFact(data["attribution"]),
    ended_at: ended ?? 0,
    duration: Math.max(0, (ended ?? times.at(-1) ?? start) - start),
    ip_address: text("ip_address"),
    browser_name: text("browser_name"),
    browser_version: text("browser_version"),
    os_name: text("os_name"),
    os_version: text("os_version"),
    provider: text("provider"),
    screen: text("screen"),
    language: text("language"),
    hit_times: times,
    hit_durations: times.map((time, index) => Math.max(0, (index === times.length - 1 ? (ended ?? time) : (times[index + 1] ?? time)) - time)),
    hit_urls: hits.map((hit) => String(hit.data["url"])),
  };
}
