import type { EventData } from "@stats/events";
import { digestOf } from "../digest.ts";
import { DigestTable } from "../digest-table.ts";
import { isEarlier, secondsOf, type Moment } from "../moment.ts";

const timeField = 0;
const versionField = 1;
const authorField = 2;
const fieldCount = 3;

/** In the author field: an operator's employee_id (1 and above), or one of these. */
const visitor = 0;
const someoneElse = -1;

interface Answer extends Moment {
  readonly employeeId: number;
}

/**
 * The messages of a chat. The same message_id twice is one message: the one of the earliest time, at one millisecond that of the lower
 * offset (rulings X11). So every message is kept, those of bots too, which may take the place of another; its text is not.
 */
export class Messages {
  readonly #table = new DigestTable(fieldCount);

  get bytes(): number {
    return this.#table.bytes;
  }

  add(at: Moment, data: EventData["chat.message_sent.v1"]): void {
    const table = this.#table;
    const id = digestOf(data.message_id);
    let slot = table.find(id);
    if (slot === -1) slot = table.add(id);
    else if (!isEarlier(at, this.#momentAt(slot))) return;
    table.set(slot, timeField, at.timeMs);
    table.set(slot, versionField, at.version);
    table.set(slot, authorField, authorOf(data));
  }

  /** The first operator message in the seconds [from, to]; undefined if there is none. */
  firstAnswer(from: number, to: number): Answer | undefined {
    const table = this.#table;
    let first: Answer | undefined;
    for (let slot = table.next(0); slot !== -1; slot = table.next(slot + table.stride)) {
      const employeeId = table.get(slot, authorField);
      if (employeeId <= 0) continue;
      const moment = this.#momentAt(slot);
      const seconds = secondsOf(moment.timeMs);
      if (seconds < from || seconds > to) continue;
      if (first === undefined || isEarlier(moment, first)) first = { ...moment, employeeId };
    }
    return first;
  }

  /** Whether the visitor wrote in the seconds up to and including `to`. */
  visitorWrote(to: number): boolean {
    const table = this.#table;
    for (let slot = table.next(0); slot !== -1; slot = table.next(slot + table.stride)) {
      if (table.get(slot, authorField) === visitor && secondsOf(table.get(slot, timeField)) <= to) return true;
    }
    return false;
  }

  #momentAt(slot: number): Moment {
    return { timeMs: this.#table.get(slot, timeField), version: this.#table.get(slot, versionField) };
  }
}

/** An operator's message always names the employee (the contract requires it); only such a one answers. */
function authorOf(data: EventData["chat.message_sent.v1"]): number {
  if (data.author === "visitor") return visitor;
  return data.author === "operator" ? (data.employee_id ?? someoneElse) : someoneElse;
}
