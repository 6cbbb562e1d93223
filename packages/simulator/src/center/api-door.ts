import type { Random } from "../random.ts";
import type { EventFields } from "../timed-event.ts";
import type { Scene } from "./stage.ts";

/** The center's own programs, which order calls through an interface that keeps a log. */
export class ApiDoor {
  readonly #scene: Scene;
  readonly #nextId: () => number;

  constructor(scene: Scene, nextId: () => number) {
    this.#scene = scene;
    this.#nextId = nextId;
  }

  /** A number for the next order. */
  nextRequestId(): number {
    return this.#nextId();
  }

  /** An order for a call that is made as `callId`, or for one that nobody was free to make. */
  ordered(requestId: number, externalId: string, callId: number | undefined): void {
    const { random } = this.#scene;
    const outcome: EventFields =
      callId === undefined ? { result: "error", error_code: "-32602", error_mnemocode: "employee_busy" } : { result: "success", call_session_id: callId };
    this.#scene.publish("api_request.completed.v1", {
      api_request_id: uuidOf(random),
      request_id: requestId,
      api_type: "call_api",
      component: "call_api",
      ip_address: `198.51.100.${random.integer(1, 20)}`,
      method: "start.employee_call",
      method_type: "light",
      ...outcome,
      external_id: externalId,
      raw: JSON.stringify({ jsonrpc: "2.0", id: requestId, method: "start.employee_call", params: { access_token: "***", external_id: externalId } }),
      execution_time: random.integer(20, 400),
    });
  }
}

/** A UUID (version 4 by its digits) that follows from the chances. */
function uuidOf(random: Random): string {
  const digits = (count: number): string => Array.from({ length: count }, () => random.integer(0, 15).toString(16)).join("");
  return `${digits(8)}-${digits(4)}-4${digits(3)}-${random.pick(["8", "9", "a", "b"])}${digits(3)}-${digits(12)}`;
}
