import { chatStatus } from "./chat-status.ts";
import { communicationFact, type CommunicationFact } from "./communication-fact.ts";
import type { DecodedEvent } from "./decode-record.ts";
import { byTimeThenOffset, second } from "./order.ts";

/** The columns of a chat's fact row that its events decide (same names and units as the table). */
export interface ChatFact extends CommunicationFact {
  readonly tenant: string;
  readonly started_at: number;
  readonly chat_id: number;
  readonly site_id: number;
  readonly department_id: number;
  readonly queue_id: number;
  readonly employee_id: number;
  readonly initiator: string;
  readonly with_bot: 0 | 1;
  readonly visitor_wrote: 0 | 1;
  readonly queued: 0 | 1;
  readonly answered: 0 | 1;
  readonly closed: 0 | 1;
  readonly queued_at: number;
  readonly answered_at: number;
  readonly closed_at: number;
  readonly wait: number;
  readonly talk: number;
  readonly face: "none" | "sad" | "neutral" | "happy";
  readonly vote: "none" | "positive" | "negative";
  readonly score: number;
  readonly remark_id: number;
  readonly first_site_id: number;
  readonly status: string;
  readonly release_cause: string | null;
  readonly is_transfer: 0 | 1;
  readonly messages_count: number;
  readonly employee_messages_count: number;
}

export interface ChatEvent extends DecodedEvent {
  readonly offset: number;
}

/**
 * The row of one chat from all its distinct events, in any order; null as long as the chat has no `chat.started` (ruling X11).
 * Rulings X1-X3, X5, X9-X12 and "Settled last".
 */
export function chatFact(events: readonly ChatEvent[]): ChatFact | null {
  const inOrder = events.toSorted(byTimeThenOffset);
  const ofType = (type: string) => inOrder.filter((event) => event.type === type);

  const started = effectiveStart(ofType("chat.started.v1"));
  if (!started) return null;
  const start = second(started);
  const close = ofType("chat.closed.v1").at(-1); // X2, X12: the latest
  const lastSecond = close ? second(close) : Number.POSITIVE_INFINITY;
  const upToClose = inOrder.filter((event) => second(event) <= lastSecond);

  const withBot = started.data.with_bot === true;
  const queuedAt = withBot ? afterBot(upToClose, start) : start; // X3
  const allMessages = distinctMessages(ofType("chat.message_sent.v1"));
  const messages = allMessages.filter((event) => second(event) <= lastSecond);
  const answer = messages.find((event) => event.data.author === "operator" && queuedAt !== null && second(event) >= queuedAt);
  const placed = upToClose.filter((event) => event === started || event.type === "chat.handed_to_agents.v1" || event.type === "chat.transferred.v1");
  const last = (field: "department_id" | "queue_id") => placed.findLast((event) => event.data[field] != null)?.data[field] ?? 0; // X5
  const ratings = ofType("chat.rated.v1");
  const answeredAt = answer ? second(answer) : 0;
  const transfers = ofType("chat.transferred.v1");

  return {
    tenant: started.tenant,
    started_at: start,
    chat_id: started.data.chat_id ?? 0,
    site_id: (placed.includes(started) ? started.data.site_id : null) ?? 0, // of the three only the start can carry it
    department_id: last("department_id"),
    queue_id: last("queue_id"),
    employee_id: answer?.data.employee_id ?? lastInvited(upToClose),
    initiator: started.data.initiator ?? "",
    with_bot: withBot ? 1 : 0,
    visitor_wrote: messages.some((event) => event.data.author === "visitor") ? 1 : 0,
    queued: queuedAt === null ? 0 : 1,
    answered: answer ? 1 : 0,
    closed: close ? 1 : 0,
    queued_at: queuedAt ?? 0,
    answered_at: answeredAt,
    closed_at: close ? lastSecond : 0,
    wait: answer && queuedAt !== null ? answeredAt - queuedAt : 0,
    talk: answer && close ? lastSecond - answeredAt : 0,
    face: ratings.findLast((event) => event.data.face != null)?.data.face ?? "none", // X9: each on its own, whenever it occurs
    vote: ratings.findLast((event) => event.data.vote != null)?.data.vote ?? "none",
    score: ratings.findLast((event) => event.data.score != null)?.data.score ?? 0,
    remark_id: ofType("chat.remarked.v1").at(-1)?.data.remark_id ?? 0, // X12
    first_site_id: started.data.site_id ?? 0,
    status: chatStatus(close, messages, transfers.length > 0 || ofType("chat.assigned.v1").length > 0),
    release_cause: (close?.data["release_cause"] as string | undefined) ?? null,
    is_transfer: transfers.length > 0 ? 1 : 0, // A22
    messages_count: allMessages.length, // A21
    employee_messages_count: allMessages.filter((event) => event.data.author === "operator").length,
    ...communicationFact("chat", inOrder, started.data),
  };
}

/** X11: of several starts the earliest, at the same time the higher offset. */
function effectiveStart(starts: readonly ChatEvent[]): ChatEvent | undefined {
  return starts.findLast((event) => event.timeMs === starts[0]?.timeMs);
}

/** X3: the earliest hand-over up to the close, but not before the start; null while the bot has the chat. */
function afterBot(upToClose: readonly ChatEvent[], start: number): number | null {
  const handed = upToClose.find((event) => event.type === "chat.handed_to_agents.v1");
  return handed ? Math.max(start, second(handed)) : null;
}

/** X11 and "Settled last": the same message_id twice is one message, the earliest; at one millisecond the lower offset. */
function distinctMessages(inOrder: readonly ChatEvent[]): readonly ChatEvent[] {
  const seen = new Set<string>();
  return inOrder.filter(({ data }) => {
    const isNew = !seen.has(data.message_id ?? "");
    seen.add(data.message_id ?? "");
    return isNew;
  });
}

/** X10: who was last assigned or transferred to, up to the close; 0 = nobody. */
function lastInvited(upToClose: readonly ChatEvent[]): number {
  const last = upToClose.findLast(({ type }) => type === "chat.assigned.v1" || type === "chat.transferred.v1");
  return (last?.type === "chat.assigned.v1" ? last.data.employee_id : last?.data.to_employee_id) ?? 0;
}
