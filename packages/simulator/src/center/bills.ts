import type { Scene } from "./stage.ts";

const monday = 1;
const freeOnAverage = 20;

/** What the account is charged on one day, beside its calls: the fee, on Mondays further services, now and then a connection or a correction. */
export function billDay(scene: Scene, date: Temporal.PlainDate, nextId: () => number): void {
  const { random } = scene;
  const charge = (kind: string, amount: string, bonuses?: string): void =>
    scene.publish("charge.recorded.v1", { charge_id: nextId(), date: date.toString(), kind, amount, ...(bonuses === undefined ? {} : { bonuses }) });
  charge("subscriber_fee", "150.00", date.day === 1 ? "50.00" : undefined);
  if (date.dayOfWeek === monday) charge("additional_services", `${random.integer(20, 90)}.50`);
  if (random.chance(1 / freeOnAverage)) charge("one_off_services", "500.00");
  if (random.chance(1 / freeOnAverage)) charge("changes", `-${random.integer(1, 40)}.25`);
}
