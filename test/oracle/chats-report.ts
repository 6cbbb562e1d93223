import type { ChatFact } from "./chat-fact.ts";
import type { DirectoryFact } from "./directory-fact.ts";
import { secondsBetween, seriesOf, type Aggregation } from "./local-time.ts";
import { averageHalfUp, clock, percent } from "./rounding.ts";

/** The parameters of GET /api/chats/reports/summary, after reading the query string. */
export interface ChatsReportParams {
  readonly date_from: string;
  readonly date_to: string;
  /** default month */
  readonly aggregate_by?: Aggregation;
  /** default false */
  readonly sum_users?: boolean;
  readonly user_logins?: readonly string[];
  readonly chat_queue_ids?: readonly number[];
  /** seconds, default 20 */
  readonly response_threshold?: number;
  /** 1..100, default 100 */
  readonly limit?: number;
  readonly offset?: number;
}

interface Durations {
  readonly min: string;
  readonly max: string;
  readonly sum: string;
  readonly avg: string;
}

/** One row, keys in the order of the vendor's sample. */
export interface ChatsReportRow {
  readonly series: string;
  readonly user_name: string | null;
  readonly incoming: number;
  readonly incoming_to_agent: number;
  readonly incoming_including_empty: number;
  readonly abandoned: number;
  readonly answered: number;
  readonly incoming_to_bot: number;
  readonly transferred_by_bot: number;
  readonly finished_by_bot: number;
  readonly service_level_percent: number;
  readonly chat_time: Durations;
  readonly wait_time: Durations;
  readonly sla_percent: number;
  readonly rating: {
    readonly rate: { readonly sad: number; readonly neutral: number; readonly happy: number };
    readonly satisfaction_percent: number;
    readonly rated_percent: number;
  };
}

export interface ChatsReport {
  readonly rows: readonly ChatsReportRow[];
  /** Rows before paging, the X-Total-Count header (T8). */
  readonly total: number;
}

interface Group {
  readonly series: string;
  /** null: credited to nobody, or summed over everybody */
  readonly user: {
    readonly name: string;
    readonly login: string;
    readonly employeeId: number;
  } | null;
  readonly chats: ChatFact[];
}

/** `chats` and `employees` are the account's own. Rulings T1-T10, X4, X11, X14, X17; notes-thulium sections 6 to 8 and 10. */
export function chatsReport(chats: readonly ChatFact[], employees: readonly DirectoryFact[], zone: string, params: ChatsReportParams): ChatsReport {
  const { first, last } = secondsBetween(params.date_from, params.date_to, zone);
  const employeeById = new Map(employees.map((employee) => [employee.object_id, employee]));
  const groups = new Map<string, Group>();
  for (const chat of chats) {
    if (chat.started_at < first || chat.started_at > last) continue;
    const employee = employeeById.get(chat.employee_id);
    const login = employee?.login ?? null; // never upserted: no login, so no login selects it
    if (params.user_logins && (login === null || !params.user_logins.includes(login))) continue; // T9
    if (params.chat_queue_ids && !params.chat_queue_ids.includes(chat.queue_id)) continue; // T9
    const series = seriesOf(chat.started_at, zone, params.aggregate_by ?? "month");
    const credited = params.sum_users === true ? 0 : chat.employee_id; // T1; 0 = the null row
    const name = `${employee?.first_name ?? ""} ${employee?.last_name ?? ""}`.trim(); // T1, X14
    const user = credited === 0 ? null : { name, login: login ?? "", employeeId: credited };
    const key = `${series}|${credited}`;
    const group = groups.get(key) ?? { series, user, chats: [] };
    group.chats.push(chat);
    groups.set(key, group);
  }
  const rows = [...groups.values()].sort(inReportOrder).map((group) => reportRow(group, params.response_threshold ?? 20));
  const offset = params.offset ?? 0;
  return { rows: rows.slice(offset, offset + (params.limit ?? 100)), total: rows.length };
}

/** T2: series, then the user's name with null last, then login, then employee_id. */
function inReportOrder(a: Group, b: Group): number {
  const bySeries = codePointOrder(a.series, b.series);
  if (bySeries !== 0) return bySeries;
  if (a.user === null || b.user === null) return Number(a.user === null) - Number(b.user === null);
  return codePointOrder(a.user.name, b.user.name) || codePointOrder(a.user.login, b.user.login) || a.user.employeeId - b.user.employeeId;
}

/** X17. The bytes of UTF-8 sort as code points do; UTF-16 units do not. */
function codePointOrder(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a, "utf8"), Buffer.from(b, "utf8"));
}

function reportRow({ series, user, chats }: Group, threshold: number): ChatsReportRow {
  const incoming = chats.filter((chat) => chat.visitor_wrote === 1);
  const toBot = incoming.filter((chat) => chat.with_bot === 1);
  const toAgent = incoming.filter((chat) => chat.queued === 1); // T6: those still waiting are in it
  const answered = incoming.filter((chat) => chat.answered === 1); // X4
  const inTime = answered.filter((chat) => chat.wait <= threshold);
  const face = (wanted: ChatFact["face"]) => chats.filter((chat) => chat.face === wanted).length; // T4: over all conversations
  const rate = { sad: face("sad"), neutral: face("neutral"), happy: face("happy") };
  const rated = rate.sad + rate.neutral + rate.happy;
  return {
    series,
    user_name: user?.name ?? null,
    incoming: incoming.length,
    incoming_to_agent: toAgent.length,
    incoming_including_empty: chats.length,
    abandoned: toAgent.filter((chat) => chat.closed === 1 && chat.answered === 0).length,
    answered: answered.length,
    incoming_to_bot: toBot.length,
    transferred_by_bot: toBot.filter((chat) => chat.queued === 1).length,
    finished_by_bot: toBot.filter((chat) => chat.queued === 0 && chat.closed === 1).length,
    service_level_percent: percent(inTime.length, toAgent.length),
    chat_time: durations(answered.filter((chat) => chat.closed === 1).map((chat) => chat.talk)),
    wait_time: durations(answered.map((chat) => chat.wait)),
    sla_percent: percent(inTime.length, answered.length),
    rating: {
      rate,
      satisfaction_percent: percent(rate.happy, rated),
      rated_percent: percent(rated, answered.length),
    },
  };
}

function durations(seconds: readonly number[]): Durations {
  const sum = seconds.reduce((total, each) => total + each, 0);
  const min = seconds.reduce((least, each) => Math.min(least, each), seconds[0] ?? 0);
  const max = seconds.reduce((most, each) => Math.max(most, each), 0);
  return {
    min: clock(min),
    max: clock(max),
    sum: clock(sum),
    avg: clock(averageHalfUp(sum, seconds.length)),
  };
}
