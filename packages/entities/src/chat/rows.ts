import { blankCommunication, communicationColumns } from "../communication/columns.ts";
import type { RowsAt } from "../fold.ts";
import { isLater, secondsOf } from "../moment.ts";
import { ratingColumns, unrated } from "../ratings.ts";
import type { ChatRow, FactRows } from "../rows.ts";
import { flag, type Flag } from "../versioned.ts";
import type { ChatState, Route, Started } from "./state.ts";
import { statusOf } from "./status.ts";

/** The chat's live row and a tombstone for every other start it was ever said to have; nothing before its first chat.started (rulings X11). */
export function chatRows(state: ChatState, at: RowsAt): FactRows {
  const { started } = state;
  if (started === undefined) return {};
  const live = liveRow(state, started, at);
  if (state.starts.length === 1) return { chat: [live] };
  const former = state.starts.filter((seconds) => seconds !== live.started_at);
  return { chat: [live, ...former.map((seconds) => tombstone(at, seconds))] };
}

function liveRow(state: ChatState, started: Started, at: RowsAt): ChatRow {
  const start = secondsOf(started.timeMs);
  const close = state.closed === undefined ? undefined : secondsOf(state.closed.timeMs);
  // An open chat counts everything: "up to close" excludes nothing yet.
  const end = close ?? Infinity;
  const queuedAt = queueEntry(state, started, end);
  const answer = queuedAt === undefined ? undefined : state.messages?.firstAnswer(queuedAt, end);
  const answeredAt = answer && secondsOf(answer.timeMs);
  const routing = routingUpTo(state.routes, started, end);
  const wrote = state.messages?.writers(end);
  return {
    ...blankRow(at, start, 0),
    site_id: start <= end ? started.siteId : 0,
    department_id: routing.departmentId,
    queue_id: routing.queueId,
    employee_id: answer?.employeeId ?? routing.employeeId,
    initiator: started.initiator,
    with_bot: flag(started.withBot),
    visitor_wrote: flag(wrote?.visitor ?? false),
    queued: flag(queuedAt !== undefined),
    answered: flag(answer !== undefined),
    closed: flag(close !== undefined),
    queued_at: queuedAt ?? 0,
    answered_at: answeredAt ?? 0,
    closed_at: close ?? 0,
    wait: answeredAt === undefined || queuedAt === undefined ? 0 : answeredAt - queuedAt,
    talk: answeredAt === undefined || close === undefined ? 0 : close - answeredAt,
    ...ratingColumns(state),
    remark_id: state.remark?.value ?? 0,
    first_site_id: started.siteId,
    status: statusOf(state, wrote),
    release_cause: state.closed?.value.cause ?? null,
    is_transfer: flag(state.isTransfer),
    messages_count: state.messages?.count ?? 0,
    employee_messages_count: state.messages?.employeeCount ?? 0,
    ...communicationColumns(state.said, started.origin),
  };
}

/** When the chat entered the human queue: at its start, or when a bot handed it over, by the close (rulings X3). Seconds. */
function queueEntry(state: ChatState, started: Started, end: number): number | undefined {
  const start = secondsOf(started.timeMs);
  if (!started.withBot) return start;
  if (state.handedMs === undefined) return undefined;
  const handed = secondsOf(state.handedMs);
  return handed <= end ? Math.max(start, handed) : undefined;
}

interface Routing {
  employeeId: number;
  departmentId: number;
  queueId: number;
}

/** The last employee, department and queue said up to the close, each on its own (rulings X5, X10). */
function routingUpTo(routes: readonly Route[], started: Started, end: number): Routing {
  let employee: Route | undefined;
  let department: Route | Started | undefined = startedWith(started, started.departmentId, end);
  let queue: Route | Started | undefined = startedWith(started, started.queueId, end);
  for (const route of routes) {
    if (secondsOf(route.timeMs) > end) continue;
    if (route.employeeId !== 0 && (employee === undefined || isLater(route, employee))) employee = route;
    if (route.departmentId !== 0 && (department === undefined || isLater(route, department))) department = route;
    if (route.queueId !== 0 && (queue === undefined || isLater(route, queue))) queue = route;
  }
  return { employeeId: employee?.employeeId ?? 0, departmentId: department?.departmentId ?? 0, queueId: queue?.queueId ?? 0 };
}

function startedWith(started: Started, id: number, end: number): Started | undefined {
  return id !== 0 && secondsOf(started.timeMs) <= end ? started : undefined;
}

function tombstone(at: RowsAt, startedAt: number): ChatRow {
  return blankRow(at, startedAt, 1);
}

function blankRow({ tenant, entityId, partition, version }: RowsAt, startedAt: number, deleted: Flag): ChatRow {
  return {
    tenant,
    started_at: startedAt,
    chat_id: Number(entityId),
    partition,
    version,
    deleted,
    site_id: 0,
    department_id: 0,
    queue_id: 0,
    employee_id: 0,
    initiator: "",
    with_bot: 0,
    visitor_wrote: 0,
    queued: 0,
    answered: 0,
    closed: 0,
    queued_at: 0,
    answered_at: 0,
    closed_at: 0,
    wait: 0,
    talk: 0,
    ...unrated,
    remark_id: 0,
    first_site_id: 0,
    status: "",
    release_cause: null,
    is_transfer: 0,
    messages_count: 0,
    employee_messages_count: 0,
    ...blankCommunication,
  };
}
