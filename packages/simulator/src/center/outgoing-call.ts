import { q850 } from "./call-leg.ts";
import type { Floor } from "./floor.ts";
import type { Operator } from "./operator.ts";
import type { PhoneCall } from "./phone-call.ts";
import { PhoneTalk } from "./phone-talk.ts";
import type { Scene } from "./stage.ts";

/** The operator calls a visitor: picks up, lets it ring, and talks or tries another day. */
export function outgoingCall(scene: Scene, floor: Floor, call: PhoneCall, operator: Operator): void {
  const { random } = scene;
  operator.take("call");
  const operatorLeg = call.operatorLeg(operator);
  operatorLeg.connect();
  const outcome = random.weighted([
    ["answered", 70],
    ["busy", 10],
    ["noAnswer", 20],
  ] as const);
  scene.after(2, () => {
    const visitorLeg = call.visitorLeg();
    const ringing = { answered: random.integer(4, 20), busy: 2, noAnswer: 40 }[outcome];
    scene.after(ringing, () => {
      if (outcome === "answered") {
        visitorLeg.connect();
        new PhoneTalk(scene, floor, call, visitorLeg, operator, operatorLeg).begin();
        return;
      }
      visitorLeg.end(q850[outcome]);
      operatorLeg.end(q850.clearing);
      call.finish(outcome === "busy" ? "subscriber_busy" : "subscriber_no_answer");
      operator.release("call");
    });
  });
}
