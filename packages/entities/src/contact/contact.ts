import type { AnyEvent, EventData, LoggedEvent } from "@stats/events";
import type { Fold, RowsAt } from "../fold.ts";
import { latest, secondsOf, type Valued } from "../moment.ts";
import type { FactRows } from "../rows.ts";
import { flag } from "../versioned.ts";
import type { ContactRow } from "./contact-row.ts";

/** Of an address only what is counted; the address itself stays in the archive. */
type Captured = Omit<ContactRow, "tenant" | "partition" | "version" | "deleted" | "contact_id" | "captured_at">;

interface ContactState {
  captured: Valued<Captured> | undefined;
}

const stateBytes = 256;

/** Captured contacts: one fact row an id, as its latest event says (rulings L16). */
export const contactFold: Fold<ContactState> = {
  kinds: ["contact"],
  initialState: () => ({ captured: undefined }),
  evolve,
  rows,
  weight: () => stateBytes,
};

function evolve(state: ContactState, { event, version }: LoggedEvent<AnyEvent>): ContactState {
  if (event.type !== "contact.captured.v1") return state;
  state.captured = latest(state.captured, { timeMs: event.timeMs, version, value: capturedBy(event.data) });
  return state;
}

function capturedBy(data: EventData["contact.captured.v1"]): Captured {
  return {
    kind: data.kind,
    source_type: data.source_type,
    creator_type: data.creator_type,
    is_auto: flag(data.is_auto ?? false),
    site_id: data.site_id ?? 0,
  };
}

/** The contact's key never changes, so there are no tombstones. */
function rows({ captured }: ContactState, { tenant, entityId, partition, version }: RowsAt): FactRows {
  if (captured === undefined) return {};
  const position = { tenant, partition, version, deleted: 0 } as const;
  return { contact: [{ ...position, contact_id: Number(entityId), ...captured.value, captured_at: secondsOf(captured.timeMs) }] };
}
