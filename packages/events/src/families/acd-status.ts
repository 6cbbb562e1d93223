import { z } from "zod";
import { id } from "../fields.ts";

export const acdStatuses = ["OFFLINE", "ONLINE", "READY", "BANNED", "IN_SERVICE", "AFTER_SERVICE", "TIMEOUT", "DND"] as const;
export type AcdStatus = (typeof acdStatuses)[number];

/** acd-status-events, entity `user`: the operator; user_id is the employee_id. */
export const acdStatusEvents = {
  "acd_status.changed.v1": z.object({ user_id: id, status: z.enum(acdStatuses) }),
};
