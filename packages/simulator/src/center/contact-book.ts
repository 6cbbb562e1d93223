import type { Random } from "../random.ts";
import type { EventFields } from "../timed-event.ts";
import type { Scene } from "./stage.ts";

type Address = readonly [kind: "email" | "phone", value: string];

/** Numbers and addresses of nobody: a mobile number, and a domain that stands for examples. */
export const phoneOf = (random: Random): string => `79${random.integer(100_000_000, 999_999_999)}`;
export const emailOf = (random: Random): string => `visitor${random.integer(1, 900_000)}@example.com`;

/** Notes the addresses that visitors leave on one business day. */
export class ContactBook {
  readonly #scene: Scene;
  #nextId: number;

  constructor(scene: Scene, firstContactId: number) {
    this.#scene = scene;
    this.#nextId = firstContactId;
  }

  /** Some who chat with people leave an address after a while, if the chat is still open then: found in what they write, or entered by the operator. */
  fromChat(siteId: number, isOpen: () => boolean): void {
    const { random } = this.#scene;
    if (!random.chance(0.18)) return;
    this.#scene.after(random.integer(3, 60), () => {
      if (!isOpen()) return;
      const byEmployee = random.chance(0.25);
      const address: Address = random.chance(0.6) ? ["phone", phoneOf(random)] : ["email", emailOf(random)];
      this.#note(address, { source_type: "chat", creator_type: byEmployee ? "employee" : "visitor", is_auto: !byEmployee, site_id: siteId });
    });
  }

  fromLead(siteId: number, addresses: readonly Address[], creator: "employee" | "visitor"): void {
    for (const address of addresses) this.#note(address, { source_type: "lead", creator_type: creator, is_auto: false, site_id: siteId });
  }

  #note([kind, value]: Address, origin: EventFields): void {
    this.#scene.publish("contact.captured.v1", { contact_id: this.#nextId++, kind, value, ...origin });
  }
}
