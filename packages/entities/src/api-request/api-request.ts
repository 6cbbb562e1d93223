import type { AnyEvent, EventData, LoggedEvent } from "@stats/events";
import type { Fold, RowsAt } from "../fold.ts";
import { latest, secondsOf, type Valued } from "../moment.ts";
import type { FactRows } from "../rows.ts";
import { flag, type Flag } from "../versioned.ts";
import { weightOf } from "../weight-of.ts";
import type { ApiRequestRow } from "./api-request-row.ts";

type Completed = Omit<ApiRequestRow, "tenant" | "partition" | "version" | "deleted" | "requested_at" | "api_request_id">;

interface ApiRequestState {
  completed: Valued<Completed> | undefined;
  /** Every arrival, in whole seconds, that was ever said, each once: the keys that this request's row may have had. */
  arrivals: number[];
}

const stateBytes = 160;
const numberBytes = 16;

/** API requests: one fact row an id, as its latest event says it (rulings, settled last: a repeated request replaces). */
export const apiRequestFold: Fold<ApiRequestState> = {
  kinds: ["api_request"],
  initialState: () => ({ completed: undefined, arrivals: [] }),
  evolve,
  rows,
  weight: ({ completed, arrivals }) => stateBytes + weightOf(completed) + numberBytes * arrivals.length,
};

function evolve(state: ApiRequestState, { event, version }: LoggedEvent<AnyEvent>): ApiRequestState {
  if (event.type !== "api_request.completed.v1") return state;
  const seconds = secondsOf(event.timeMs);
  if (!state.arrivals.includes(seconds)) state.arrivals.push(seconds);
  state.completed = latest(state.completed, { timeMs: event.timeMs, version, value: completedBy(event.data) });
  return state;
}

function completedBy(data: EventData["api_request.completed.v1"]): Completed {
  return {
    request_id: data.request_id === undefined ? null : String(data.request_id),
    request_id_is_number: flag(typeof data.request_id === "number"),
    api_type: data.api_type,
    component: data.component ?? null,
    ip_address: data.ip_address,
    method: data.method,
    method_type: data.method_type ?? null,
    result: data.result,
    error_code: data.error_code ?? null,
    error_mnemocode: data.error_mnemocode ?? null,
    call_session_id: data.call_session_id ?? 0,
    external_id: data.external_id ?? null,
    raw: data.raw,
    execution_time: data.execution_time,
  };
}

/** The request's live row, and a tombstone for every other second it was ever said to have arrived in. */
function rows({ completed, arrivals }: ApiRequestState, at: RowsAt): FactRows {
  if (completed === undefined) return {};
  const live = { ...blankRow(at, secondsOf(completed.timeMs), 0), ...completed.value };
  const former = arrivals.filter((seconds) => seconds !== live.requested_at);
  return { api_request: [live, ...former.map((seconds) => blankRow(at, seconds, 1))] };
}

function blankRow({ tenant, entityId, partition, version }: RowsAt, requestedAt: number, deleted: Flag): ApiRequestRow {
  return {
    tenant,
    requested_at: requestedAt,
    api_request_id: entityId,
    partition,
    version,
    deleted,
    request_id: null,
    request_id_is_number: 0,
    api_type: "none",
    component: null,
    ip_address: "",
    method: "",
    method_type: null,
    result: "none",
    error_code: null,
    error_mnemocode: null,
    call_session_id: 0,
    external_id: null,
    raw: "",
    execution_time: 0,
  };
}
