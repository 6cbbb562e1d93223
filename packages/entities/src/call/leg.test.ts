import { describe, it } from "vitest";
import type { CallLegRow } from "../rows.ts";
import { connected, ended, finished, holds, leg, talks } from "../testing/call-events.ts";
import { sec } from "../testing/clock.ts";
import { given } from "../testing/given.ts";

const one = (row: Partial<CallLegRow>) => ({ call: [{}], call_leg: [row] });
const start = leg("10:00", 4, { employee_id: 5 });

describe("a leg of a call", () => {
  it("has what its start says; a hidden number stays empty", () => {
    given([
      leg("10:00", 4, { direction: "out", calling_phone_number: "", called_phone_number: "790", employee_id: 5, is_transferred: true, is_coach: true }),
    ]).gives(
      one({
        call_id: 77,
        leg_id: 4,
        direction: "out",
        virtual_phone_number: "4951234567",
        calling_phone_number: "",
        called_phone_number: "790",
        employee_id: 5,
        is_operator: 1,
        is_coach: 1,
        is_transferred: 1,
        started_at: sec("10:00"),
        connected_at: 0,
        ended_at: 0,
        talk_starts: [],
        talk_ends: [],
      }),
    );
  });

  it("settled last (other file): was picked up at the earliest leg_connected and ended at the latest leg_ended", () => {
    given([start, connected("10:00:20", 4), ended("10:02", 4), ended("10:01", 4)])
      .when(connected("10:00:10", 4))
      .gives(one({ connected_at: sec("10:00:10"), ended_at: sec("10:02") }));
  });

  it("talks until held, again until its end; in between it is on hold", () => {
    given([start, talks("10:00:10", 4), holds("10:00:30", 4), talks("10:01:00", 4)])
      .when(ended("10:01:40", 4))
      .gives(one({ talk_starts: [sec("10:00:10"), sec("10:01:00")], talk_ends: [sec("10:00:30"), sec("10:01:40")], talk: 60, hold: 30 }));
  });

  it("has an open talk, without seconds, while neither leg nor call is over", () => {
    given([start, talks("10:00:10", 4), holds("10:00:30", 4)])
      .when(talks("10:01:00", 4))
      .gives(one({ talk_starts: [sec("10:00:10"), sec("10:01:00")], talk_ends: [sec("10:00:30"), 0], talk: 20, hold: 30 }));
  });

  it("ends an open talk with the finished call when it has no end of its own", () => {
    given([start, talks("10:00:10", 4)])
      .when(finished("10:00:50"))
      .gives(one({ ended_at: 0, talk_ends: [sec("10:00:50")], talk: 40 }));
  });

  it("goes on talking through a second start; an end outside of a talk ends nothing", () => {
    given([start, talks("10:00:10", 4), holds("10:00:05", 4), holds("10:00:40", 4)])
      .when(talks("10:00:20", 4))
      .gives(one({ talk_starts: [sec("10:00:10")], talk_ends: [sec("10:00:40")], talk: 30, hold: 0 }));
  });

  it("ends a talk with the next leg_talk_ended even after the leg's end, and never before the talk began", () => {
    given([start, talks("10:00:10", 4), ended("10:00:20", 4)])
      .when(holds("10:00:21", 4))
      .gives(one({ talk: 11 }));
    given([start, talks("10:00:10", 4)])
      .when(ended("10:00:05", 4))
      .gives(one({ talk: 0, talk_starts: [sec("10:00:10")], talk_ends: [sec("10:00:10")] }));
  });

  it("of a start and an end at one millisecond the log's order decides", () => {
    given([start, holds("10:00:10", 4), talks("10:00:10", 4)])
      .when(holds("10:00:30", 4))
      .gives(one({ talk: 20 }));
    given([start, talks("10:00:10", 4), holds("10:00:10", 4)])
      .when(holds("10:00:30", 4))
      .gives(one({ talk: 0 }));
  });

  it("has no row until it has started, and changes nothing of the call", () => {
    given([start, connected("10:00:10", 5), talks("10:00:11", 5)])
      .when(finished("10:00:20"))
      .gives({ call: [{ answered: 0 }], call_leg: [{ leg_id: 4 }] });
  });
});
