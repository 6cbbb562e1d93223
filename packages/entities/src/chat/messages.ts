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
const invitation = -2;

interface Answer extends Moment {
  readonly employeeId: number;
}

/** Who wrote at least one message. */
export interface Writers {
  readonly visitor: boolean;
  readonly operator: boolean;
  readonly invitation: boolean;
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

  /** Who wrote in the seconds up to and including `to`. */
  writers(to: number): Writers {
    const table = this.#table;
    const wrote = { visitor: false, operator: false, invitation: false };
    for (let slot = table.next(0); slot !== -1; slot = table.next(slot + table.stride)) {
      if (secondsOf(table.get(slot, timeField)) > to) continue;
      const author = table.get(slot, authorField);
      if (author === visitor) wrote.visitor = true;
      else if (author > 0) wrote.operator = true;
      else if (author === invitation) wrote.invitation = true;
    }
    return wrote;
  }

  /** Distinct messages of all authors (rulings A21). */
  get count(): number {
    return this.#table.size;
  }

  /** Of these, those of operators, whoever they are. */
  get employeeCount(): number {
    const table = this.#table;
    let count = 0;
    for (let slot = table.next(0); slot !== -1; slot = table.next(slot + table.stride)) if (table.get(slot, authorField) > 0) count += 1;
    return count;
  }

  #momentAt(slot: number): Moment {
    return { timeMs: this.#table.get(slot, timeField), version: this.#table.get(slot, versionField) };
  }
}

/** An operator's message always names the employee (the contract requires it); only such a one answers. */
function authorOf(data: EventData["chat.message_sent.v1"]): number {
  if (data.author === "visitor") return visitor;
  if (data.author === "auto_invite") return invitation;
  return data.author === "operator" ? (data.employee_id ?? someoneElse) : someoneElse;
}
