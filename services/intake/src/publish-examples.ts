import type { ApiExamples } from "@stats/kit";

const hourMs = 3_600_000;

/** The ids of example objects begin here: far from those of real upstreams. */
const idsFrom = 900_000_000_000;

/** Events that the publish key of the account `demo` may send as they are; they happened in the hour before that of `now` (epoch milliseconds). */
export function publishExamples(now: number): { readonly single: ApiExamples; readonly batch: ApiExamples } {
  const hour = Math.floor(now / hourMs) * hourMs - hourMs;
  const employeeId = idsFrom;
  // another chat and call each hour: the same example sent twice changes nothing, and no entity is told two stories
  const chatId = idsFrom + hour / hourMs;
  const callId = chatId;
  const event = (type: string, seconds: number, data: Readonly<Record<string, unknown>>) => {
    const time = new Date(hour + seconds * 1000).toISOString();
    return { specversion: "1.0", id: `example-${type}-${time}`, source: "/examples", type, time, tenant: "demo", data };
  };
  return {
    single: {
      operator_ready: { summary: "An operator becomes ready", value: event("acd_status.changed.v1", 0, { user_id: employeeId, status: "READY" }) },
    },
    batch: {
      answered_chat: {
        summary: "A chat that was answered after 12 seconds",
        value: [
          event("chat.started.v1", 0, { chat_id: chatId, initiator: "visitor" }),
          event("chat.message_sent.v1", 0, { chat_id: chatId, message_id: "1", author: "visitor", text: "Is my order on its way?" }),
          event("chat.assigned.v1", 5, { chat_id: chatId, employee_id: employeeId }),
          event("chat.message_sent.v1", 12, { chat_id: chatId, message_id: "2", author: "operator", employee_id: employeeId, text: "Since this morning." }),
          event("chat.closed.v1", 70, { chat_id: chatId, release_cause: "closed_by_operator", status: "succeed" }),
          event("chat.rated.v1", 80, { chat_id: chatId, face: "happy" }),
        ],
      },
      answered_call: {
        summary: "A call of one leg",
        value: [
          event("call.leg_started.v1", 0, {
            call_id: callId,
            leg_id: 1,
            direction: "in",
            virtual_phone_number: "74950000001",
            calling_phone_number: "79160000001",
            called_phone_number: "74950000001",
            employee_id: employeeId,
          }),
          event("call.leg_connected.v1", 8, { call_id: callId, leg_id: 1 }),
          event("call.leg_talk_started.v1", 8, { call_id: callId, leg_id: 1 }),
          event("call.leg_ended.v1", 95, { call_id: callId, leg_id: 1, release_cause_code: 16 }),
          event("call.finished.v1", 95, { call_id: callId, finish_reason: "success_finish" }),
        ],
      },
      employee: {
        summary: "The operator of the other examples enters the directory",
        value: [event("employee.upserted.v1", 0, { employee_id: employeeId, login: "example", first_name: "Example" })],
      },
    },
  };
}
