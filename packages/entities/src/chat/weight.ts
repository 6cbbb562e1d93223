import type { ChatState } from "./state.ts";

/** Bytes of the state object, of one small object in it, and of one number in a list; measured roughly, rounded up. */
const stateBytes = 192;
const objectBytes = 80;
const numberBytes = 16;

/** About how many bytes a chat's state takes: what grows (messages, routes, starts) is counted, the rest is a constant. */
export function chatWeight(state: ChatState): number {
  const { messages, routes, starts } = state;
  return stateBytes + objectBytes * (2 + routes.length) + numberBytes * starts.length + (messages?.bytes ?? 0);
}
