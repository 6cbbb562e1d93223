import { z } from "zod";
import { id, text } from "../fields.ts";
import { customProperties } from "./visitor-blocks.ts";

/** visitor-session-events, entity `visitor`. Given fields replace, null clears, absent ones stay. */
export const visitorEvents = {
  "visitor.updated.v1": z.object({
    visitor_id: id,
    person_id: id.nullish(),
    full_name: text.nullish(),
    emails: z.array(text).nullish(),
    phone_numbers: z.array(text).nullish(),
    company: text.nullish(),
    comment: text.nullish(),
    custom_properties: customProperties.nullish(),
  }),
};
