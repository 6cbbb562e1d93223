import { chatMessageRow, type FactRows, identityOf, ofType, statusChangeRow } from "@stats/entities";
import type { EntityKind, LoggedEvent } from "@stats/events";
import type { StatusIdentity } from "@stats/facts";

/** The rows that an entity has of single events, and none for an event whose identity the log had before; events come in any order. */
export class EventRows {
  readonly #kind: EntityKind;
  readonly #first = new Map<string, { readonly version: number; readonly rows: FactRows; readonly partition: number }>();

  constructor(kind: EntityKind) {
    this.#kind = kind;
  }

  add(logged: LoggedEvent): void {
    if (this.#kind !== "chat" && this.#kind !== "user") return;
    const identity = identityOf(logged.event.source, logged.event.id);
    const { version, partition } = logged;
    if (version < (this.#first.get(identity)?.version ?? Number.POSITIVE_INFINITY))
      this.#first.set(identity, { version, partition, rows: rowsOfEvent(logged) });
  }

  get rows(): FactRows {
    const rows = [...this.#first.values()].map((first) => first.rows);
    if (this.#kind === "chat") return { chat_message: rows.flatMap(({ chat_message }) => chat_message ?? []) };
    return this.#kind === "user" ? { status_change: rows.flatMap(({ status_change }) => status_change ?? []) } : {};
  }

  /** What keeps duplicates of these status changes out. */
  get identities(): readonly StatusIdentity[] {
    return [...this.#first].flatMap(([identity, { rows, partition, version }]) =>
      (rows.status_change ?? []).map(({ tenant, user_id }) => ({ tenant, userId: String(user_id), identity, partition, version })),
    );
  }
}

function rowsOfEvent(logged: LoggedEvent): FactRows {
  return {
    chat_message: ofType([logged], "chat.message_sent.v1").map(chatMessageRow),
    status_change: ofType([logged], "acd_status.changed.v1").map(statusChangeRow),
  };
}
