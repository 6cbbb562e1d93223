import type { EventFields } from "../timed-event.ts";
import type { Operator } from "./operator.ts";
import type { Scene } from "./stage.ts";

/** One end of a call, as the telephony tells of it. */
export class CallLeg {
  readonly legId: number;
  readonly #scene: Scene;
  readonly #names: EventFields;
  #isTalking = false;
  #isOver = false;

  constructor(scene: Scene, callId: number, legId: number, fields: EventFields) {
    this.#scene = scene;
    this.legId = legId;
    this.#names = { call_id: callId, leg_id: legId };
    scene.publish("call.leg_started.v1", { ...this.#names, ...fields });
  }

  connect(): void {
    this.#scene.publish("call.leg_connected.v1", this.#names);
  }

  talk(): void {
    if (this.#isTalking || this.#isOver) return;
    this.#isTalking = true;
    this.#scene.publish("call.leg_talk_started.v1", this.#names);
  }

  /** The conversation rests, or is over. */
  pause(): void {
    if (!this.#isTalking) return;
    this.#isTalking = false;
    this.#scene.publish("call.leg_talk_ended.v1", this.#names);
  }

  /** `cause` as in Q.850. A leg ends once. */
  end(cause: number): void {
    if (this.#isOver) return;
    this.pause();
    this.#isOver = true;
    this.#scene.publish("call.leg_ended.v1", { ...this.#names, release_cause_code: cause, is_failed: cause !== q850.clearing });
  }

  /** What the operator of the telephone network asks for this leg; whole minutes count. */
  charge(seconds: number): void {
    const minutes = Math.max(1, Math.ceil(seconds / 60));
    const cost = { chargeable_duration: minutes * 60, cost_per_minute: "1.5", total_charge: (minutes * 1.5).toFixed(2), bonuses_charge: "0" };
    this.#scene.publish("call.leg_charged.v1", { ...this.#names, direction_type: "mobile", ...cost });
  }
}

/** Release causes (ITU-T Q.850). */
export const q850 = { clearing: 16, busy: 17, noAnswer: 19 } as const;

/** How a leg says whose it is. */
export function operatorOf({ employee }: Operator): EventFields {
  return { is_operator: true, employee_id: employee.employeeId, employee_phone_number: String(employee.employeeId) };
}
