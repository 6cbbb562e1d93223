import type { AnyEvent } from "./checked-event.ts";
import { checkEvent } from "./check-event.ts";

/** An event of the archive that today's rules refuse: the archive was written to by something else, or a rule was tightened. */
export class ArchivedEventError extends Error {
  override readonly name = "ArchivedEventError";
}

/**
 * Reads an event that was accepted before: the identical event that checkRecord gave. Size, topic and key are not looked at again.
 * Throws {@link ArchivedEventError} for anything that was never accepted.
 */
export function readArchived(json: string | Buffer): AnyEvent {
  const text = typeof json === "string" ? json : json.toString("utf8");
  // How late it came was judged when it came.
  const checked = checkEvent(parsed(text), Number.POSITIVE_INFINITY, text.includes("null"));
  if (!checked.ok) throw new ArchivedEventError(`${checked.reason}: ${checked.detail}`);
  return checked.event;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ArchivedEventError("an archived event is not JSON", { cause: error });
  }
}
