import type { EventType } from "@stats/events";
import type { EventFields } from "../timed-event.ts";
import { tags, type Employee, type Place } from "./center.ts";
import { emailOf, phoneOf, type ContactBook } from "./contact-book.ts";
import type { Scene } from "./stage.ts";
import { saleOf, type Origin } from "./web-visit.ts";

/** Communication ids of leads stand apart from their own ids, in the upper half of the day's block. */
const communicationIdsFrom = 5_000_000;
const hour = 3_600;
/** How often a lead looks for somebody at work, hour by hour, before it is forgotten. */
const attempts = 12;

/** An offline message: somebody takes it, somebody deals with it, some wait for ever. */
export class Lead {
  readonly #leadId: number;
  readonly #place: Place;
  readonly #scene: Scene;
  readonly #onDuty: () => readonly Employee[];
  readonly #contacts: ContactBook;
  readonly #origin: Origin;

  constructor(leadId: number, place: Place, scene: Scene, onDuty: () => readonly Employee[], contacts: ContactBook, origin: Origin) {
    this.#leadId = leadId;
    this.#place = place;
    this.#scene = scene;
    this.#onDuty = onDuty;
    this.#contacts = contacts;
    this.#origin = origin;
  }

  begin(): void {
    const { random } = this.#scene;
    const { siteId, queue } = this.#place;
    const writer = random.chance(0.15) ? this.#somebody() : undefined;
    const type = writer
      ? "callback"
      : random.weighted([
          ["form", 60],
          ["callback", 25],
          ["chat", 15],
        ]);
    const phone = type === "callback" || random.chance(0.6) ? phoneOf(random) : undefined;
    const email = phone === undefined || random.chance(0.3) ? emailOf(random) : undefined;
    this.#publish("offline_message.received.v1", {
      communication_id: this.#leadId + communicationIdsFrom,
      lead_type: type,
      site_id: siteId,
      department_id: queue.departmentId,
      text: random.pick(["Please call me back", "When are you open?", "I would like an offer"]),
      form_type: type === "form" ? "Стандартная" : "Пользовательская",
      group_id: siteId,
      group_name: "Website",
      ...(writer ? { employee_id: writer.employeeId } : this.#origin),
      ...(phone === undefined ? {} : { visitor_phone_number: phone }),
      ...(email === undefined ? {} : { visitor_email: email }),
    });
    const addresses = [...(phone === undefined ? [] : [["phone", phone] as const]), ...(email === undefined ? [] : [["email", email] as const])];
    this.#contacts.fromLead(siteId, addresses, writer ? "employee" : "visitor");
    if (random.chance(0.1))
      this.#scene.after(random.integer(30, 600), () => this.#publish("offline_message.tagged.v1", { tag_id: random.pick(tags).tagId, tag_type: "manual" }));
    if (random.chance(0.05)) this.#scene.after(random.integer(600, 3_600), () => this.#publish("offline_message.sale_recorded.v1", saleOf(this.#scene)));
    if (random.chance(0.92)) this.#scene.after(Math.min(60 + random.exponential(900), 4 * hour), () => this.#assign(attempts));
  }

  #assign(attemptsLeft: number): void {
    const { random } = this.#scene;
    const employee = this.#somebody();
    if (!employee) {
      if (attemptsLeft > 1) this.#scene.after(hour, () => this.#assign(attemptsLeft - 1));
      return;
    }
    this.#publish("offline_message.assigned.v1", { employee_id: employee.employeeId });
    if (random.chance(0.88)) this.#scene.after(Math.min(120 + random.exponential(2_400), 8 * hour), () => this.#process(employee));
  }

  #process({ employeeId }: Employee): void {
    const answer = this.#scene.random.chance(0.7) ? { answer_message: "We have called you back" } : { comment: "Settled by telephone" };
    this.#publish("offline_message.processed.v1", { employee_id: employeeId, ...answer });
  }

  /** Somebody of the department if possible, else anybody at work. */
  #somebody(): Employee | undefined {
    const present = this.#onDuty();
    const own = present.filter(({ departmentIds }) => departmentIds.includes(this.#place.queue.departmentId));
    const able = own.length > 0 ? own : present;
    return able.length > 0 ? this.#scene.random.pick(able) : undefined;
  }

  #publish(type: EventType, data: EventFields): void {
    this.#scene.publish(type, { offline_message_id: this.#leadId, ...data });
  }
}
