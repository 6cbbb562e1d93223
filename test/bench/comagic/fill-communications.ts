import type { Database } from "@stats/facts";
import { callRows, leadRows, placesOf } from "../livetex/fill-dialogs.ts";
import { chatRows, fillEmployees, fillTable, rowsAt, sitesPerAccount, type Store } from "../reports/fill.ts";
import { communicationWith, namedObjects, oneOf, sessionsPerVisitor, sessionWith } from "./communication-block.ts";

/** Of everything else so much for each chat; a call has two legs, a session five page views. */
const perChat = { calls: 0.5, leads: 0.08, goals: 0.08, sessions: 1, messages: 1, apiRequests: 0.1, visitors: 1 / sessionsPerVisitor } as const;

/** Fills what the reports of communications read, as years of ingest would have left it, by the engine itself: whole rows, every column of them. */
export async function fillCommunications(client: Database, store: Store, progress: (text: string) => void): Promise<void> {
  await fillEmployees(client, store);
  for (const [kind, count] of Object.entries({ site: sitesPerAccount, ...namedObjects }))
    await client.command({ query: placesOf, query_params: { ...store, kind, count } });
  const fill = async (what: string, query: string, share: number) => await fillTable(client, store, { what, query, total: store.chats * share }, progress);
  await fill("chats", chatRows(ofChat), 1);
  await fill("calls", callRows(ofCall), perChat.calls);
  await fill("calls' legs, two each", legs, perChat.calls);
  await fill("leads", leadRows(ofLead), perChat.leads);
  await fill("goals", goals, perChat.goals);
  await fill("sessions", sessions, perChat.sessions);
  await fill("messages", messages, perChat.messages);
  await fill("visitors", visitors, perChat.visitors);
  await fill("API requests", apiRequests, perChat.apiRequests);
  await client.command({ query: charges, query_params: { ...store } });
}

const site = `cityHash64(n, 75) % ${sitesPerAccount} + 1`;

const ofChat = communicationWith({
  first_site_id: site,
  status: "multiIf(copy = 0, 'active', is_answered, 'succeed', 'lost')",
  release_cause: "if(copy = 1, 'closed_by_visitor', null)",
  is_transfer: "cityHash64(n, 101) % 10 = 0",
  messages_count: "toUInt32(cityHash64(n, 102) % 20)",
  employee_messages_count: "toUInt32(intDiv(cityHash64(n, 102) % 20, 2))",
});

const phone = (seed: number) => `concat('79', leftPad(toString(cityHash64(n, ${seed}) % 1000000000), 9, '0'))`;

const ofCall = communicationWith({
  virtual_phone_number: "concat('74951', leftPad(toString(cityHash64(n, 103) % 50), 6, '0'))",
  contact_phone_number: phone(104),
  source: oneOf(105, ["sip", "call_tracking", "va"]),
  first_site_id: site,
  scenario_id: `cityHash64(n, 106) % ${namedObjects.scenario} + 1`,
  contact_id: `if(cityHash64(n, 107) % 5 = 0, cityHash64(n, 107) % ${namedObjects.address_book_contact} + 1, 0)`,
  finish_reason: "if(copy = 1, 'subscriber_disconnects', null)",
  postprocess_duration: "if(is_answered, 20, null)",
  call_records: "if(is_answered, [hex(cityHash64(n, 108))], [])",
  employee_ids: "if(is_answered, [cityHash64(n, 88) % {employeesPerAccount:UInt32} + 1], [])",
  employee_answered: "arrayMap(id -> 1, employee_ids)",
  employee_talked: "arrayMap(id -> 1, employee_ids)",
  first_answered_employee_id: "employee_ids[1]",
  last_answered_employee_id: "employee_ids[1]",
  first_talked_employee_id: "employee_ids[1]",
  last_talked_employee_id: "employee_ids[1]",
});

const ofLead = communicationWith({
  communication_id: "intDiv(n, {accounts:UInt32}) + 1",
  form_type: oneOf(109, ["Заявка", "Обратный звонок"]),
  group_id: "cityHash64(n, 110) % 5 + 1",
  group_name: "concat('Группа ', toString(cityHash64(n, 110) % 5 + 1))",
  text: "concat('Перезвоните мне, заказ ', toString(n))",
  visitor_name: "concat('Имя ', toString(cityHash64(n, 111) % 1000))",
  visitor_phone_number: phone(112),
  visitor_email: "concat('user', toString(cityHash64(n, 113) % 100000), '@example.com')",
  handler_employee_id: "if(is_assigned, worker, 0)",
});

/** The legs of the calls above: the same numbers make the same starts. The visitor's leg comes first, the operator's one second later. */
const legs = `
insert into call_leg (tenant, started_at, call_id, leg_id, partition, version, deleted, direction, virtual_phone_number, calling_phone_number, called_phone_number,
  is_operator, employee_id, connected_at, ended_at, talk, talk_starts, talk_ends, source, contact_phone_number, scenario_id, contact_id, duration, total_duration,
  release_cause_code, release_cause_description, is_failed, call_records, direction_type, chargeable_duration, cost_per_minute, total_charge, bonuses_charge)
with ${rowsAt},
  fraction[2] < 0.8 as is_incoming, fraction[3] < 0.85 as is_answered, toUInt32(10 + -ln(fraction[7]) * 180) as talk_of, toUInt32(instant) + leg as began,
  intDiv(n, {accounts:UInt32}) + 1 as call, if(leg = 1, cityHash64(n, 88) % {employeesPerAccount:UInt32} + 1, 0) as employee
select tenant_of, began, call, call * 2 + leg, n % 12, n * 8, 0, if(is_incoming, 'in', 'out'), concat('74951', leftPad(toString(cityHash64(n, 103) % 50), 6, '0')), ${phone(104)},
  '74951000000', leg, employee, if(is_answered, began + 5, 0), began + talk_of, if(is_answered, talk_of - 5, 0), if(is_answered, [began + 5], []),
  if(is_answered, [began + talk_of], []), ${oneOf(105, ["sip", "call_tracking", "va"])}, ${phone(104)}, cityHash64(n, 106) % ${namedObjects.scenario} + 1, 0,
  if(is_answered, talk_of - 5, 0), talk_of, 16, 'Normal call clearing', not is_answered, [], if(leg = 0, 'mobile', 'none'), if(leg = 0, talk_of, null),
  if(leg = 0, toDecimal64(1.5, 4), null), if(leg = 0, toDecimal64(talk_of, 4) / 40, null), if(leg = 0, toDecimal64(0, 4), null)
from numbers({rows:UInt64})
array join [0, 1] as leg`;

const ofGoal = communicationWith({});
const goals = `
insert into goal (tenant, reached_at, communication_id, partition, version, deleted, goal_id, name, site_id${ofGoal.columns})
with ${rowsAt}, cityHash64(n, 120) % 15 + 1 as goal
select tenant_of, toUInt32(instant), intDiv(n, {accounts:UInt32}) + 1, n % 12, n, 0, goal, concat('Цель ', toString(goal)), ${site}${ofGoal.cells}
from numbers({rows:UInt64})`;

const ofSession = sessionWith({
  ip_address: "concat('203.0.113.', toString(cityHash64(n, 130) % 250))",
  browser_name: oneOf(131, ["Chrome", "Firefox", "Safari"]),
  browser_version: "toString(cityHash64(n, 132) % 40 + 90)",
  os_name: oneOf(133, ["Windows", "Android", "iOS"]),
  os_version: "toString(cityHash64(n, 134) % 5 + 10)",
  screen: "'1920x1080'",
  language: "'ru'",
  hit_times: "arrayMap(view -> toDateTime(toUInt32(instant) + view * 40, 'UTC'), range(5))",
  hit_durations: "arrayMap(view -> 40, range(5))",
  hit_urls: "arrayMap(view -> concat('https://shop.example/page/', toString(cityHash64(n, view, 56) % 2000)), range(5))",
});
const sessions = `
insert into visitor_session (tenant, started_at, visitor_session_id, partition, version, deleted, site_id, ended_at, duration${ofSession.columns})
with ${rowsAt}
select tenant_of, toUInt32(instant), intDiv(n, {accounts:UInt32}) + 1, n % 12, n, 0, ${site}, toUInt32(instant) + 200, 200${ofSession.cells}
from numbers({rows:UInt64})`;

/** As many messages as chats: five of every fifth chat. */
const messages = `
insert into chat_message (tenant, chat_id, identity, partition, version, message_id, sent_at, author, employee_id, text)
with ${rowsAt}
select tenant_of, intDiv(n, {accounts:UInt32}) + 1, reinterpretAsUUID(sipHash128(n, message)), n % 12, n * 8 + message, toString(message),
  toDateTime64(instant, 3, 'UTC') + message * 20, ['visitor', 'operator'][message % 2 + 1], if(message % 2 = 1, cityHash64(n, 78) % {employeesPerAccount:UInt32} + 1, 0),
  concat('Здравствуйте, это сообщение ', toString(message), ' чата ', toString(n))
from numbers({rows:UInt64})
array join if(cityHash64(n, 140) % 5 = 0, range(5), []) as message`;

const visitors = `
insert into visitor (tenant, visitor_id, partition, version, deleted, full_name, emails, phone_numbers)
with ${rowsAt}
select tenant_of, intDiv(n, {accounts:UInt32}) + 1 as id, n % 12, n, 0, concat('Имя ', toString(id)), [concat('user', toString(id), '@example.com')], [${phone(150)}]
from numbers({rows:UInt64})
where cityHash64(n, 151) % 5 = 0`;

const apiRequests = `
insert into api_request (tenant, requested_at, api_request_id, partition, version, deleted, request_id, api_type, component, ip_address, method, method_type, result, raw,
  execution_time)
with ${rowsAt}
select tenant_of, toUInt32(instant), toString(reinterpretAsUUID(sipHash128(n, 1))), n % 12, n, 0, toString(n), 'rpc_api', 'data_api', '203.0.113.9',
  ${oneOf(160, ["get.calls_report", "get.chats_report", "get.account"])}, 'heavy', if(fraction[2] < 0.9, 'success', 'error'),
  '{"jsonrpc":"2.0","id":1,"method":"get.calls_report","params":{"access_token":"***"}}', toUInt32(-ln(fraction[3]) * 80)
from numbers({rows:UInt64})`;

/** One charge of each kind a day. */
const charges = `
insert into charge (tenant, charged_on, charge_id, partition, version, deleted, kind, amount, bonuses)
with toUInt32(intDiv({toSeconds:UInt32} - {fromSeconds:UInt32}, 86400)) as days
select concat('account-', toString(intDiv(number, days * 5))), toDate(toDateTime({fromSeconds:UInt32}, 'UTC')) + intDiv(number % (days * 5), 5), number + 1, 0, number, 0,
  number % 5 + 1, toDecimal64(number % 1000, 4), toDecimal64(0, 4)
from numbers({accounts:UInt64} * toUInt64(days) * 5)`;
