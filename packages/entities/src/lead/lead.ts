import type { AnyEvent, EventData, LoggedEvent } from "@stats/events";
import type { Fold, RowsAt } from "../fold.ts";
import { begins, latest, secondsOf, type Moment, type Valued } from "../moment.ts";
import type { FactRows } from "../rows.ts";
import type { Flag } from "../versioned.ts";
import type { LeadRow, LeadType } from "./lead-row.ts";

/** The offline_message.received that counts; ids are 0 where the event has none. */
interface Received extends Moment {
  readonly leadType: LeadType;
  readonly siteId: number;
  readonly departmentId: number;
  readonly employeeId: number;
}

interface LeadState {
  received: Received | undefined;
  /** Every reception, in whole seconds, that was ever said, each once: the keys that this lead's row may have had. */
  receptions: number[];
  /** Who was assigned last, and who processed it last (rulings X12). */
  assigned: Valued<number> | undefined;
  processed: Valued<number> | undefined;
}

const stateBytes = 480;
const numberBytes = 16;

/** Leads: one fact row an offline message. What each column means stands in docs/metrics.md, "Leads". */
export const leadFold: Fold<LeadState> = {
  kinds: ["offline_message"],
  initialState: () => ({ received: undefined, receptions: [], assigned: undefined, processed: undefined }),
  evolve,
  rows,
  weight: ({ receptions }) => stateBytes + numberBytes * receptions.length,
};

/** Types that no row depends on (tags, sales, attributes, the visitor) leave the state as it is. */
function evolve(state: LeadState, { event, version }: LoggedEvent<AnyEvent>): LeadState {
  const at: Moment = { timeMs: event.timeMs, version };
  if (event.type === "offline_message.received.v1") receive(state, at, event.data);
  else if (event.type === "offline_message.assigned.v1") state.assigned = latest(state.assigned, { ...at, value: event.data.employee_id });
  else if (event.type === "offline_message.processed.v1") state.processed = latest(state.processed, { ...at, value: event.data.employee_id });
  return state;
}

function receive(state: LeadState, at: Moment, data: EventData["offline_message.received.v1"]): void {
  const seconds = secondsOf(at.timeMs);
  if (!state.receptions.includes(seconds)) state.receptions.push(seconds);
  if (!begins(state.received, at)) return;
  state.received = {
    ...at,
    leadType: data.lead_type,
    siteId: data.site_id ?? 0,
    departmentId: data.department_id ?? 0,
    employeeId: data.employee_id ?? 0,
  };
}

/** The lead's live row and a tombstone for every other reception it was ever said to have; nothing before its first (rulings X11). */
function rows(state: LeadState, at: RowsAt): FactRows {
  const { received, receptions } = state;
  if (received === undefined) return {};
  const live = liveRow(state, received, at);
  const former = receptions.filter((seconds) => seconds !== live.received_at);
  return { lead: [live, ...former.map((seconds) => blankRow(at, seconds, 1))] };
}

/** Once processed it stays so, whatever is assigned later; credited is who processed it, else who was assigned (rulings A24), else who entered it. */
function liveRow({ assigned, processed }: LeadState, received: Received, at: RowsAt): LeadRow {
  return {
    ...blankRow(at, secondsOf(received.timeMs), 0),
    status: processed !== undefined ? "processed" : assigned !== undefined ? "processing" : "new",
    lead_type: received.leadType,
    site_id: received.siteId,
    department_id: received.departmentId,
    employee_id: (processed ?? assigned)?.value ?? received.employeeId,
    assigned_employee_id: assigned?.value ?? 0,
    processed_employee_id: processed?.value ?? 0,
    assigned_at: assigned === undefined ? 0 : secondsOf(assigned.timeMs),
    processed_at: processed === undefined ? 0 : secondsOf(processed.timeMs),
  };
}

function blankRow({ tenant, entityId, partition, version }: RowsAt, receivedAt: number, deleted: Flag): LeadRow {
  return {
    tenant,
    received_at: receivedAt,
    offline_message_id: Number(entityId),
    partition,
    version,
    deleted,
    status: "none",
    lead_type: "none",
    site_id: 0,
    department_id: 0,
    employee_id: 0,
    assigned_employee_id: 0,
    processed_employee_id: 0,
    assigned_at: 0,
    processed_at: 0,
  };
}
