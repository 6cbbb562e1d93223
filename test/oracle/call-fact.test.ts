import { describe, expect, it } from "vitest";
import { callFact } from "./call-fact.ts";
import { callLegFacts } from "./call-leg-fact.ts";
import { callStory, leg, on } from "./given-calls.ts";
import { at } from "./given-events.ts";

const seconds = (time: string): number => at(time) / 1000;
const five = { employee_id: 5 };
const six = { employee_id: 6 };

describe("a call", () => {
  it("as a whole: a visitor, an operator with a hold, a transfer", () => {
    const told = callStory(
      leg("10:00:00.900", 1, { site_id: 3, queue_id: 4 }),
      leg("10:00:05", 2, { ...five, department_id: 2 }),
      on("10:00:09", "connected", 2),
      on("10:00:10.100", "talk_started", 2),
      on("10:01:10", "talk_ended", 2),
      leg("10:01:20", 3, { ...six, is_transferred: true, queue_id: 9 }),
      on("10:01:40", "talk_started", 3),
      on("10:01:41", "ended", 2),
      on("10:03:40", "ended", 3),
      on("10:03:41", "ended", 1),
      ["10:03:42", "finished", { finish_reason: "success_finish" }],
      ["10:09:00", "rated", { score: 4 }],
      ["10:09:01", "remarked", { employee_id: 1, remark_id: 2 }],
    );
    expect(callFact(told.toReversed())).toMatchObject({
      tenant: "acme",
      started_at: seconds("10:00:00"),
      call_id: 70,
      direction: "in",
      site_id: 3,
      department_id: 2,
      queue_id: 9,
      employee_id: 5,
      answered: 1,
      finished: 1,
      lost: 0,
      first_talk_at: seconds("10:00:10"),
      last_talk_end_at: seconds("10:03:40"),
      finished_at: seconds("10:03:41"),
      wait: 10,
      talk_duration: 210,
      clean_talk_duration: 180,
      total_wait: 40,
      face: "none",
      vote: "none",
      score: 4,
      remark_id: 2,
    });
    expect(callLegFacts(told)).toMatchObject([
      { leg_id: 1, is_operator: 0, talk_starts: [], ended_at: seconds("10:03:41"), connected_at: 0, calling_phone_number: "7903", called_phone_number: "" },
      { leg_id: 2, is_operator: 1, is_transferred: 0, connected_at: seconds("10:00:09"), talk: 60, hold: 0 },
      { leg_id: 3, started_at: seconds("10:01:20"), is_transferred: 1, talk: 120, talk_ends: [seconds("10:03:40")] },
    ]);
  });

  it("X11: nothing without a started leg", () => {
    const told = callStory(on("10:00:00", "talk_started", 1), ["10:01:00", "finished"]);
    expect(callFact(told)).toBeNull();
    expect(callLegFacts(told)).toEqual([]);
  });

  it("X11: a leg told twice is as at the earliest, at one instant as the higher offset says", () => {
    expect(callFact(callStory(leg("10:00:05", 1, { site_id: 1 }), leg("10:00:01", 1, { site_id: 2 })))).toMatchObject({
      started_at: seconds("10:00:01"),
      site_id: 2,
    });
    expect(callFact(callStory(leg("10:00:01", 1, { site_id: 1 }), leg("10:00:01", 1, { site_id: 2 })))).toMatchObject({ site_id: 2 });
  });

  it("contract: direction of the first leg, at one millisecond the lowest leg_id", () => {
    expect(callFact(callStory(leg("10:00:00", 2), leg("10:00:00", 1, { direction: "out" })))).toMatchObject({ direction: "out" });
  });

  it.each([
    ["talked first", [leg("10:00:00", 1, five), leg("10:00:01", 2, six), on("10:00:09", "talk_started", 1), on("10:00:08", "talk_started", 2)], 6],
    [
      "at one millisecond the lower leg_id",
      [leg("10:00:00", 2, six), leg("10:00:01", 1, five), on("10:00:08", "talk_started", 2), on("10:00:08", "talk_started", 1)],
      5,
    ],
    ["without talk the last-started that names one", [leg("10:00:02", 1, { is_operator: true }), leg("10:00:01", 2, six), leg("10:00:00", 3, five)], 6],
    [
      "the first talker names nobody: the last-started named, though another named one talked later",
      [
        leg("10:00:00", 1, { is_operator: true }),
        leg("10:00:01", 2, five),
        leg("10:00:02", 3, six),
        on("10:00:08", "talk_started", 1),
        on("10:00:09", "talk_started", 2),
      ],
      6,
    ],
    ["never a coach", [leg("10:00:00", 1, five), leg("10:00:01", 2, { ...six, is_coach: true }), on("10:00:08", "talk_started", 2)], 5],
    ["nobody who is no operator", [leg("10:00:00", 1, { ...five, is_operator: false }), on("10:00:08", "talk_started", 1)], 0],
  ] as const)("X6: %s", (_, told, employee) => {
    expect(callFact(callStory(...told))).toMatchObject({ employee_id: employee });
  });

  it.each([
    ["incoming, never talked", [leg("10:00:00", 1)], {}, 1],
    ["outgoing", [leg("10:00:00", 1, { direction: "out" })], {}, 0],
    ["the event says so", [leg("10:00:00", 1, { direction: "out" })], { is_lost: true }, 1],
    ["the event says no", [leg("10:00:00", 1)], { is_lost: false }, 0],
    ["null says nothing", [leg("10:00:00", 1)], { is_lost: null }, 1],
    ["an operator talked", [leg("10:00:00", 1, five), on("10:00:01", "talk_started", 1)], {}, 0],
    ["only a coach talked", [leg("10:00:00", 1, { ...five, is_coach: true }), on("10:00:01", "talk_started", 1)], {}, 1],
  ] as const)("A11 lost: %s", (_, told, said, lost) => {
    expect(callFact(callStory(...told, ["10:01:00", "finished", said]))).toMatchObject({ lost, finished: 1 });
    expect(callFact(callStory(...told))).toMatchObject({ lost: 0, finished: 0, finished_at: 0 });
  });

  it("A8: finishes at the latest end of a leg, else at call.finished; A10: without talk it waited till then", () => {
    expect(callFact(callStory(leg("10:00:00", 1), on("10:00:50", "ended", 1), ["10:00:40", "finished"]))).toMatchObject({
      finished_at: seconds("10:00:50"),
      wait: 50,
      total_wait: 50,
    });
    expect(callFact(callStory(leg("10:00:00", 1), ["10:00:40", "finished"]))).toMatchObject({ finished_at: seconds("10:00:40"), wait: 40 });
  });

  it("A10: talks at once count once, pauses are waiting; settled last: an open talk ends with the call", () => {
    const told = callStory(
      leg("10:00:00", 1, five),
      leg("10:00:00", 2, six),
      on("10:00:10", "talk_started", 1),
      on("10:00:30", "talk_ended", 1),
      on("10:00:20", "talk_started", 2),
      on("10:00:40", "talk_ended", 2),
      on("10:01:00", "talk_started", 1),
      ["10:01:30", "finished"],
    );
    expect(callFact(told)).toMatchObject({ wait: 10, talk_duration: 80, clean_talk_duration: 60, total_wait: 30 });
  });
});

describe("the talks of a leg", () => {
  it("start once until they end, and have no end while nothing is over", () => {
    const told = callStory(
      leg("10:00:00", 1),
      on("10:00:05", "talk_ended", 1),
      on("10:00:10", "talk_started", 1),
      on("10:00:12", "talk_started", 1),
      on("10:00:30", "talk_ended", 1),
      on("10:00:40", "talk_started", 1),
    );
    expect(callLegFacts(told)).toMatchObject([
      { talk_starts: [seconds("10:00:10"), seconds("10:00:40")], talk_ends: [seconds("10:00:30"), 0], talk: 20, hold: 10 },
    ]);
  });

  it("end with the leg, but not before they began", () => {
    expect(callLegFacts(callStory(leg("10:00:00", 1), on("10:00:10", "talk_started", 1), on("10:00:25", "ended", 1)))).toMatchObject([{ talk: 15 }]);
    expect(callLegFacts(callStory(leg("10:00:00", 1), on("10:00:10", "talk_started", 1), on("10:00:05", "ended", 1)))).toMatchObject([
      { talk: 0, talk_ends: [seconds("10:00:10")] },
    ]);
  });

  it("settled last: earliest pick-up, latest end", () => {
    const told = callStory(
      leg("10:00:00", 1),
      on("10:00:10", "connected", 1),
      on("10:00:05", "connected", 1),
      on("10:01:00", "ended", 1),
      on("10:00:50", "ended", 1),
    );
    expect(callLegFacts(told)).toMatchObject([{ connected_at: seconds("10:00:05"), ended_at: seconds("10:01:00") }]);
  });
});
