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
    const causes = { release_cause_code: cause, release_cause_description: descriptions.get(cause) ?? "" };
    this.#scene.publish("call.leg_ended.v1", { ...this.#names, ...causes, is_failed: cause !== q850.clearing });
  }

  /** What the operator of the telephone network asks for this leg; whole minutes count. */
  charge(seconds: number): void {
    const minutes = Math.max(1, Math.ceil(seconds / 60));
    const { direction, perMinute } = this.#scene.random.weighted(tariffs.map((tariff) => [tariff, tariff.share] as const));
    const total = minutes * perMinute;
    const bonuses = this.#scene.random.chance(0.1) ? total : 0;
    const cost = {
      chargeable_duration: minutes * 60,
      cost_per_minute: perMinute.toFixed(2),
      total_charge: total.toFixed(2),
      bonuses_charge: bonuses.toFixed(2),
    };
    this.#scene.publish("call.leg_charged.v1", { ...this.#names, direction_type: direction, ...cost });
  }
}

/** Release causes (ITU-T Q.850). */
export const q850 = { clearing: 16, busy: 17, noAnswer: 19 } as const;

const descriptions = new Map<number, string>([
  [q850.clearing, "Normal call clearing"],
  [q850.busy, "User busy"],
  [q850.noAnswer, "No answer from the user"],
]);

/** What a minute costs, by where it goes, and how many of a hundred calls go there. */
const tariffs = [
  { direction: "mobile", perMinute: 1.5, share: 70 },
  { direction: "local", perMinute: 0.6, share: 18 },
  { direction: "national", perMinute: 2.2, share: 10 },
  { direction: "international", perMinute: 9.75, share: 2 },
] as const;

/** How a leg says whose it is. */
export function operatorOf({ employee }: Operator): EventFields {
  return { is_operator: true, employee_id: employee.employeeId, employee_phone_number: String(employee.employeeId) };
}
