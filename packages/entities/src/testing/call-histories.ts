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
    }),
  },
  { weight: 1, arbitrary: body("call.leg_connected.v1", onLeg) },
  { weight: 5, arbitrary: body("call.leg_talk_started.v1", onLeg) },
  { weight: 4, arbitrary: body("call.leg_talk_ended.v1", onLeg) },
  { weight: 2, arbitrary: body("call.leg_ended.v1", onLeg) },
  { weight: 2, arbitrary: body("call.finished.v1", { call_id, finish_reason: fc.constant("success_finish"), is_lost: maybe(fc.boolean()) }) },
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
  { weight: 1, arbitrary: body("call.recorded.v1", { call_id, kind: fc.constant("call"), hash: fc.constant("h") }) },
);

/** Random histories of one call of at most three legs. */
export const callHistories = historiesOf("call", 77, bodies);
