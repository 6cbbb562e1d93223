import type { AnyEvent, LoggedEvent } from "@stats/events";
import { latest, type Moment } from "../moment.ts";
import { sell } from "./sales.ts";
import type { Communication } from "./state.ts";
import { mark } from "./tags.ts";

/**
 * Folds one event that any communication may have: tags, sales, classification, assignment of a visitor. Other events leave the state as it is.
 * They count whenever they come, also after a close (rulings X2).
 */
export function evolveCommunication(state: Communication, { event, version }: LoggedEvent<AnyEvent>): void {
  const at: Moment = { timeMs: event.timeMs, version };
  switch (event.type) {
    case "chat.tagged.v1":
    case "call.tagged.v1":
    case "goal.tagged.v1":
    case "offline_message.tagged.v1":
      mark((state.tags ??= new Map()), at, true, event.data);
      break;
    case "chat.untagged.v1":
    case "call.untagged.v1":
    case "goal.untagged.v1":
    case "offline_message.untagged.v1":
      mark((state.tags ??= new Map()), at, false, event.data);
      break;
    case "chat.sale_recorded.v1":
    case "call.sale_recorded.v1":
    case "goal.sale_recorded.v1":
    case "offline_message.sale_recorded.v1":
      sell((state.sales ??= new Map()), at, event.data);
      break;
    case "chat.classified.v1":
    case "call.classified.v1":
    case "goal.classified.v1":
    case "offline_message.classified.v1":
      state.attributes = latest(state.attributes, { ...at, value: event.data.attributes });
      break;
    case "chat.visitor_assigned.v1":
    case "call.visitor_assigned.v1":
    case "goal.visitor_assigned.v1":
    case "offline_message.visitor_assigned.v1":
      state.visitor = latest(state.visitor, { ...at, value: event.data.visitor ?? { visitor_id: event.data.visitor_id } });
      break;
    default:
      break;
  }
}
