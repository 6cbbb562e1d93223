import type { EventData } from "@stats/events";
import { describe, expect, it } from "vitest";
import { foldAll, weight } from "../entity.ts";
import type { VisitorSessionRow } from "../rows.ts";
import { sec } from "../testing/clock.ts";
import { event } from "../testing/events.ts";
import { given, logged } from "../testing/given.ts";
import { sessionFold } from "./session.ts";

const sessionId = 9001;
const began = (clock: string, said: Partial<EventData["session.started.v1"]> = {}) =>
  event("session.started.v1", "session", sessionId, clock, { visitor_session_id: sessionId, visitor: { visitor_id: 77 }, site_id: 3, ...said });
const viewed = (clock: string, url: string) => event("session.page_viewed.v1", "session", sessionId, clock, { visitor_session_id: sessionId, url });
const left = (clock: string) => event("session.ended.v1", "session", sessionId, clock, { visitor_session_id: sessionId });
const one = (...rows: Partial<VisitorSessionRow>[]) => ({ visitor_session: rows });

describe("what a visitor session is", () => {
  it("A2: it has no row until it starts, whatever else is known", () => {
    given([viewed("10:00", "/a")])
      .when(left("10:01"))
      .gives({});
  });

  it("is as its start says; what is absent is 0 or null", () => {
    given([began("10:00:00.900")]).gives(
      one({
        started_at: sec("10:00:00"),
        started_millisecond: 900,
        visitor_session_id: sessionId,
        site_id: 3,
        visitor_id: 77,
        person_id: 0,
        visits_count: null,
        visitor_city: null,
        campaign_id: 0,
        attribution: {},
        ip_address: null,
        language: null,
        ended_at: 0,
        duration: 0,
        hit_times: [],
        deleted: 0,
      }),
    );
  });

  it("A3: visitor, attribution and device are kept as published, an empty text too; the session named in the visitor block is not its own id", () => {
    const client = {
      ip_address: "203.0.113.7",
      browser_name: "Firefox",
      browser_version: "148",
      os_name: "",
      os_version: "1",
      provider: "p",
      screen: "1x1",
      language: "ru",
    };
    const visitor = { visitor_id: 77, person_id: 5, visitor_session_id: 4, visits_count: 2, city: "Омск", device: "mobile", segments: [2, 1] } as const;
    given([
      began("10:00", { ...client, visitor: { ...visitor, segments: [2, 1] }, attribution: { campaign_id: 6, utm_source: "", entrance_page: "/a" } }),
    ]).gives(
      one({
        ...client,
        visitor_session_id: sessionId,
        person_id: 5,
        visits_count: 2,
        visitor_city: "Омск",
        visitor_device: "mobile",
        segment_ids: [2, 1],
        campaign_id: 6,
        attribution: { utm_source: "", entrance_page: "/a" },
      }),
    );
  });

  it("settled last: of several starts the earliest counts, as a whole, and the other is taken back", () => {
    given([began("10:05", { language: "ru" })])
      .when(began("10:00", { site_id: 4 }))
      .gives(one({ started_at: sec("10:00"), site_id: 4, language: null, deleted: 0 }, { started_at: sec("10:05"), deleted: 1, visitor_id: 0 }));
  });

  it("settled last: of two starts at one instant the higher offset counts", () => {
    given([began("10:00", { site_id: 4 })])
      .when(began("10:00", { site_id: 5 }))
      .gives(one({ site_id: 5 }));
  });
});

describe("hits and durations", () => {
  it("A26, A27: page views by time; each lasts to the next, the last to the end", () => {
    given([began("10:00"), viewed("10:00", "/a"), viewed("10:05", "/c"), left("10:06")])
      .when(viewed("10:01:00.500", "/b"))
      .gives(
        one({
          ended_at: sec("10:06"),
          duration: 360,
          hit_times: [sec("10:00"), sec("10:01"), sec("10:05")],
          hit_durations: [60, 240, 60],
          hit_urls: ["/a", "/b", "/c"],
        }),
      );
  });

  it("A26, A27: without an end the session lasts to its last page view, which has no duration", () => {
    given([began("10:00"), viewed("10:00", "/a")])
      .when(viewed("10:01", "/b"))
      .gives(one({ ended_at: 0, duration: 60, hit_durations: [60, 0] }));
  });

  it("settled last: of several ends the latest counts, whichever came first", () => {
    given([began("10:00"), left("10:09")])
      .when(left("10:03"))
      .gives(one({ ended_at: sec("10:09"), duration: 540 }));
  });

  it("settled last: page views go by milliseconds, at one millisecond by their place in the log", () => {
    given([began("10:00"), viewed("10:00:01.900", "/b"), viewed("10:00:01.100", "/a"), viewed("10:00:01.900", "/c")])
      .when(viewed("10:00:01.900", "/b"))
      .gives(one({ hit_urls: ["/a", "/b", "/c", "/b"], hit_durations: [0, 0, 0, 0] }));
  });

  it("own: an end before the start, or before a page view, makes no duration negative", () => {
    given([began("10:00"), viewed("10:05", "/a")])
      .when(left("09:00"))
      .gives(one({ ended_at: sec("09:00"), duration: 0, hit_durations: [0] }));
    given([began("10:00")])
      .when(viewed("09:00", "/a"))
      .gives(one({ duration: 0, hit_durations: [0] }));
  });

  it("weigh what their addresses weigh", () => {
    const weightOf = (urls: readonly string[]) => weight(foldAll(sessionFold, logged([began("10:00"), ...urls.map((url) => viewed("10:01", url))])));
    expect(weightOf(Array.from({ length: 10 }, () => "x".repeat(1000)))).toBeGreaterThan(weightOf([]) + 10_000);
  });
});
