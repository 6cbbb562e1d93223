import { z } from "zod";
import { count, hiddenPhoneNumber, id, money, openEnum, phoneNumber, text, textId } from "../fields.ts";
import {
  anyRating,
  classification,
  isSameVisitor,
  origin,
  otherVisitor,
  rating,
  remarking,
  sale,
  saysNothing,
  saysSomething,
  tagging,
  visitorAssignment,
} from "./communication.ts";

const leg = { call_id: id, leg_id: id };

/** call-leg-events, entity `call`: a call session groups its legs. */
export const callEvents = {
  "call.leg_started.v1": z
    .object({
      ...leg,
      direction: z.enum(["in", "out"]),
      source: openEnum.optional(),
      virtual_phone_number: phoneNumber,
      calling_phone_number: hiddenPhoneNumber,
      called_phone_number: hiddenPhoneNumber,
      is_operator: z.boolean().optional(),
      is_coach: z.boolean().default(false),
      is_transferred: z.boolean().default(false),
      employee_id: id.optional(),
      employee_phone_number: text.optional(),
      scenario_id: id.optional(),
      queue_id: id.optional(),
      site_id: id.optional(),
      department_id: id.optional(),
      contact_id: id.optional(),
      ...origin,
      call_api_request_id: id.optional(),
      call_api_external_id: text.optional(),
    })
    // Unless told, a leg that names an employee is an operator's. The object is fresh out of the parser, so it may be completed in place.
    .transform((data) => Object.assign(data, { is_operator: data.is_operator ?? data.employee_id !== undefined })),
  /** The handset was picked up. */
  "call.leg_connected.v1": z.object(leg),
  /** The leg takes part in a conversation from here … */
  "call.leg_talk_started.v1": z.object(leg),
  /** … until here (hold). May repeat. */
  "call.leg_talk_ended.v1": z.object(leg),
  "call.leg_ended.v1": z.object({
    ...leg,
    /** Q.850 */
    release_cause_code: count.optional(),
    release_cause_description: text.optional(),
    is_failed: z.boolean().optional(),
  }),
  "call.leg_charged.v1": z.object({
    ...leg,
    direction_type: z.enum(["international", "national", "local", "mobile"]),
    /** Seconds */
    chargeable_duration: count,
    cost_per_minute: money,
    total_charge: money,
    bonuses_charge: money,
  }),
  "call.postprocessed.v1": z.object({
    ...leg,
    employee_id: id,
    /** Seconds */
    duration: count,
    rating: z.int().optional(),
  }),
  "call.recorded.v1": z.object({ call_id: id, leg_id: id.optional(), kind: z.enum(["call", "voice_mail"]), hash: textId }),
  "call.finished.v1": z.object({ call_id: id, finish_reason: openEnum, is_lost: z.boolean().optional() }),
  "call.rated.v1": z
    .object({ call_id: id, ...rating })
    .refine(saysSomething, saysNothing)
    .meta(anyRating),
  "call.remarked.v1": z.object({ call_id: id, ...remarking }),
  "call.tagged.v1": z.object({ call_id: id, ...tagging }),
  "call.untagged.v1": z.object({ call_id: id, ...tagging }),
  "call.sale_recorded.v1": z.object({ call_id: id, ...sale }),
  "call.classified.v1": z.object({ call_id: id, ...classification }),
  "call.visitor_assigned.v1": z.object({ call_id: id, ...visitorAssignment }).refine(isSameVisitor, otherVisitor),
};
