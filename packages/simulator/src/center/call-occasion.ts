import type { Random } from "../random.ts";
import type { EventFields } from "../timed-event.ts";
import { addressBook, scenarios } from "./center.ts";
import { phoneOf } from "./contact-book.ts";
import type { Origin } from "./web-visit.ts";

/** Why there is a call: the number outside, "" when it is hidden, and what its legs say of it. */
export interface CallOccasion {
  readonly outside: string;
  /** Every leg says it. */
  readonly source: string;
  /** Only the leg outside the center says it. */
  readonly outsideFields: EventFields;
}

/** Somebody saw the number on a site that he is visiting. */
export function fromVisit(random: Random, origin: Origin): CallOccasion {
  return { outside: numberOf(random), source: "call_tracking", outsideFields: { scenario_id: scenarios[1].scenarioId, ...origin } };
}

/** Somebody just calls; one in eight is in the address book. */
export function outOfTheBlue(random: Random): CallOccasion {
  const known = random.chance(0.12) ? random.pick(addressBook) : undefined;
  const contact = known === undefined ? {} : { contact_id: known.contactId };
  return { outside: known?.phone ?? numberOf(random), source: "va", outsideFields: { scenario_id: scenarios[0].scenarioId, ...contact } };
}

/** An operator dials. */
export function dialled(random: Random): CallOccasion {
  return { outside: phoneOf(random), source: "sip", outsideFields: {} };
}

/** Another program asked for it. */
export function ordered(random: Random, requestId: number, externalId: string): CallOccasion {
  return { outside: phoneOf(random), source: "callapi", outsideFields: { call_api_request_id: requestId, call_api_external_id: externalId } };
}

/** Some hide their number. */
function numberOf(random: Random): string {
  return random.chance(0.06) ? "" : phoneOf(random);
}
