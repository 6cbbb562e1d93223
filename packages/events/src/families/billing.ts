import { z } from "zod";
import { date, id, money } from "../fields.ts";

/** billing-events, entity `charge`. Charges of legs are not published a second time here. */
export const billingEvents = {
  "charge.recorded.v1": z.object({
    charge_id: id,
    date,
    kind: z.enum(["subscriber_fee", "telecom_services", "additional_services", "one_off_services", "changes"]),
    /** Positive is charged; changes may be negative. */
    amount: money,
    /** The part of the amount that bonuses paid. */
    bonuses: money.optional(),
  }),
};
