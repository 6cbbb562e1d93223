import fc from "fast-check";
import { body, historiesOf, maybe, smallId } from "./histories.ts";

const call_id = fc.constant(77);
const numbers = {
  virtual_phone_number: fc.constant("495"),
  calling_phone_number: fc.constantFrom("", "7903"),
  called_phone_number: fc.constantFrom("", "495"),
};
const route = { site_id: maybe(smallId), department_id: maybe(smallId), queue_id: maybe(smallId) };
const often = fc.constantFrom(true, true, true, false);
const seldom = fc.constantFrom(true, false, false, false);
const onLeg = { call_id, leg_id: smallId };

const bodies = fc.oneof(
  {
    weight: 5,
    arbitrary: body("call.leg_started.v1", {
      ...onLeg,
      direction: fc.constantFrom("in", "out"),
      ...numbers,
      is_operator: often,
      is_coach: seldom,
      is_transferred: seldom,
      employee_id: maybe(smallId),
      ...route,
      source: maybe(fc.constantFrom("va", "sip")),
      employee_phone_number: maybe(fc.constantFrom("", "101")),
      scenario_id: maybe(smallId),
      contact_id: maybe(smallId),
      call_api_request_id: maybe(smallId),
      call_api_external_id: maybe(fc.constantFrom("", "x")),
      communication_number: maybe(fc.nat(2)),
      visitor: maybe(fc.record({ visitor_id: smallId, city: fc.constantFrom("Omsk", "Tula") })),
      attribution: maybe(fc.record({ campaign_id: smallId })),
    }),
  },
  { weight: 2, arbitrary: body("call.leg_connected.v1", onLeg) },
  { weight: 5, arbitrary: body("call.leg_talk_started.v1", onLeg) },
  { weight: 4, arbitrary: body("call.leg_talk_ended.v1", onLeg) },
  {
    weight: 2,
    arbitrary: body("call.leg_ended.v1", { ...onLeg, release_cause_code: maybe(fc.constantFrom(16, 17)), is_failed: maybe(fc.boolean()) }),
  },
  {
    weight: 2,
    arbitrary: body("call.finished.v1", { call_id, finish_reason: fc.constantFrom("success_finish", "numb_not_exists"), is_lost: maybe(fc.boolean()) }),
  },
  {
    weight: 1,
    arbitrary: body("call.rated.v1", {
      call_id,
      face: maybe(fc.constantFrom("sad", "happy")),
      vote: maybe(fc.constantFrom("positive", "negative")),
      score: maybe(fc.integer({ min: 1, max: 5 })),
    }),
  },
  { weight: 1, arbitrary: body("call.remarked.v1", { call_id, employee_id: smallId, remark_id: smallId }) },
  {
    weight: 2,
    arbitrary: body("call.recorded.v1", {
      call_id,
      leg_id: maybe(smallId),
      kind: fc.constantFrom("call", "call", "voice_mail"),
      hash: fc.constantFrom("a", "b", "c"),
    }),
  },
  {
    weight: 2,
    arbitrary: body("call.postprocessed.v1", { ...onLeg, employee_id: smallId, duration: fc.nat(9), rating: maybe(fc.integer({ min: -1, max: 5 })) }),
  },
  {
    weight: 1,
    arbitrary: body("call.leg_charged.v1", {
      ...onLeg,
      direction_type: fc.constantFrom("mobile", "local"),
      chargeable_duration: fc.nat(9),
      cost_per_minute: fc.constantFrom("1.5", "0"),
      total_charge: fc.constantFrom("3", "-0.0001"),
      bonuses_charge: fc.constantFrom("0", "1"),
    }),
  },
);

/** Random histories of one call of at most three legs. */
export const callHistories = historiesOf("call", 77, bodies);
