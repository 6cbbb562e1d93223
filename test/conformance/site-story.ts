import { eventsOf, type PublishedEvent } from "../system/event.ts";

const visitor = { visitor_id: 77, visitor_session_id: 900, visitor_type: "returning", visits_count: 2, city: "Самара", device: "mobile" };
const attribution = { campaign_id: 4, channel: "paid", utm_source: "yandex", entrance_page: "https://acme.example/" };

/** An evening of one visitor on a site, in March 2025 (account in Europe/Moscow, UTC+3): he looks, chats, calls, orders and leaves a message. */
export function siteStory(tenant: string): readonly PublishedEvent[] {
  const event = eventsOf(tenant);
  return [
    event("employee.upserted.v1", "2025-01-01T00:00:00Z", {
      employee_id: 7,
      login: "ivanova",
      first_name: "Анна",
      last_name: "Иванова",
      patronymic: "Петровна",
    }),
    event("site.upserted.v1", "2025-01-01T00:00:00Z", { site_id: 3, url: "https://acme.example", domain_name: "acme.example" }),
    event("campaign.upserted.v1", "2025-01-01T00:00:00Z", { campaign_id: 4, name: "Весна" }),
    event("tag.upserted.v1", "2025-01-01T00:00:00Z", { tag_id: 5, name: "VIP" }),
    event("session.started.v1", "2025-03-10T17:00:00Z", { visitor_session_id: 900, site_id: 3, visitor, attribution, browser_name: "Firefox" }),
    event("session.page_viewed.v1", "2025-03-10T17:00:00Z", { visitor_session_id: 900, url: "https://acme.example/" }),
    event("session.page_viewed.v1", "2025-03-10T17:01:30Z", { visitor_session_id: 900, url: "https://acme.example/order" }),
    event("session.ended.v1", "2025-03-10T17:20:00Z", { visitor_session_id: 900 }),
    event("chat.started.v1", "2025-03-10T17:02:00Z", { chat_id: 42, site_id: 3, initiator: "visitor", communication_number: 1, visitor, attribution }),
    event("chat.message_sent.v1", "2025-03-10T17:02:05Z", { chat_id: 42, message_id: "1", author: "visitor", text: "Здравствуйте" }),
    event("chat.message_sent.v1", "2025-03-10T17:02:25Z", { chat_id: 42, message_id: "2", author: "operator", employee_id: 7, text: "Добрый вечер" }),
    event("chat.tagged.v1", "2025-03-10T17:03:00Z", { chat_id: 42, tag_id: 5, employee_id: 7 }),
    event("chat.sale_recorded.v1", "2025-03-10T17:04:00Z", { chat_id: 42, sale_id: 1, sale_date: "2025-03-12", sale_cost: "1500.50" }),
    event("chat.closed.v1", "2025-03-10T17:05:00Z", { chat_id: 42, release_cause: "closed_by_visitor" }),
    event("goal.reached.v1", "2025-03-10T17:06:00Z", { goal_id: 8, name: "Заказ", communication_id: 600, site_id: 3, visitor, attribution }),
    event("offline_message.received.v1", "2025-03-10T17:07:00Z", {
      offline_message_id: 12,
      communication_id: 700,
      site_id: 3,
      text: "Перезвоните",
      visitor_name: "Олег",
      visitor_phone_number: "+7 (495) 000-00-00",
      visitor,
      attribution,
    }),
    event("call.leg_started.v1", "2025-03-10T20:59:00Z", {
      call_id: 7001,
      leg_id: 1,
      direction: "in",
      virtual_phone_number: "74950000001",
      calling_phone_number: "74950000000",
      called_phone_number: "74950000001",
      site_id: 3,
      visitor,
      attribution,
    }),
    event("call.leg_started.v1", "2025-03-10T20:59:05Z", {
      call_id: 7001,
      leg_id: 2,
      direction: "in",
      virtual_phone_number: "74950000001",
      calling_phone_number: "74950000000",
      called_phone_number: "101",
      employee_id: 7,
    }),
    event("call.leg_connected.v1", "2025-03-10T20:59:10Z", { call_id: 7001, leg_id: 2 }),
    event("call.leg_talk_started.v1", "2025-03-10T20:59:10Z", { call_id: 7001, leg_id: 2 }),
    event("call.leg_ended.v1", "2025-03-10T20:59:40Z", { call_id: 7001, leg_id: 2 }),
    event("call.leg_ended.v1", "2025-03-10T20:59:40Z", { call_id: 7001, leg_id: 1 }),
    event("call.finished.v1", "2025-03-10T20:59:40Z", { call_id: 7001, finish_reason: "success_finish" }),
    event("call.leg_charged.v1", "2025-03-11T05:00:00Z", {
      call_id: 7001,
      leg_id: 2,
      direction_type: "mobile",
      chargeable_duration: 60,
      cost_per_minute: "1.5",
      total_charge: "1.5",
      bonuses_charge: "0.25",
    }),
  ];
}

/** The evening as clients ask for it. */
export const evening = { date_from: "2025-03-10 20:00:00", date_till: "2025-03-10 23:59:59" };

/** What each report must tell of the evening, of one row; instants in the account's zone. By method. */
export const told: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  communications_report: {
    id: 42,
    communication_type: "chat",
    date_time: "2025-03-10 20:02:00",
    visitor_city: "Самара",
    campaign_name: "Весна",
    sale_cost: 1500.5,
  },
  chats_report: {
    id: 42,
    date_time: "2025-03-10 20:02:00",
    answer_time: 25,
    duration: 180,
    employee_full_name: "Иванова Анна Петровна",
    messages_count: 2,
    status: "succeed",
  },
  goals_report: { id: 8, name: "Заказ", date_time: "2025-03-10 20:06:00", communication_id: 600, utm_source: "yandex" },
  offline_messages_report: { id: 12, date_time: "2025-03-10 20:07:00", text: "Перезвоните", visitor_phone_number: 74950000000, status: "not_processed" },
  calls_report: {
    id: 7001,
    start_time: "2025-03-10 23:59:00",
    finish_time: "2025-03-10 23:59:40",
    wait_duration: 10,
    talk_duration: 30,
    is_lost: false,
    contact_phone_number: "74950000000",
    last_answered_employee_full_name: "Иванова Анна Петровна",
  },
  call_legs_report: {
    id: 1,
    call_session_id: 7001,
    start_time: "2025-03-10 23:59:00",
    direction: "in",
    is_operator: false,
    calling_phone_number: "74950000000",
  },
  visitor_sessions_report: { id: 900, date_time: "2025-03-10 20:00:00", visitor_browser_name: "Firefox", hits_count: 2, site_domain_name: "acme.example" },
};
