import { createTelemetry } from "@stats/kit";
import type { QueryDeps } from "@stats/query";

/** For a report surface that is only asked: whatever would write fails. */
export const readOnly: Pick<QueryDeps, "log" | "endSession" | "telemetry" | "reportsMax"> = {
  log: { append: async () => await Promise.reject(new Error("a report must not write to the log")) },
  endSession: async () => await Promise.reject(new Error("a report must not end a session")),
  telemetry: createTelemetry(),
  reportsMax: 1000,
};
