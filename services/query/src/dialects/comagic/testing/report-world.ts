import { type ScratchFacts, startScratchFacts } from "@stats/questions/testing";
import { hashKey } from "../../../accounts/key-hash.ts";
import { startTestApp } from "../../../testing/test-app.ts";

const key = "k".repeat(48);
/** Moscow is three hours ahead: the rows lie on 4 March there. */
const at = (text: string) => Date.parse(`2025-03-${text}Z`) / 1000;

const visitor = {
  visitor_id: 700,
  person_id: 701,
  visitor_session_id: 702,
  first_campaign_id: 31,
  visits_count: 2,
  visit_other_campaign: 1,
  visitor_type: "returning",
  visitor_city: "Омск",
  visitor_region: "Омская область",
  visitor_country: "Россия",
  visitor_device: "mobile",
  property_names: ["тариф", "age"],
  property_values: ['"полный" 100%', ""],
  segment_ids: [41, 49],
};
const said = {
  communication_number: 3,
  ...visitor,
  campaign_id: 30,
  attribution: { utm_source: "yandex", utm_medium: "", channel: "paid", referrer: "https://ya.ru/?q=a&b", ua_client_id: "GA1.2" },
  tag_ids: [51, 59],
  tag_types: ["auto", "manual"],
  tag_times: [at("03T21:05:00"), at("03T21:06:00")],
  tag_user_ids: [0, 9],
  tag_user_logins: [null, "olga"],
  tag_employee_ids: [0, 501],
  sale_ids: [1, 2],
  // an instant, and a bare date: its midnight as if in UTC
  sale_times: [at("04T08:00:00"), at("07T00:00:00")],
  sale_is_date: [0, 1],
  sale_costs: ["1000.5", "0.0001"],
  sale_comments: [null, "доплата"],
  attributes: ["first", "target"],
};
const directory = [
  { kind: "employee", object_id: 501, first_name: "Ольга", last_name: "Ким", patronymic: "Ивановна" },
  { kind: "site", object_id: 3, title: "https://shop.example.com:8443/path?x", domain_name: null },
  { kind: "campaign", object_id: 30, title: "Весна" },
  { kind: "campaign", object_id: 31, title: "Зима" },
  { kind: "tag", object_id: 51, title: "VIP" },
  { kind: "segment", object_id: 41, title: "Оптовики" },
];

const identity = (number: number) => `00000000-0000-0000-0000-00000000000${number}`;

export interface ReportWorld {
  /** The reply to a method's call. */
  readonly post: (
    method: string,
    params: Readonly<Record<string, unknown>>,
  ) => Promise<{ readonly statusCode: number; readonly body: string; json<Body>(): Body }>;
  /** The rows of a report. */
  readonly rowsOf: (method: string, params: Readonly<Record<string, unknown>>) => Promise<readonly Readonly<Record<string, unknown>>[]>;
  readonly close: () => Promise<void>;
}

/** Reports over HTTP and the engine on a few rows of 4 March, as an account in Moscow sees it. */
export async function startReportWorld(): Promise<ReportWorld> {
  const facts = await startScratchFacts();
  await insertCommunications(facts);
  await insertMessages(facts);
  const account = { tenant: "acme", timezone: "Europe/Moscow", comagic: { app_id: 1, users: [], tokens: [{ key: hashKey(key) }] } };
  const { app } = await startTestApp([account], facts.readerFor);
  const post: ReportWorld["post"] = async (method, params) =>
    await app.inject({ method: "POST", url: "/v2.0", payload: JSON.stringify({ jsonrpc: "2.0", id: "я", method, params: { access_token: key, ...params } }) });
  return {
    post,
    async rowsOf(method, params) {
      const reply = await post(method, params);
      const { id, result } = reply.json<{ id: unknown; result?: { data: readonly Record<string, unknown>[]; metadata: { total_items: unknown } } }>();
      if (reply.statusCode !== 200 || id !== "я" || typeof result?.metadata.total_items !== "number") throw new Error(reply.body);
      return result.data;
    },
    async close() {
      await app.close();
      await facts.close();
    },
  };
}

const of = { tenant: "acme", version: 1 };

async function insertCommunications(facts: ScratchFacts): Promise<void> {
  await facts.insert("chat", [
    {
      ...of,
      ...said,
      chat_id: 9_007_199_254_740_991,
      started_at: at("03T21:00:00"),
      first_site_id: 3,
      site_id: 4,
      status: "succeed",
      initiator: "auto_invite",
      release_cause: "closed_by_visitor",
      answered: 1,
      wait: 40,
      closed: 1,
      closed_at: at("03T21:10:00"),
      is_transfer: 1,
      messages_count: 7,
      employee_messages_count: 3,
      employee_id: 501,
      score: 5,
    },
    { ...of, chat_id: 2, started_at: at("04T20:59:59"), status: "new", initiator: "visitor" },
    { ...of, chat_id: 3, started_at: at("04T21:00:00"), status: "new", initiator: "visitor" },
  ]);
  await facts.insert("goal", [{ ...of, ...said, communication_id: 80, goal_id: 8, name: "Заявка", reached_at: at("04T10:00:00"), site_id: 3 }]);
  await facts.insert("call", [
    { ...of, ...said, call_id: 90, started_at: at("04T11:00:00"), finished: 1, first_site_id: 3, site_id: 4 },
    { ...of, call_id: 91, started_at: at("04T11:00:00"), finished: 0 },
  ]);
  await facts.insert("lead", [
    {
      ...of,
      ...said,
      offline_message_id: 60,
      communication_id: 61,
      received_at: at("04T10:00:00"),
      site_id: 3,
      status: "processed",
      processed_at: at("04T12:00:00"),
      handler_employee_id: 501,
      form_type: "Стандартная",
      group_id: 5,
      group_name: "Продажи",
      text: "Перезвоните\nпожалуйста",
      answer_message: "Да",
      comment: "",
      visitor_name: "Пётр",
      visitor_email: "p@example.com",
      visitor_phone_number: "+7 (495) 123-45-67",
    },
    { ...of, offline_message_id: 62, communication_id: 63, received_at: at("04T10:00:01"), status: "new", visitor_phone_number: "нет" },
    { ...of, offline_message_id: 64, communication_id: 65, received_at: at("04T10:00:02"), status: "processing", visitor_phone_number: "99999999999999999999" },
  ]);
  await facts.insert(
    "directory_object",
    directory.map((row) => ({ ...of, ...row })),
  );
}

async function insertMessages(facts: ScratchFacts): Promise<void> {
  const message = { ...of, chat_id: 2 };
  const sent = (text: string) => Date.parse(`2025-03-${text}Z`);
  await facts.insert("chat_message", [
    { ...message, identity: identity(1), message_id: "20", sent_at: sent("04T21:00:00.900"), author: "visitor", text: "Здравствуйте", employee_id: 0 },
    { ...message, identity: identity(2), message_id: "b1", sent_at: sent("04T21:00:00.100"), author: "bot", text: "…", employee_id: 0 },
    { ...message, identity: identity(3), message_id: "10", sent_at: sent("04T21:00:00.100"), author: "auto_invite", text: "", employee_id: 501 },
    { ...message, identity: identity(4), message_id: "30", sent_at: sent("04T21:05:00.000"), author: "operator", text: null, employee_id: 501 },
    // the same message in another event, later
    { ...message, identity: identity(5), message_id: "30", sent_at: sent("04T21:06:00.000"), author: "operator", text: "again", employee_id: 501 },
    {
      ...message,
      identity: identity(6),
      chat_id: 9_007_199_254_740_991,
      message_id: "1",
      sent_at: sent("03T21:01:00.000"),
      author: "operator",
      text: "Да",
      employee_id: 509,
    },
    {
      ...message,
      identity: identity(7),
      chat_id: 77,
      message_id: "1",
      sent_at: sent("03T21:01:00.000"),
      author: "visitor",
      text: "of no chat",
      employee_id: 0,
    },
  ]);
}
