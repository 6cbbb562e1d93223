import type { TimedEvent } from "../timed-event.ts";
import { Story, type StoryTeller } from "./story.ts";

/** One request to an API, now and then told again with another time and result. */
export function apiRequestStory(teller: StoryTeller, number: number, startMs: number): readonly TimedEvent[] {
  const { random } = teller;
  const digits = number.toString(16).padStart(12, "0");
  const story = new Story(teller, { api_request_id: `0F0e6b5e-9d0a-4c54-8f2e-${random.chance(0.5) ? digits.toUpperCase() : digits}` }, startMs);
  for (let tellings = random.pick([1, 1, 1, 2]); tellings > 0; tellings -= 1)
    story.tell(random.integer(0, 60), "api_request.completed.v1", {
      request_id: random.pick([null, "req-1", 7, 1.5, ""]),
      api_type: random.pick(["rpc_api", "call_api"]),
      component: random.pick([null, "data_api"]),
      ip_address: random.pick(["203.0.113.7", "::1"]),
      method: random.pick(["get.calls_report", "start.employee_call"]),
      method_type: random.pick([null, "light", "medium", "heavy"]),
      ...random.pick([{ result: "success" }, { result: "error", error_code: "-32602", error_mnemocode: "data_type_error" }]),
      call_session_id: random.pick([null, number]),
      external_id: random.pick([null, "order 7"]),
      raw: random.pick(["{}", '{"method":"отчёт"}\n\n']),
      execution_time: random.integer(0, 5_000),
    });
  return story.events;
}
