import { eventsOf, type PublishedEvent } from "../system/event.ts";

/** Chats of two employees in winter 2024 (account in Europe/Warsaw, UTC+1). The expectations beside it are worked out by hand. */
export function chatStory(tenant: string): readonly PublishedEvent[] {
  const event = eventsOf(tenant);
  const wrote = (chatId: number, time: string, author: string, employeeId?: number) =>
    event("chat.message_sent.v1", time, {
      chat_id: chatId,
      message_id: `${chatId}-${time}`,
      author,
      ...(employeeId === undefined ? {} : { employee_id: employeeId }),
    });
  return [
    event("employee.upserted.v1", "2024-01-01T00:00:00Z", { employee_id: 7, login: "jkowalski", first_name: "Jan", last_name: "Kowalski" }),
    event("employee.upserted.v1", "2024-01-01T00:00:00Z", { employee_id: 8, login: "anowak", first_name: "Anna", last_name: "Nowak" }),
    // 20 December: waits of 30 and 10 seconds, talks of 300 and 60 seconds
    event("chat.started.v1", "2024-12-20T09:00:00Z", { chat_id: 1, queue_id: 3, initiator: "visitor" }),
    wrote(1, "2024-12-20T09:00:05Z", "visitor"),
    event("chat.assigned.v1", "2024-12-20T09:00:06Z", { chat_id: 1, employee_id: 7 }),
    wrote(1, "2024-12-20T09:00:30Z", "operator", 7),
    event("chat.closed.v1", "2024-12-20T09:05:30Z", { chat_id: 1, release_cause: "employee" }),
    event("chat.rated.v1", "2024-12-20T09:05:40Z", { chat_id: 1, face: "happy" }),
    event("chat.started.v1", "2024-12-20T10:00:00Z", { chat_id: 2, queue_id: 3, initiator: "visitor" }),
    wrote(2, "2024-12-20T10:00:01Z", "visitor"),
    wrote(2, "2024-12-20T10:00:10Z", "operator", 7),
    event("chat.closed.v1", "2024-12-20T10:01:10Z", { chat_id: 2, release_cause: "employee" }),
    // 23:30 UTC of 4 January is 5 January in Warsaw: abandoned by a visitor whom jkowalski never answered
    event("chat.started.v1", "2025-01-04T23:30:00Z", { chat_id: 3, queue_id: 3, initiator: "visitor" }),
    wrote(3, "2025-01-04T23:30:02Z", "visitor"),
    event("chat.assigned.v1", "2025-01-04T23:30:10Z", { chat_id: 3, employee_id: 7 }),
    event("chat.closed.v1", "2025-01-04T23:40:00Z", { chat_id: 3, release_cause: "visitor" }),
    // outside of the asked days, and of another employee
    event("chat.started.v1", "2025-01-18T23:00:00Z", { chat_id: 4, queue_id: 3, initiator: "visitor" }),
    wrote(4, "2025-01-18T23:00:01Z", "operator", 7),
    event("chat.started.v1", "2024-12-20T12:00:00Z", { chat_id: 5, queue_id: 3, initiator: "visitor" }),
    wrote(5, "2024-12-20T12:00:01Z", "visitor"),
    wrote(5, "2024-12-20T12:00:03Z", "operator", 8),
  ];
}

const zero = { min: "00:00:00", max: "00:00:00", sum: "00:00:00", avg: "00:00:00" };

/** jkowalski by day, 2024-12-19 to 2025-01-18. */
export const rowsOfJanKowalski = [
  {
    series: "2024-12-20",
    user_name: "Jan Kowalski",
    incoming: 2,
    incoming_to_agent: 2,
    incoming_including_empty: 2,
    abandoned: 0,
    answered: 2,
    incoming_to_bot: 0,
    transferred_by_bot: 0,
    finished_by_bot: 0,
    service_level_percent: 50,
    chat_time: { min: "00:01:00", max: "00:05:00", sum: "00:06:00", avg: "00:03:00" },
    wait_time: { min: "00:00:10", max: "00:00:30", sum: "00:00:40", avg: "00:00:20" },
    sla_percent: 50,
    rating: { rate: { sad: 0, neutral: 0, happy: 1 }, satisfaction_percent: 100, rated_percent: 50 },
  },
  {
    series: "2025-01-05",
    user_name: "Jan Kowalski",
    incoming: 1,
    incoming_to_agent: 1,
    incoming_including_empty: 1,
    abandoned: 1,
    answered: 0,
    incoming_to_bot: 0,
    transferred_by_bot: 0,
    finished_by_bot: 0,
    service_level_percent: 0,
    chat_time: zero,
    wait_time: zero,
    sla_percent: 0,
    rating: { rate: { sad: 0, neutral: 0, happy: 0 }, satisfaction_percent: 0, rated_percent: 0 },
  },
];
