import { afterword } from "./afterword.ts";
import { q850, type CallLeg } from "./call-leg.ts";
import type { Floor, Waiting } from "./floor.ts";
import type { Operator } from "./operator.ts";
import type { PhoneCall } from "./phone-call.ts";
import { PhoneTalk } from "./phone-talk.ts";
import type { Scene } from "./stage.ts";

const ringSeconds = 25;

/** A visitor calls: a greeting, the queue, the operators whose phones ring, and a talk, unless patience ends before. */
export class IncomingCall implements Waiting {
  readonly channel = "call";
  readonly #scene: Scene;
  readonly #floor: Floor;
  readonly #call: PhoneCall;
  readonly #visitorLeg: CallLeg;
  #ringing: { readonly operator: Operator; readonly leg: CallLeg } | null = null;
  #isWaiting = false;
  #isAnswered = false;

  constructor(scene: Scene, floor: Floor, call: PhoneCall) {
    this.#scene = scene;
    this.#floor = floor;
    this.#call = call;
    this.#visitorLeg = call.visitorLeg();
  }

  get departmentId(): number {
    return this.#call.place.queue.departmentId;
  }

  get isWaiting(): boolean {
    return this.#isWaiting;
  }

  begin(): void {
    const { random } = this.#scene;
    const patience = 20 + random.exponential(120);
    this.#scene.after(1, () => this.#visitorLeg.connect());
    this.#scene.after(random.integer(3, 12), () => this.#wait());
    this.#scene.after(patience, () => {
      if (!this.#isAnswered) this.#giveUp();
    });
  }

  #wait(): void {
    this.#isWaiting = true;
    this.#floor.queue(this);
  }

  /** Most pick up within seconds; a few do not notice, and the call goes on to somebody else. */
  assign(operator: Operator): void {
    const { random } = this.#scene;
    this.#isWaiting = false;
    operator.take("call");
    const ringing = { operator, leg: this.#call.operatorLeg(operator) };
    this.#ringing = ringing;
    const isMissed = random.chance(0.05);
    this.#scene.after(isMissed ? ringSeconds : Math.min(2 + random.exponential(5), ringSeconds - 1), () => {
      if (this.#ringing !== ringing) return;
      this.#ringing = null;
      if (!isMissed) return this.#answer(operator, ringing.leg);
      ringing.leg.end(q850.noAnswer);
      // In line before the phone is put down, so that nobody who came later is served first.
      this.#wait();
      operator.miss("call");
    });
  }

  #answer(operator: Operator, leg: CallLeg): void {
    this.#isAnswered = true;
    leg.connect();
    new PhoneTalk(this.#scene, this.#floor, this.#call, this.#visitorLeg, operator, leg).begin();
  }

  /** Lost. Some speak to the answering machine first. */
  #giveUp(): void {
    this.#isWaiting = false;
    const ringing = this.#ringing;
    this.#ringing = null;
    ringing?.leg.end(q850.clearing);
    this.#visitorLeg.end(q850.clearing);
    this.#call.finish("subscriber_disconnects");
    ringing?.operator.release("call");
    if (this.#scene.random.chance(0.15)) this.#call.record("voice_mail", this.#visitorLeg);
    afterword(this.#scene, "call", { call_id: this.#call.callId }, { employeeId: null, isAnswered: false, guests: this.#call.guests });
  }
}
