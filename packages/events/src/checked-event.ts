import type { EventData, EventType } from "./catalogue.ts";
import type { EntityKind } from "./entity-key.ts";

/** An event that passed every check of the contract, in the shape the rest of the system works with. */
export interface CheckedEvent<T extends EventType = EventType> {
  readonly tenant: string;
  readonly kind: EntityKind;
  /** As it stands in the key: decimal digits, or a UUID for api_request. */
  readonly entityId: string;
  readonly source: string;
  readonly id: string;
  readonly type: T;
  /** When it happened, epoch milliseconds. */
  readonly timeMs: number;
  readonly data: EventData[T];
}

/** The discriminated union over `type`. */
export type AnyEvent = { [T in EventType]: CheckedEvent<T> }[EventType];

/** A checked event with its place in the log. `version` orders the events of an entity. */
export interface LoggedEvent<E extends AnyEvent = AnyEvent> {
  readonly event: E;
  readonly partition: number;
  /** epoch * 2^48 + offset; see versionOf in packages/entities. */
  readonly version: number;
}
