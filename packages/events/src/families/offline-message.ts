import { z } from "zod";
import { id, text } from "../fields.ts";
import { classification, isSameVisitor, origin, otherVisitor, sale, tagging, visitorAssignment } from "./communication.ts";

/** visitor-session-events, entity `offline_message`. */
export const offlineMessageEvents = {
  "offline_message.received.v1": z.object({
    offline_message_id: id,
    communication_id: id,
    /** Who entered it. */
    employee_id: id.optional(),
    lead_type: z.enum(["form", "callback", "chat"]).default("form"),
    form_type: text.optional(),
    text: text.optional(),
    group_id: id.optional(),
    group_name: text.optional(),
    site_id: id.optional(),
    department_id: id.optional(),
    visitor_name: text.optional(),
    visitor_phone_number: text.optional(),
    visitor_email: text.optional(),
    ...origin,
  }),
  "offline_message.assigned.v1": z.object({ offline_message_id: id, employee_id: id }),
  "offline_message.processed.v1": z.object({
    offline_message_id: id,
    employee_id: id,
    answer_message: text.optional(),
    comment: text.optional(),
  }),
  "offline_message.tagged.v1": z.object({ offline_message_id: id, ...tagging }),
  "offline_message.untagged.v1": z.object({ offline_message_id: id, ...tagging }),
  "offline_message.sale_recorded.v1": z.object({ offline_message_id: id, ...sale }),
  "offline_message.classified.v1": z.object({ offline_message_id: id, ...classification }),
  "offline_message.visitor_assigned.v1": z.object({ offline_message_id: id, ...visitorAssignment }).refine(isSameVisitor, otherVisitor),
};
