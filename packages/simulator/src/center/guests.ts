import type { Random } from "../random.ts";
import type { EventFields } from "../timed-event.ts";

const remembered = 40;

/** Those who came to the sites last: whoever a communication is given to later has been there. */
export class Guests {
  readonly #blocks: EventFields[] = [];

  /** `block` is what events say of the visitor. */
  note(block: EventFields): void {
    this.#blocks.push(block);
    if (this.#blocks.length > remembered) this.#blocks.shift();
  }

  /** The block of one of them; undefined while nobody has come. */
  someone(random: Random): EventFields | undefined {
    return this.#blocks.length === 0 ? undefined : random.pick(this.#blocks);
  }
}
