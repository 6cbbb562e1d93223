import { z } from "zod";
import { id, text } from "../fields.ts";
import { classification, isSameVisitor, origin, otherVisitor, sale, tagging, visitorAssignment } from "./communication.ts";

/** visitor-session-events, entity `goal`: one reaching of a goal, named by its communication_id. */
export const goalEvents = {
  "goal.reached.v1": z.object({
    /** The definition, reached many times. */
    goal_id: id,
    name: text,
    communication_id: id,
    site_id: id.optional(),
    ...origin,
  }),
  "goal.tagged.v1": z.object({ communication_id: id, ...tagging }),
  "goal.untagged.v1": z.object({ communication_id: id, ...tagging }),
  "goal.sale_recorded.v1": z.object({ communication_id: id, ...sale }),
  "goal.classified.v1": z.object({ communication_id: id, ...classification }),
  "goal.visitor_assigned.v1": z.object({ communication_id: id, ...visitorAssignment }).refine(isSameVisitor, otherVisitor),
};
