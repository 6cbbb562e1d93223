import { communicationWeight } from "../communication/weight.ts";
import { weightOf } from "../weight-of.ts";
import type { ChatState } from "./state.ts";

/** Bytes of the state object, of one small object in it, and of one number in a list; measured roughly, rounded up. */
const stateBytes = 224;
const objectBytes = 80;
const numberBytes = 16;

/** About how many bytes a chat's state takes: what grows (messages, routes, starts, what is said of the visitor) is counted, the rest is a constant. */
export function chatWeight(state: ChatState): number {
  const { started, messages, routes, starts, said } = state;
  const own = stateBytes + objectBytes * (3 + routes.length) + numberBytes * starts.length + (messages?.bytes ?? 0);
  return own + weightOf(started?.origin) + communicationWeight(said);
}
