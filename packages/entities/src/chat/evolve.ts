import type { AnyEvent, EventData, LoggedEvent } from "@stats/events";
import { evolveCommunication } from "../communication/evolve.ts";
import { nothingSaid, originOf } from "../communication/state.ts";
import { begins, latest, secondsOf, type Moment } from "../moment.ts";
import { rate } from "../ratings.ts";
import { Messages } from "./messages.ts";
import type { ChatState, Route } from "./state.ts";

/** Folds one event of a chat, whatever the order in which event times arrive. */
export function evolveChat(state: ChatState, logged: LoggedEvent<AnyEvent>): ChatState {
  const { event, version } = logged;
  const at: Moment = { timeMs: event.timeMs, version };
  switch (event.type) {
    case "chat.started.v1":
      start(state, at, event.data);
      break;
    case "chat.message_sent.v1":
      state.messages ??= new Messages();
      state.messages.add(at, event.data);
      break;
    case "chat.handed_to_agents.v1":
      state.handedMs = Math.min(state.handedMs ?? at.timeMs, at.timeMs);
      route(state, at, { departmentId: event.data.department_id, queueId: event.data.queue_id });
      break;
    case "chat.assigned.v1":
      route(state, at, { employeeId: event.data.employee_id });
      break;
    case "chat.transferred.v1":
      state.isTransfer = true;
      route(state, at, { employeeId: event.data.to_employee_id, departmentId: event.data.department_id, queueId: event.data.queue_id });
      break;
    case "chat.closed.v1":
      state.closed = latest(state.closed, { ...at, value: { cause: event.data.release_cause, status: event.data.status } });
      break;
    case "chat.rated.v1":
      rate(state, at, event.data);
      break;
    case "chat.remarked.v1":
      state.remark = latest(state.remark, { ...at, value: event.data.remark_id });
      break;
    default:
      evolveCommunication((state.said ??= nothingSaid()), logged);
  }
  return state;
}

/** Of several chat.started the earliest counts, of two at one instant the one with the higher offset (rulings X11). */
function start(state: ChatState, at: Moment, data: EventData["chat.started.v1"]): void {
  const seconds = secondsOf(at.timeMs);
  if (!state.starts.includes(seconds)) state.starts.push(seconds);
  if (!begins(state.started, at)) return;
  state.started = {
    ...at,
    siteId: data.site_id ?? 0,
    departmentId: data.department_id ?? 0,
    queueId: data.queue_id ?? 0,
    initiator: data.initiator,
    withBot: data.with_bot,
    origin: originOf(data),
  };
}

interface RouteSaid {
  readonly employeeId?: number | undefined;
  readonly departmentId?: number | undefined;
  readonly queueId?: number | undefined;
}

function route(state: ChatState, at: Moment, said: RouteSaid): void {
  const next: Route = { ...at, employeeId: said.employeeId ?? 0, departmentId: said.departmentId ?? 0, queueId: said.queueId ?? 0 };
  if (next.employeeId !== 0 || next.departmentId !== 0 || next.queueId !== 0) state.routes.push(next);
}
