import type { AnyEvent } from "@stats/events";
import { describe, expect, it } from "vitest";
import { sec } from "../testing/clock.ts";
import { chatFold } from "../chat/chat.ts";
import { foldAll, weight } from "../entity.ts";
import { goalFold } from "../goal/goal.ts";
import { leadFold } from "../lead/lead.ts";
import { classified, goalReached, sold, tagOff, tagOn, visitorAssigned } from "../testing/communication-events.ts";
import { started, tagged } from "../testing/events.ts";
import { logged } from "../testing/given.ts";
import { processed, received } from "../testing/lead-events.ts";
import type { CommunicationColumns } from "./communication-columns.ts";
import { blankCommunication, communicationColumns } from "./columns.ts";
import { evolveCommunication } from "./evolve.ts";
import { nothingSaid, type Origin } from "./state.ts";
import { communicationWeight } from "./weight.ts";

const unknown: Origin = { number: undefined, visitor: undefined, attribution: undefined };

function columnsAfter(events: readonly AnyEvent[], origin: Partial<Origin> = {}): CommunicationColumns {
  const state = nothingSaid();
  for (const each of logged(events)) evolveCommunication(state, each);
  return communicationColumns(state, { ...unknown, ...origin });
}

/** The events in the order given and in the opposite one: unless two are of one instant, the columns must be the same. */
function inAnyOrder(events: readonly AnyEvent[], origin: Partial<Origin> = {}): CommunicationColumns {
  const columns = columnsAfter(events, origin);
  expect(columnsAfter(events.toReversed(), origin)).toEqual(columns);
  return columns;
}

describe("the origin", () => {
  it("without a word of the visitor all is absent", () => {
    expect(columnsAfter([])).toEqual(blankCommunication);
  });

  it("A3: visitor, attribution and number are as published; a given empty text or 0 is not an absent one", () => {
    const visitor = {
      visitor_id: 7,
      person_id: 8,
      visitor_session_id: 9,
      visitor_type: "new",
      visits_count: 0,
      first_campaign_id: 3,
      city: "",
      device: "mobile",
      custom_properties: [
        { property_name: "b", property_value: "" },
        { property_name: "a", property_value: "2" },
      ],
      segments: [5, 4],
      visit_other_campaign: false,
    } as const;
    const attribution = { campaign_id: 4, utm_source: "", referrer: "https://a.test/?q=1" };
    expect(columnsAfter([], { number: 0, visitor: { ...visitor, custom_properties: [...visitor.custom_properties], segments: [5, 4] }, attribution })).toEqual({
      ...blankCommunication,
      communication_number: 0,
      visitor_id: 7,
      person_id: 8,
      visitor_session_id: 9,
      first_campaign_id: 3,
      visits_count: 0,
      visit_other_campaign: 0,
      visitor_type: "new",
      visitor_city: "",
      visitor_device: "mobile",
      property_names: ["b", "a"],
      property_values: ["", "2"],
      segment_ids: [5, 4],
      campaign_id: 4,
      attribution: { utm_source: "", referrer: "https://a.test/?q=1" },
    });
  });
});

describe("the assignment of a visitor", () => {
  const visitor = { visitor_id: 7, person_id: 8, city: "Omsk", segments: [1] };

  it("settled: replaces the whole block, by what it says of the visitor", () => {
    const columns = inAnyOrder([visitorAssigned("09:00", 9, { visitor_id: 9, device: "tablet" })], { visitor, attribution: { utm_source: "a" } });
    expect(columns).toEqual({ ...blankCommunication, visitor_id: 9, visitor_device: "tablet", attribution: { utm_source: "a" } });
  });

  it("settled: by the id alone where it says nothing more", () => {
    expect(inAnyOrder([visitorAssigned("09:00", 9)], { visitor })).toEqual({ ...blankCommunication, visitor_id: 9 });
  });

  it("rulings, section 4: the latest by event time counts, whatever the order of arrival; of two at one instant the higher offset", () => {
    const later = [visitorAssigned("10:00", 2, { visitor_id: 2, city: "Omsk" }), visitorAssigned("09:00", 3, { visitor_id: 3, device: "other" })];
    expect(inAnyOrder(later)).toMatchObject({ visitor_id: 2, visitor_city: "Omsk", visitor_device: null });
    expect(columnsAfter([visitorAssigned("10:00", 2), visitorAssigned("10:00", 3)])).toMatchObject({ visitor_id: 3 });
  });
});

describe("tags", () => {
  it("A5: of each tag the latest word counts, tagged or untagged, in any order of arrival", () => {
    expect(inAnyOrder([tagOn("10:00", 1), tagOff("10:05", 1), tagOff("10:00", 2), tagOn("10:01", 2)])).toMatchObject({ tag_ids: [2] });
  });

  it("A5: of two words at one instant the higher offset counts", () => {
    expect(columnsAfter([tagOn("10:00", 1), tagOff("10:00", 1)])).toMatchObject({ tag_ids: [] });
    expect(columnsAfter([tagOff("10:00", 1), tagOn("10:00", 1)])).toMatchObject({ tag_ids: [1] });
  });

  it("A5: tagged again refreshes the time, and who did it as a whole", () => {
    const first = tagOn("10:00", 1, { tag_type: "auto", user_id: 4, user_login: "ann", employee_id: 5 });
    expect(columnsAfter([first])).toMatchObject({
      tag_types: ["auto"],
      tag_times: [sec("10:00")],
      tag_user_ids: [4],
      tag_user_logins: ["ann"],
      tag_employee_ids: [5],
    });
    expect(inAnyOrder([first, tagOn("10:02:00.900", 1)])).toMatchObject({
      tag_types: ["manual"],
      tag_times: [sec("10:02")],
      tag_user_ids: [0],
      tag_user_logins: [null],
      tag_employee_ids: [0],
    });
  });

  it("A5: are in the order of whole seconds, then ids", () => {
    expect(inAnyOrder([tagOn("10:00:00.900", 2), tagOn("10:00:00.950", 1), tagOn("09:59", 3)])).toMatchObject({ tag_ids: [3, 1, 2] });
  });

  it("an empty login is not an absent one", () => {
    expect(columnsAfter([tagOn("10:00", 1, { user_login: "" })])).toMatchObject({ tag_user_logins: [""] });
  });
});

describe("sales", () => {
  it("A5: the same sale again replaces by event time; others stand beside it, by id", () => {
    const twice = [sold("10:00", 2, "2026-01-10", "5", { comment: "a" }), sold("10:01", 2, "2026-01-11", "7"), sold("10:02", 1, "2026-01-12", "1")];
    expect(inAnyOrder(twice)).toMatchObject({ sale_ids: [1, 2], sale_costs: ["1", "7"], sale_comments: [null, null] });
  });

  it("settled: a bare date stays apart from an instant at midnight", () => {
    expect(inAnyOrder([sold("10:00", 1, "2026-01-15", "1"), sold("10:01", 2, "2026-01-15T03:00:00.9+03:00", "1", { comment: "" })])).toMatchObject({
      sale_times: [sec("00:00"), sec("00:00")],
      sale_is_date: [1, 0],
      sale_comments: [null, ""],
    });
  });

  it("may be of any year", () => {
    expect(columnsAfter([sold("10:00", 1, "0000-02-29", "1"), sold("10:01", 2, "9999-12-31", "1")])).toMatchObject({
      sale_times: [Date.parse("0000-02-29T00:00:00Z") / 1000, Date.parse("9999-12-31T00:00:00Z") / 1000],
    });
  });

  it.each([
    ["12.50", "12.5"],
    ["007", "7"],
    ["100", "100"],
    ["0.0000", "0"],
    ["-0", "0"],
    ["-00.1200", "-0.12"],
    ["99999999999999.9999", "99999999999999.9999"],
  ])("cost %s is kept as %s", (said, kept) => {
    expect(columnsAfter([sold("10:00", 1, "2026-01-15", said)])).toMatchObject({ sale_costs: [kept] });
  });
});

describe("the classification", () => {
  it("A5: is the latest one, as a whole, an empty one too", () => {
    expect(inAnyOrder([classified("10:00", "primary", "target"), classified("10:05", "lost")])).toMatchObject({ attributes: ["lost"] });
    expect(inAnyOrder([classified("10:00", "primary"), classified("10:05")])).toMatchObject({ attributes: [] });
  });
});

describe("the weight", () => {
  it.each([
    ["a chat", chatFold, (text: string) => started("10:00", { attribution: { referrer: text } })],
    ["a chat's tags", chatFold, (text: string) => tagged("10:00", { user_login: text })],
    ["a lead", leadFold, (text: string) => received("10:00", { text })],
    ["a lead's answer", leadFold, (text: string) => processed("10:00", 5, { answer_message: text })],
    ["a goal", goalFold, (text: string) => goalReached("10:00", { visitor: { visitor_id: 1, city: text } })],
    ["a goal's sales", goalFold, (text: string) => sold("10:00", 1, "2026-01-15", "1", { comment: text })],
  ] as const)("counts the texts that the state of %s keeps", (_what, fold, say) => {
    const weightOf = (text: string) => weight(foldAll(fold, logged([say(text)])));
    expect(weightOf("x".repeat(1000))).toBeGreaterThan(weightOf("") + 999);
  });

  it("grows with what is said, and with its texts", () => {
    const weightAfter = (...events: AnyEvent[]) => {
      const state = nothingSaid();
      for (const each of logged(events)) evolveCommunication(state, each);
      return communicationWeight(state);
    };
    const text = "x".repeat(1000);
    expect(weightAfter(tagOn("10:00", 1))).toBeGreaterThan(weightAfter());
    expect(weightAfter(tagOn("10:00", 1, { user_login: text }))).toBeGreaterThan(weightAfter(tagOn("10:00", 1)) + 999);
    expect(weightAfter(sold("10:00", 1, "2026-01-15", "1", { comment: text }), visitorAssigned("10:00", 1, { visitor_id: 1, city: text }))).toBeGreaterThan(
      2000,
    );
  });
});
