import type { EventFields } from "../timed-event.ts";
import type { Place } from "./center.ts";
import { phoneOf } from "./contact-book.ts";
import { CallLeg, operatorOf } from "./call-leg.ts";
import type { Operator } from "./operator.ts";
import type { Scene } from "./stage.ts";

/** What every call has: its id, its place and numbers, and its legs. */
export class PhoneCall {
  readonly callId: number;
  readonly place: Place;
  readonly #scene: Scene;
  readonly #nextLegId: () => number;
  readonly #numbers: EventFields;
  readonly direction: "in" | "out";
  #isFinished = false;

  constructor(scene: Scene, callId: number, nextLegId: () => number, place: Place, direction: "in" | "out") {
    this.#scene = scene;
    this.callId = callId;
    this.#nextLegId = nextLegId;
    this.place = place;
    this.direction = direction;
    const ours = `495123450${place.siteId}`;
    const outside = direction === "in" && scene.random.chance(0.06) ? "" : phoneOf(scene.random); // some hide their number
    const [calling, called] = direction === "in" ? [outside, ours] : [ours, outside];
    this.#numbers = { virtual_phone_number: ours, calling_phone_number: calling, called_phone_number: called };
  }

  get isFinished(): boolean {
    return this.#isFinished;
  }

  visitorLeg(): CallLeg {
    const visitor = { visitor_id: this.callId * 2, visitor_type: this.#scene.random.pick(["new", "returning"]) }; // even: chats have the odd ones
    return this.#leg({ is_operator: false, ...(this.direction === "in" ? { scenario_id: 1 } : {}), visitor });
  }

  operatorLeg(operator: Operator, isTransferred = false): CallLeg {
    return this.#leg({ ...operatorOf(operator), is_transferred: isTransferred });
  }

  /** Listens, and whispers to the operator; not part of the conversation. */
  coachLeg(employeeId: number): CallLeg {
    return this.#leg({ is_operator: true, is_coach: true, employee_id: employeeId });
  }

  #leg(fields: EventFields): CallLeg {
    const { siteId, queue } = this.place;
    const where = { site_id: siteId, department_id: queue.departmentId, queue_id: queue.queueId };
    return new CallLeg(this.#scene, this.callId, this.#nextLegId(), { direction: this.direction, ...this.#numbers, ...where, ...fields });
  }

  /** All legs have ended. */
  finish(reason: string): void {
    this.#isFinished = true;
    this.#scene.publish("call.finished.v1", { call_id: this.callId, finish_reason: reason });
  }

  record(kind: "call" | "voice_mail", leg: CallLeg): void {
    const hash = `${kind}-${this.callId}-${leg.legId}`;
    this.#scene.after(this.#scene.random.integer(1, 20), () =>
      this.#scene.publish("call.recorded.v1", { call_id: this.callId, leg_id: leg.legId, kind, hash }),
    );
  }
}
