import type { EventData } from "@stats/events";
import type { Valued } from "../moment.ts";
import type { Attribution } from "./attribution.ts";
import type { Sales } from "./sales.ts";
import type { Tags } from "./tags.ts";
import type { Visitor } from "./visitor.ts";

/** What the beginning of a communication tells of its visitor, as published there. A call puts it together from its legs. */
export interface Origin {
  readonly number: number | undefined;
  readonly visitor: Visitor | undefined;
  readonly attribution: Attribution | undefined;
}

/** What is said of a communication after its beginning. Each part is absent until something is said. */
export interface Communication {
  tags: Tags | undefined;
  sales: Sales | undefined;
  attributes: Valued<readonly string[]> | undefined;
  /** The latest assignment of a visitor. */
  visitor: Valued<Visitor> | undefined;
}

export function nothingSaid(): Communication {
  return { tags: undefined, sales: undefined, attributes: undefined, visitor: undefined };
}

/** The origin in the data of a start event. */
export function originOf(data: Pick<EventData["chat.started.v1"], "communication_number" | "visitor" | "attribution">): Origin {
  return { number: data.communication_number, visitor: data.visitor, attribution: data.attribution };
}
