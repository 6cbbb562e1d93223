import type { EventSource } from "../timed-event.ts";
import type { CenterPlan } from "./center.ts";

/** Who publishes: one source per center and seed. */
export function sourceOf({ tenant, seed }: CenterPlan): EventSource {
  return { tenant, source: `/simulator/${tenant}/${seed}` };
}
