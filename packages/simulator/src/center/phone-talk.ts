import { afterword, supervisorId } from "./afterword.ts";
import { q850, type CallLeg } from "./call-leg.ts";
import type { Floor } from "./floor.ts";
import type { Operator } from "./operator.ts";
import type { PhoneCall } from "./phone-call.ts";
import type { Scene } from "./stage.ts";

/** From the moment when both ends have picked up: talk, holds, a transfer, a coach, the end and the work after it. */
export class PhoneTalk {
  readonly #scene: Scene;
  readonly #floor: Floor;
  readonly #call: PhoneCall;
  readonly #visitorLeg: CallLeg;
  #operator: Operator;
  #operatorLeg: CallLeg;
  #coachLeg: CallLeg | null = null;
  #beganMs = 0;

  constructor(scene: Scene, floor: Floor, call: PhoneCall, visitorLeg: CallLeg, operator: Operator, operatorLeg: CallLeg) {
    this.#scene = scene;
    this.#floor = floor;
    this.#call = call;
    this.#visitorLeg = visitorLeg;
    this.#operator = operator;
    this.#operatorLeg = operatorLeg;
  }

  begin(): void {
    const { random } = this.#scene;
    const seconds = 15 + random.exponential(170);
    const isCoached = random.chance(0.04) && this.#operator.employee.employeeId !== supervisorId;
    if (isCoached) this.#scene.after(random.integer(5, 30), () => this.#listenIn());
    this.#beganMs = this.#scene.nowMs;
    this.#resume();
    this.#speak(seconds);
  }

  #resume(): void {
    this.#operatorLeg.talk();
    this.#visitorLeg.talk();
  }

  #pause(): void {
    this.#operatorLeg.pause();
    this.#visitorLeg.pause();
  }

  /** All at once, or with something in between. */
  #speak(secondsLeft: number): void {
    const { random } = this.#scene;
    const isWhole = random.chance(0.75);
    const seconds = isWhole ? secondsLeft : secondsLeft * (0.3 + 0.4 * random.next());
    this.#scene.after(seconds, () => {
      if (isWhole) return this.#end();
      const colleague = random.chance(0.3) ? this.#floor.freeOperator("call", this.#call.place.queue.departmentId, this.#operator) : undefined;
      this.#pause();
      if (colleague) return this.#transfer(colleague, secondsLeft - seconds);
      this.#scene.after(random.integer(10, 90), () => {
        this.#resume();
        this.#speak(secondsLeft - seconds);
      });
    });
  }

  /** The visitor hears music until the colleague picks up; then the first operator goes. */
  #transfer(colleague: Operator, secondsLeft: number): void {
    const leg = this.#call.operatorLeg(colleague, true);
    colleague.take("call");
    this.#scene.after(this.#scene.random.integer(3, 12), () => {
      const [before, beforeLeg] = [this.#operator, this.#operatorLeg];
      this.#operator = colleague;
      this.#operatorLeg = leg;
      leg.connect();
      this.#resume();
      beforeLeg.end(q850.clearing);
      before.release("call");
      this.#speak(secondsLeft);
    });
  }

  #listenIn(): void {
    if (this.#call.isFinished) return;
    this.#coachLeg = this.#call.coachLeg(supervisorId);
    this.#scene.after(2, () => {
      if (this.#call.isFinished) return;
      this.#coachLeg?.connect();
      this.#coachLeg?.talk();
    });
  }

  #end(): void {
    const { random } = this.#scene;
    const { employeeId } = this.#operator.employee;
    this.#operatorLeg.end(q850.clearing);
    this.#coachLeg?.end(q850.clearing);
    this.#visitorLeg.end(q850.clearing);
    this.#call.finish("success_finish");
    if (this.#call.direction === "out") this.#visitorLeg.charge((this.#scene.nowMs - this.#beganMs) / 1000);
    this.#call.record("call", this.#operatorLeg);
    this.#wrapUp(employeeId, Math.round(5 + random.exponential(25)));
    afterword(this.#scene, "call", { call_id: this.#call.callId }, { employeeId, isAnswered: true, guests: this.#call.guests });
  }

  /** Most note down at once what was said. */
  #wrapUp(employeeId: number, seconds: number): void {
    const { random } = this.#scene;
    this.#operator.release("call", seconds);
    if (!random.chance(0.7)) return;
    const rating = random.chance(0.2) ? { rating: random.integer(1, 5) } : {};
    const note = { call_id: this.#call.callId, leg_id: this.#operatorLeg.legId, employee_id: employeeId, duration: seconds, ...rating };
    this.#scene.after(seconds, () => this.#scene.publish("call.postprocessed.v1", note));
  }
}
