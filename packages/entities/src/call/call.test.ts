import { describe, it } from "vitest";
import type { CallRow } from "../rows.ts";
import { connected, ended, finished, holds, leg, ratedCall, remarkedCall, talks } from "../testing/call-events.ts";
import { sec } from "../testing/clock.ts";
import { given } from "../testing/given.ts";

const live = (row: Partial<CallRow>, legs = 1) => ({ call: [row], call_leg: Array.from({ length: legs }, () => ({})) });
/** All legs at one second, so that no start was ever another one's. */
const at10 = "10:00:00";
const five = { employee_id: 5 };
const six = { employee_id: 6 };

describe("the start of a call", () => {
  it("X11: without a started leg there is no row, whatever else is known", () => {
    given([connected("10:00", 1), talks("10:00:01", 1), ended("10:01", 1), ratedCall("10:02", { score: 5 })])
      .when(finished("10:01"))
      .gives({});
  });

  it("contract: is that of the first leg, the earliest, and so are direction and day", () => {
    given([leg("10:00:05", 2, { direction: "in" })])
      .when(leg("10:00:02", 9, { direction: "out" }))
      .gives({
        call: [
          { started_at: sec("10:00:02"), direction: "out", deleted: 0 },
          { started_at: sec("10:00:05"), deleted: 1, direction: "none" },
        ],
        call_leg: [
          { leg_id: 9, started_at: sec("10:00:02"), deleted: 0 },
          { leg_id: 2, started_at: sec("10:00:05"), deleted: 0 },
        ],
      });
  });

  it("contract: of two legs at one millisecond the lower leg_id is the first, whichever came first", () => {
    given([leg(at10, 2, { direction: "in" })])
      .when(leg(at10, 1, { direction: "out" }))
      .gives(live({ direction: "out" }, 2));
  });

  it("X11: of several starts of one leg the earliest counts, as a whole", () => {
    given([leg("10:00:01", 1, { site_id: 1, department_id: 4 })])
      .when(leg("10:00:00", 1, { site_id: 2 }))
      .gives({
        call: [{ started_at: sec("10:00:00"), site_id: 2, department_id: 0 }, { deleted: 1 }],
        call_leg: [{ started_at: sec("10:00:00") }, { deleted: 1 }],
      });
  });

  it("X11: of two starts of one leg at one instant the higher offset counts", () => {
    given([leg(at10, 1, { site_id: 1 })])
      .when(leg(at10, 1, { site_id: 2 }))
      .gives(live({ site_id: 2 }));
  });

  it("X5: site, department and queue are each the last that a leg names, by the legs' starts", () => {
    given([leg("10:00:00.900", 3, { site_id: 3 }), leg("10:00:00.100", 1, { site_id: 1, department_id: 1, queue_id: 1 })])
      .when(leg("10:00:00.500", 2, { department_id: 2 }))
      .gives(live({ site_id: 3, department_id: 2, queue_id: 1 }, 3));
  });
});

describe("the end of a call", () => {
  const legs = [leg(at10, 1), leg(at10, 2, five)];

  it("contract: is the latest end of a leg once call.finished arrived, and unknown before", () => {
    given([...legs, ended("10:05", 1)])
      .when(ended("10:07", 2))
      .gives(live({ finished: 0, finished_at: 0 }, 2));
    given([...legs, ended("10:05", 1), ended("10:07", 2)])
      .when(finished("10:06"))
      .gives(live({ finished: 1, finished_at: sec("10:07") }, 2));
  });

  it("A8: is the time of call.finished while no leg has ended", () => {
    given(legs)
      .when(finished("10:06"))
      .gives(live({ finished: 1, finished_at: sec("10:06") }, 2));
  });

  it("settled last: of several ends of a leg the latest counts", () => {
    given([...legs, finished("10:06"), ended("10:07", 2)])
      .when(ended("10:03", 2))
      .gives(live({ finished_at: sec("10:07") }, 2));
  });

  it("own: a leg that never started ends nothing", () => {
    given([...legs, finished("10:06"), ended("10:05", 1)])
      .when(ended("10:30", 9))
      .gives(live({ finished_at: sec("10:05") }, 2));
  });

  it("own: is never before the start", () => {
    given([...legs, finished("10:06")])
      .when(ended("09:30", 1))
      .gives(live({ finished_at: sec("10:00"), wait: 0 }, 2));
  });
});

describe("wait and talk (A10)", () => {
  it("X1: are in whole seconds: 0.2 s over the edge of a second are one", () => {
    given([leg("10:00:00.900", 1, five)])
      .when(talks("10:00:01.100", 1))
      .gives(live({ answered: 1, first_talk_at: sec("10:00:01"), wait: 1 }));
  });

  it("wait runs to the first talk and is known while the call goes on; talk is not", () => {
    given([leg(at10, 1), leg(at10, 2, five), talks("10:00:20", 2), holds("10:01", 2)])
      .when(connected("10:00:15", 2))
      .gives(live({ answered: 1, finished: 0, wait: 20, talk_duration: 0, clean_talk_duration: 0, total_wait: 0, last_talk_end_at: 0 }, 2));
  });

  it("talk runs from the first to the last; clean is the union, total wait the rest: 20 s and the hold of 60 s", () => {
    given([leg(at10, 1), leg(at10, 2, five), talks("10:00:20", 2), holds("10:01:20", 2), talks("10:02:20", 2), ended("10:03:20", 2)])
      .when(finished("10:03:20"))
      .gives(live({ wait: 20, talk_duration: 180, clean_talk_duration: 120, total_wait: 80, last_talk_end_at: sec("10:03:20") }, 2));
  });

  it("two operators at once count once in the union", () => {
    given([leg(at10, 1, five), leg(at10, 2, six), talks("10:00:10", 1), talks("10:00:30", 2), ended("10:01:00", 1), ended("10:01:10", 2)])
      .when(finished("10:01:10"))
      .gives(live({ wait: 10, talk_duration: 60, clean_talk_duration: 60, total_wait: 10 }, 2));
  });

  it("the visitor's own talk fills no pause between operators (A9), nor does a coach's", () => {
    given([
      leg(at10, 1),
      leg(at10, 2, five),
      leg(at10, 3, { ...six, is_coach: true }),
      talks("10:00:00", 1),
      talks("10:00:05", 3),
      talks("10:00:10", 2),
      holds("10:00:20", 2),
      ended("10:00:40", 1),
      ended("10:00:40", 3),
    ])
      .when(finished("10:00:40"))
      .gives(live({ wait: 10, talk_duration: 10, clean_talk_duration: 10, employee_id: 5 }, 3));
  });

  it("a talk without an end of its own ends with its leg", () => {
    given([leg(at10, 1, five), leg(at10, 2), talks("10:00:10", 1), ended("10:00:30", 1), ended("10:01:00", 2)])
      .when(finished("10:01:00"))
      .gives(live({ talk_duration: 20, last_talk_end_at: sec("10:00:30") }, 2));
  });

  it("settled last (other file): a talk whose leg never ends ends with the finished call", () => {
    given([leg(at10, 1, five), leg(at10, 2), talks("10:00:10", 1), ended("10:01:00", 2)])
      .when(finished("10:02:00"))
      .gives(live({ talk_duration: 50, last_talk_end_at: sec("10:01:00") }, 2));
  });

  it("a call that is over without talk waited to its end", () => {
    given([leg(at10, 1), leg(at10, 2, five), ended("10:00:40", 1)])
      .when(finished("10:00:41"))
      .gives(live({ answered: 0, wait: 40, talk_duration: 0, total_wait: 40 }, 2));
  });

  it("late news of a talk and of an earlier start change what is known", () => {
    given([leg(at10, 1, five), finished("10:02"), ended("10:02", 1), talks("10:01", 1)])
      .when(talks("10:00:30", 1))
      .gives(live({ wait: 30, talk_duration: 90 }));
  });
});

describe("being lost", () => {
  const unanswered = (direction: "in" | "out") => [leg(at10, 1, { direction }), ended("10:01", 1)];

  it("A11: incoming, over and never talked; not while it goes on", () => {
    given(unanswered("in")).gives(live({ lost: 0 }));
    given(unanswered("in"))
      .when(finished("10:01"))
      .gives(live({ lost: 1 }));
    given(unanswered("out"))
      .when(finished("10:01"))
      .gives(live({ lost: 0 }));
  });

  it("A11: a talk of an operator saves it, one of a coach or of the visitor does not", () => {
    const talked = (said: object) => given([leg(at10, 1, said), talks("10:00:10", 1), ended("10:01", 1)]).when(finished("10:01"));
    talked(five).gives(live({ lost: 0 }));
    talked({ ...five, is_coach: true }).gives(live({ lost: 1 }));
    talked({ ...five, is_operator: false }).gives(live({ lost: 1 }));
  });

  it("A11: what the latest call.finished says wins, whichever came first", () => {
    given(unanswered("in"))
      .when(finished("10:01", false))
      .gives(live({ lost: 0 }));
    given(unanswered("out"))
      .when(finished("10:01", true))
      .gives(live({ lost: 1 }));
    given([...unanswered("in"), finished("10:03", true)])
      .when(finished("10:02", false))
      .gives(live({ lost: 1 }));
  });

  it("A11: if the latest call.finished says nothing, an earlier one's word is void", () => {
    given([...unanswered("in"), finished("10:02", false)])
      .when(finished("10:03"))
      .gives(live({ lost: 1 }));
  });
});

describe("credit (X6)", () => {
  it("is of the operator's leg that talked first", () => {
    given([leg(at10, 1, five), leg(at10, 2, six), talks("10:00:20", 1)])
      .when(talks("10:00:10", 2))
      .gives(live({ employee_id: 6 }, 2));
  });

  it("is of the lower leg_id when two legs talk from one millisecond on, whichever came first", () => {
    given([leg(at10, 1, five), leg(at10, 2, six), talks("10:00:20", 2)])
      .when(talks("10:00:20", 1))
      .gives(live({ employee_id: 5 }, 2));
  });

  it("is of the lower leg_id even when the other leg started earlier", () => {
    given([leg("10:00:00.100", 2, six), leg("10:00:00.200", 1, five), talks("10:00:20", 2)])
      .when(talks("10:00:20", 1))
      .gives(live({ employee_id: 5 }, 2));
  });

  it("goes by milliseconds within one second", () => {
    given([leg(at10, 1, five), leg(at10, 2, six), talks("10:00:20.500", 1)])
      .when(talks("10:00:20.400", 2))
      .gives(live({ employee_id: 6 }, 2));
  });

  it("is, without talk, of the last-started operator's leg that names one; at one millisecond the higher leg_id is the last", () => {
    given([leg(at10, 3, { is_operator: true }), leg(at10, 2, six), leg(at10, 1, five)]).gives(live({ employee_id: 6 }, 3));
  });

  it("settled last: is never a coach's", () => {
    given([leg(at10, 1, five), leg(at10, 2, { ...six, is_coach: true }), talks("10:00:05", 2)])
      .when(talks("10:00:10", 1))
      .gives(live({ employee_id: 5 }, 2));
    given([leg(at10, 1, { ...six, is_coach: true })]).gives(live({ employee_id: 0 }));
  });

  it("settled last: if the leg that talked first names nobody, the last-started that names one has it, even if another named one talked", () => {
    given([leg("10:00:00.100", 1, { is_operator: true }), leg("10:00:00.200", 2, five), leg("10:00:00.300", 3, six), talks("10:00:05", 1)])
      .when(talks("10:00:10", 2))
      .gives(live({ employee_id: 6 }, 3));
  });

  it("contract: a leg with an employee that is said to be no operator's is not credited", () => {
    given([leg(at10, 1, { ...five, is_operator: false })]).gives(live({ employee_id: 0 }));
  });
});

describe("ratings and remarks of a call", () => {
  it("X9: face, vote and score are each the latest that is given", () => {
    given([leg(at10, 1), ratedCall("10:09", { face: "happy" }), ratedCall("10:05", { face: "sad", score: 2 })])
      .when(ratedCall("10:06", { vote: "negative" }))
      .gives(live({ face: "happy", vote: "negative", score: 2 }));
  });

  it("L9, X12: the latest remark; at one instant the higher offset", () => {
    given([leg(at10, 1), remarkedCall("10:09", 1), remarkedCall("10:09", 2)])
      .when(remarkedCall("10:08", 3))
      .gives(live({ remark_id: 2 }));
  });
});
