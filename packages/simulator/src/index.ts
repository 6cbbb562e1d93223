export type { CenterPlan } from "./center/center.ts";
export { liveFrom, type LiveTraffic } from "./live-from.ts";
export { randomFrom, type Random } from "./random.ts";
export { simulate, type SimulationWindow } from "./simulate.ts";
export { toRecord, type CloudEvent, type TimedEvent } from "./timed-event.ts";
