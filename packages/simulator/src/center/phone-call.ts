import type { EventFields } from "../timed-event.ts";
import type { Place } from "./center.ts";
import { CallLeg, operatorOf } from "./call-leg.ts";
import type { CallOccasion } from "./call-occasion.ts";
import type { Guests } from "./guests.ts";
import type { Operator } from "./operator.ts";
import type { Scene } from "./stage.ts";

/** What the calls of a day share. */
export interface Switchboard {
  readonly scene: Scene;
  readonly nextCallId: () => number;
  readonly nextLegId: () => number;
  readonly guests: Guests;
}

/** What every call has: its id, its place and numbers, and its legs. */
export class PhoneCall {
  readonly callId: number;
  readonly place: Place;
  readonly #scene: Scene;
  readonly #nextLegId: () => number;
  readonly #numbers: EventFields;
  readonly #occasion: CallOccasion;
  readonly guests: Guests;
  readonly direction: "in" | "out";
  #isFinished = false;

  constructor({ scene, nextCallId, nextLegId, guests }: Switchboard, place: Place, direction: "in" | "out", occasion: CallOccasion) {
    this.#scene = scene;
    this.callId = nextCallId();
    this.#nextLegId = nextLegId;
    this.guests = guests;
    this.place = place;
    this.direction = direction;
    this.#occasion = occasion;
    const ours = `495123450${place.siteId}`;
    const [calling, called] = direction === "in" ? [occasion.outside, ours] : [ours, occasion.outside];
    this.#numbers = { virtual_phone_number: ours, calling_phone_number: calling, called_phone_number: called };
  }

  get isFinished(): boolean {
    return this.#isFinished;
  }

  visitorLeg(): CallLeg {
    return this.#leg({ is_operator: false, ...this.#occasion.outsideFields });
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
    return new CallLeg(this.#scene, this.callId, this.#nextLegId(), {
      direction: this.direction,
      source: this.#occasion.source,
      ...this.#numbers,
      ...where,
      ...fields,
    });
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
