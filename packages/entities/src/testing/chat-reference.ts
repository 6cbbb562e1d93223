import type { AnyEvent, LoggedEvent } from "@stats/events";
import type { ChatRow } from "../rows.ts";
import { referenceCommunication } from "./communication-reference.ts";

/**
 * A chat's live row, written a second time and naively: straight from the rulings, as a function of the whole list of events. The
 * property tests hold the fold against it. Shares no code with the fold on purpose.
 */
type Logged = LoggedEvent<AnyEvent>;
type OfType<T extends AnyEvent["type"]> = Logged & { readonly event: Extract<AnyEvent, { type: T }> };

const second = (logged: Logged): number => Math.floor(logged.event.timeMs / 1000);

/** C section 1: the same (source, id) is the same event; the first one in the log is it. */
function distinctEvents(log: readonly Logged[]): Logged[] {
  const inOrder = log.toSorted((a, b) => a.version - b.version);
  return inOrder.filter((one, index) => inOrder.findIndex(({ event }) => event.source === one.event.source && event.id === one.event.id) === index);
}

/** X11: of several chat.started the earliest time, same time higher offset. */
export function startOf(log: readonly Logged[]): OfType<"chat.started.v1"> | undefined {
  const all = ofType(byTime(distinctEvents(log)), "chat.started.v1");
  return all.findLast(({ event }) => event.timeMs === all[0]?.event.timeMs);
}

export function referenceRow(log: readonly Logged[]): Omit<ChatRow, "tenant" | "partition" | "deleted"> | undefined {
  const distinct = distinctEvents(log);
  const events = byTime(distinct);
  const started = startOf(log);
  if (started === undefined) return undefined;
  const { data } = started.event;

  // X2, X12: the latest close; section 4: "up to close" is in whole seconds.
  const close = ofType(events, "chat.closed.v1").at(-1);
  const isUpToClose = (one: Logged): boolean => close === undefined || second(one) <= second(close);

  // X3: queue entry.
  const handed = ofType(events, "chat.handed_to_agents.v1").find(isUpToClose);
  const q = data.with_bot ? handed && Math.max(second(started), second(handed)) : second(started);

  // X11: the same message_id twice is one message, the earliest; same time lower offset.
  const sent = ofType(events, "chat.message_sent.v1");
  const messages = sent.filter((one, index) => sent.findIndex(({ event }) => event.data.message_id === one.event.data.message_id) === index);
  const answer = q === undefined ? undefined : messages.find((one) => one.event.data.author === "operator" && second(one) >= q && isUpToClose(one));
  const wrote = messages.some((one) => one.event.data.author === "visitor" && isUpToClose(one));

  // X5, X10: the last said up to the close; of chat.started only the one that counts.
  const said = events.filter((one) => isUpToClose(one) && (one.event.type !== "chat.started.v1" || one === started));
  const last = (read: (event: AnyEvent) => number | undefined): number => said.map(({ event }) => read(event)).findLast((value) => value !== undefined) ?? 0;
  const assigned = last((event) => {
    if (event.type === "chat.assigned.v1") return event.data.employee_id;
    return event.type === "chat.transferred.v1" ? event.data.to_employee_id : undefined;
  });
  const routes = (event: AnyEvent) =>
    event.type === "chat.started.v1" || event.type === "chat.handed_to_agents.v1" || event.type === "chat.transferred.v1" ? event.data : undefined;

  // X9: each of the latest chat.rated that carries it.
  const ratings = ofType(events, "chat.rated.v1").map(({ event }) => event.data);

  // A17, settled: of an open chat all messages, of a closed one those up to the close's second.
  const wroteUpToClose = (...authors: string[]) => messages.some((one) => authors.includes(one.event.data.author) && isUpToClose(one));
  const isServed = wroteUpToClose("operator") || events.some(({ event }) => event.type === "chat.assigned.v1" || event.type === "chat.transferred.v1");
  const derived = !wrote && wroteUpToClose("operator", "auto_invite") ? "refused" : wrote && wroteUpToClose("operator") ? "succeed" : "lost";

  return {
    started_at: second(started),
    chat_id: data.chat_id,
    version: Math.max(...distinct.map(({ version }) => version)),
    site_id: last((event) => (event.type === "chat.started.v1" ? event.data.site_id : undefined)),
    department_id: last((event) => routes(event)?.department_id),
    queue_id: last((event) => routes(event)?.queue_id),
    employee_id: answer?.event.data.employee_id ?? assigned,
    initiator: data.initiator,
    with_bot: data.with_bot ? 1 : 0,
    visitor_wrote: wrote ? 1 : 0,
    queued: q === undefined ? 0 : 1,
    answered: answer ? 1 : 0,
    closed: close ? 1 : 0,
    queued_at: q ?? 0,
    answered_at: answer ? second(answer) : 0,
    closed_at: close ? second(close) : 0,
    wait: answer && q !== undefined ? second(answer) - q : 0,
    talk: answer && close ? second(close) - second(answer) : 0,
    face: ratings.findLast(({ face }) => face !== undefined)?.face ?? "none",
    vote: ratings.findLast(({ vote }) => vote !== undefined)?.vote ?? "none",
    score: ratings.findLast(({ score }) => score !== undefined)?.score ?? 0,
    remark_id: ofType(events, "chat.remarked.v1").at(-1)?.event.data.remark_id ?? 0,
    first_site_id: data.site_id ?? 0,
    status: close ? (close.event.data.status ?? derived) : isServed ? "active" : "new",
    release_cause: close?.event.data.release_cause ?? null,
    is_transfer: ofType(events, "chat.transferred.v1").length > 0 ? 1 : 0,
    messages_count: messages.length,
    employee_messages_count: messages.filter((one) => one.event.data.author === "operator").length,
    ...referenceCommunication(
      events.map(({ event }) => event),
      data,
    ),
  };
}

function byTime(events: readonly Logged[]): Logged[] {
  return events.toSorted((a, b) => a.event.timeMs - b.event.timeMs || a.version - b.version);
}

function ofType<T extends AnyEvent["type"]>(events: readonly Logged[], type: T): OfType<T>[] {
  return events.filter((one): one is OfType<T> => one.event.type === type);
}
