import { describe, it } from "vitest";
import type { CallRow } from "../rows.ts";
import {
  classifiedCall,
  connected,
  finished,
  holds,
  leg,
  postprocessed,
  recordedCall,
  soldByCall,
  taggedCall,
  talks,
  visitorOfCall,
} from "../testing/call-events.ts";
import { given } from "../testing/given.ts";

const live = (row: Partial<CallRow>, legs = 1) => ({ call: [row], call_leg: Array.from({ length: legs }, () => ({})) });
/** All legs in one second, so that no start was ever another one's. */
const first = "10:00:00.100";
const second = "10:00:00.200";
const third = "10:00:00.300";
const five = { employee_id: 5 };
const six = { employee_id: 6 };

describe("where a call comes from (A6)", () => {
  it("virtual number and direction are of the first leg, whatever later ones say", () => {
    given([leg(second, 2, { virtual_phone_number: "2", direction: "out" })])
      .when(leg(first, 1, { virtual_phone_number: "1" }))
      .gives(live({ virtual_phone_number: "1", direction: "in" }, 2));
  });

  it("source, site, scenario, contact, API request and number are each of the earliest leg that has one", () => {
    const later = { source: "sip", site_id: 9, scenario_id: 9, contact_id: 9, call_api_request_id: 9, call_api_external_id: "9", communication_number: 9 };
    given([leg(first, 1, { source: "" }), leg(third, 3, later)])
      .when(leg(second, 2, { site_id: 2, call_api_external_id: "", communication_number: 0 }))
      .gives(
        live(
          {
            source: "",
            first_site_id: 2,
            site_id: 9,
            scenario_id: 9,
            contact_id: 9,
            call_api_request_id: 9,
            call_api_external_id: "",
            communication_number: 0,
          },
          3,
        ),
      );
  });

  it("is unknown where no leg says", () => {
    given([leg(first, 1)]).gives(
      live({ source: null, first_site_id: 0, scenario_id: 0, contact_id: 0, call_api_request_id: 0, call_api_external_id: null, communication_number: null }),
    );
  });

  it("visitor and attribution are whole objects of the earliest leg that has them, not mixed", () => {
    given([leg(second, 2, { visitor: { visitor_id: 7, city: "Omsk" }, attribution: { campaign_id: 3 } })])
      .when(leg(first, 1, { visitor: { visitor_id: 8, device: "mobile" } }))
      .gives(live({ visitor_id: 8, visitor_city: null, visitor_device: "mobile", campaign_id: 3 }, 2));
  });
});

describe("the number of the contact (A7)", () => {
  it("of an incoming call is who called, hidden or not", () => {
    given([leg(first, 1, { calling_phone_number: "790" }), leg(second, 2, { calling_phone_number: "495" })]).gives(live({ contact_phone_number: "790" }, 2));
    given([leg(first, 1, { calling_phone_number: "", called_phone_number: "495" })]).gives(live({ contact_phone_number: "" }));
  });

  it("of an outgoing call is whom the earliest leg called that is no operator's, else the first leg", () => {
    const own = leg(first, 1, { direction: "out", called_phone_number: "101", ...five });
    given([own, leg(third, 3, { called_phone_number: "791" })])
      .when(leg(second, 2, { called_phone_number: "790" }))
      .gives(live({ contact_phone_number: "790" }, 3));
    given([own]).gives(live({ contact_phone_number: "101" }));
  });
});

describe("who took part (A12)", () => {
  it("employees are in the order of their first legs, each once, flagged if any of their legs picked up or talked", () => {
    given([leg(first, 1, six), leg(second, 2, five), leg(third, 3, six), connected("10:00:05", 2), connected("10:00:06", 3)])
      .when(talks("10:00:07", 3))
      .gives(live({ employee_ids: [6, 5], employee_answered: [1, 1], employee_talked: [1, 0] }, 3));
  });

  it("a coach takes no part, a leg that is said to be no operator's but names an employee does", () => {
    const coach = leg(second, 2, { ...six, is_coach: true });
    given([leg(first, 1, { ...five, is_operator: false }), coach, connected("10:00:05", 2), talks("10:00:06", 2), connected("10:00:07", 1)])
      .when(talks("10:00:08", 1))
      .gives(live({ employee_ids: [5], employee_answered: [1], employee_talked: [1], first_talked_employee_id: 5, employee_id: 0, answered: 0 }, 2));
  });

  it("first and last to answer go by the earliest pick-up of each leg, in milliseconds", () => {
    given([leg(first, 1, five), leg(second, 2, six), connected("10:00:05.900", 1), connected("10:00:05.100", 2)])
      .when(connected("10:00:30", 2))
      .gives(live({ first_answered_employee_id: 6, last_answered_employee_id: 5 }, 2));
  });

  it("settled: first and last to talk look at every start of a talk, a resumed one too", () => {
    given([leg(first, 1, five), leg(second, 2, six), talks("10:00:05", 1), talks("10:00:06", 2), holds("10:00:10", 1)])
      .when(talks("10:00:20", 1))
      .gives(live({ first_talked_employee_id: 5, last_talked_employee_id: 5 }, 2));
  });

  it("settled: at one millisecond the lower leg_id is the first and the higher the last", () => {
    given([leg(first, 2, six), leg(second, 1, five), connected("10:00:05", 1), connected("10:00:05", 2), talks("10:00:06", 2)])
      .when(talks("10:00:06", 1))
      .gives(live({ first_answered_employee_id: 5, last_answered_employee_id: 6, first_talked_employee_id: 5, last_talked_employee_id: 6 }, 2));
  });

  it("nobody took part in a call that nobody was rung for", () => {
    given([leg(first, 1), connected("10:00:05", 1)])
      .when(talks("10:00:06", 1))
      .gives(live({ employee_ids: [], first_answered_employee_id: 0, last_talked_employee_id: 0, operator_phone_number: null }));
  });

  it("the operator's number is that of the operator's leg that talked first, null if that has none", () => {
    given([leg(first, 1, { ...five, employee_phone_number: "105" }), leg(second, 2, { ...six, employee_phone_number: "106" }), talks("10:00:09", 1)])
      .when(talks("10:00:05", 2))
      .gives(live({ operator_phone_number: "106" }, 2));
    given([leg(first, 1, five), leg(second, 2, { ...six, employee_phone_number: "106" })])
      .when(talks("10:00:05", 1))
      .gives(live({ operator_phone_number: null }, 2));
  });

  it("a transferred leg makes a transfer", () => {
    given([leg(first, 1)])
      .when(leg(second, 2, { ...five, is_transferred: true }))
      .gives(live({ is_transferred: 1 }, 2));
  });
});

describe("the end of a call", () => {
  it("has the reason of the latest call.finished, none while it goes on", () => {
    given([leg(first, 1)]).gives(live({ finish_reason: null }));
    given([leg(first, 1), finished("10:05", true)])
      .when(finished("10:04"))
      .gives(live({ finish_reason: "success_finish", lost: 1 }));
  });

  it("A13: post-processing is summed over the legs, of each the latest; without any it is null, not 0", () => {
    given([leg(first, 1, five), leg(second, 2, six)]).gives(live({ postprocess_duration: null }, 2));
    given([leg(first, 1, five), leg(second, 2, six), postprocessed("10:09", 1, 30), postprocessed("10:05", 1, 500)])
      .when(postprocessed("10:06", 2, 0))
      .gives(live({ postprocess_duration: 30 }, 2));
  });

  it("own: the post-processing of a leg that never started is not known", () => {
    given([leg(first, 1)])
      .when(postprocessed("10:05", 9, 30))
      .gives(live({ postprocess_duration: null }));
  });

  it("A13: recordings are by kind in the order of their times, then hashes, each once, of all legs and of the call", () => {
    given([
      leg(first, 1),
      recordedCall("10:05", "b", { leg_id: 1 }),
      recordedCall("10:05", "a"),
      recordedCall("10:07", "c", { leg_id: 9 }),
      recordedCall("10:08", "b"),
    ])
      .when(recordedCall("10:01", "v", { kind: "voice_mail" }))
      .gives(live({ call_records: ["a", "b", "c"], voice_mail_records: ["v"] }));
  });

  it("A13: a recording that is told again is of its earliest time, whichever came first", () => {
    given([leg(first, 1), recordedCall("10:05", "a"), recordedCall("10:06", "b")])
      .when(recordedCall("10:04", "b"))
      .gives(live({ call_records: ["b", "a"] }));
  });
});

it("what is said of any communication is said of a call: tags, sales, attributes, an assigned visitor", () => {
  given([
    leg(first, 1, { visitor: { visitor_id: 7, city: "Omsk" } }),
    taggedCall("10:05", 4),
    soldByCall("10:06", 2, "12.50"),
    classifiedCall("10:07", "target"),
  ])
    .when(visitorOfCall("10:08", 9))
    .gives(live({ tag_ids: [4], sale_ids: [2], sale_costs: ["12.5"], attributes: ["target"], visitor_id: 9, visitor_city: null }));
});
