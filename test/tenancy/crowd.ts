import fc from "fast-check";
import { checkPublished } from "@stats/events";
import { createOracle, type Oracle } from "../oracle/index.ts";
import { eventsOf, type PublishedEvent } from "../system/event.ts";
import { dialogsBesideChats, directoryOf, linksOf } from "./back-office.ts";

/** The accounts share every id: of chats, employees, operators, queues, messages and events. Only what happened differs, and the names. */
export const zones = { alpha: "Europe/Warsaw", beta: "Europe/Moscow", gamma: "Asia/Kolkata", empty: "UTC" } as const;
export type Tenant = keyof typeof zones;
export const busy = ["alpha", "beta", "gamma"] as const;
export const sharedLogins = ["agent1", "agent2", "agent3"];

const day = 86_400;
const firstSecond = Date.UTC(2025, 2, 1) / 1000;
const spanSeconds = 6 * day;

const chat = fc.record({
  start: fc.nat({ max: spanSeconds }),
  queue: fc.constantFrom(undefined, 1, 2, 3),
  employee: fc.constantFrom(1, 2, 3, 4),
  withBot: fc.boolean(),
  visitorAfter: fc.option(fc.nat({ max: 30 }), { nil: undefined }),
  answerAfter: fc.option(fc.nat({ max: 120 }), { nil: undefined }),
  closeAfter: fc.option(fc.integer({ min: 120, max: 4000 }), { nil: undefined }),
  face: fc.constantFrom(undefined, "sad", "neutral", "happy"),
  vote: fc.constantFrom(undefined, "positive", "negative"),
  remark: fc.constantFrom(undefined, undefined, 1, 2),
  site: fc.constantFrom(undefined, 1, 2, 3),
  department: fc.constantFrom(undefined, 1, 2, 3),
});
const change = fc.record({
  user: fc.constantFrom(1, 2, 3, 4),
  at: fc.nat({ max: spanSeconds }),
  status: fc.constantFrom("OFFLINE", "ONLINE", "READY", "BANNED", "IN_SERVICE", "AFTER_SERVICE", "TIMEOUT", "DND"),
});

const time = (second: number) => new Date((firstSecond + second) * 1000).toISOString();

/** What happened in an account: the same at every call, different in every account. */
export function storyOf(tenant: (typeof busy)[number]): readonly PublishedEvent[] {
  const seed = busy.indexOf(tenant) + 1;
  const event = eventsOf(tenant);
  const events: PublishedEvent[] = [1, 2, 3].map((id) =>
    event("employee.upserted.v1", time(0), {
      employee_id: id,
      login: `agent${id}`,
      first_name: `Agent ${id}`,
      last_name: `of ${tenant}`,
      ...linksOf(id, seed),
    }),
  );
  const tell = (type: string, second: number, data: Readonly<Record<string, unknown>>) => void events.push(event(type, time(second), data));
  directoryOf(tenant, tell);
  for (const [index, one] of fc.sample(chat, { seed, numRuns: 60 }).entries()) {
    const id = index + 1;
    const says = (author: string, after: number, more: Readonly<Record<string, unknown>> = {}) =>
      events.push(event("chat.message_sent.v1", time(one.start + after), { chat_id: id, message_id: `${author}-${id}`, author, ...more }));
    events.push(
      event("chat.started.v1", time(one.start), {
        chat_id: id,
        initiator: "visitor",
        with_bot: one.withBot,
        queue_id: one.queue,
        site_id: one.site,
        department_id: one.department,
      }),
    );
    if (one.withBot && id % 2 === 0) events.push(event("chat.handed_to_agents.v1", time(one.start), { chat_id: id }));
    if (one.visitorAfter !== undefined) says("visitor", one.visitorAfter);
    if (id % 3 > 0) events.push(event("chat.assigned.v1", time(one.start + 1), { chat_id: id, employee_id: one.employee }));
    if (one.answerAfter !== undefined) says("operator", one.answerAfter, { employee_id: one.employee });
    if (one.closeAfter !== undefined) events.push(event("chat.closed.v1", time(one.start + one.closeAfter), { chat_id: id, release_cause: "employee" }));
    if (one.face !== undefined) events.push(event("chat.rated.v1", time(one.start + 5000), { chat_id: id, face: one.face }));
    if (one.vote !== undefined) tell("chat.rated.v1", one.start + 5001, { chat_id: id, vote: one.vote });
    if (one.remark !== undefined) tell("chat.remarked.v1", one.start + 6000, { chat_id: id, employee_id: 1, remark_id: one.remark });
  }
  for (const one of fc.sample(change, { seed, numRuns: 120 })) {
    events.push(event("acd_status.changed.v1", time(one.at), { user_id: one.user, status: one.status }));
  }
  // nobody's time runs on, so that "now" plays no role
  for (const user of [1, 2, 3, 4]) tell("acd_status.changed.v1", spanSeconds + 1, { user_id: user, status: "OFFLINE" });
  dialogsBesideChats(seed, spanSeconds, tell);
  return events.map((published, index) => ({ ...published, id: `e${index}` }));
}

/** Knows one account's events and no others', so that it cannot show any other's. */
export function oracleOf(tenant: Tenant, events: readonly PublishedEvent[]): Oracle {
  const oracle = createOracle({ timezones: zones });
  oracle.ingest(
    events.map((event, offset) => {
      const checked = checkPublished(event, Date.now());
      if (!checked.ok) throw new Error(`${event.type}: ${checked.detail}`);
      return { topic: checked.topic, partition: 0, offset, key: Buffer.from(checked.key), headers: {}, value: Buffer.from(checked.json) };
    }),
  );
  // asked once, so that an oracle that has understood nothing is noticed
  if (events.length > 0 && oracle.chatsReport(tenant, { date_from: "2025-02-28", date_to: "2025-03-31" }).total === 0)
    throw new Error(`The story of ${tenant} is empty`);
  return oracle;
}
