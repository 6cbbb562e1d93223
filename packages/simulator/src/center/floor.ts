import type { Channel, Operator } from "./operator.ts";

/** Somebody who waits to be served. */
export interface Waiting {
  readonly channel: Channel;
  readonly isWaiting: boolean;
  readonly departmentId: number;
  /** The floor has found somebody; called at once. */
  assign(operator: Operator): void;
}

/** Who is there and who waits: gives those who wait longest to the least busy operators, callers before those who write. */
export class Floor {
  #operators: readonly Operator[] = [];
  readonly #lines: Record<Channel, Waiting[]> = { call: [], chat: [] };

  staff(operators: readonly Operator[]): void {
    this.#operators = operators;
  }

  /** Puts somebody at the end of the line; may be served before this returns. */
  queue(waiting: Waiting): void {
    this.#lines[waiting.channel].push(waiting);
    this.serve();
  }

  serve(): void {
    this.#serveLine("call");
    this.#serveLine("chat");
  }

  #serveLine(channel: Channel): void {
    const line = this.#lines[channel].filter((waiting) => waiting.isWaiting);
    this.#lines[channel] = line;
    for (const waiting of line) {
      // Who was offered to somebody in vain may stand in the line twice.
      if (!waiting.isWaiting) continue;
      const operator = this.freeOperator(channel, waiting.departmentId);
      if (!operator) return;
      waiting.assign(operator);
    }
  }

  /** Somebody of the department if possible, else anybody; undefined when all are busy. */
  freeOperator(channel: Channel, departmentId: number, except?: Operator): Operator | undefined {
    const free = this.#operators.filter((operator) => operator.canTake(channel) && operator !== except);
    const own = free.filter((operator) => operator.employee.departmentIds.includes(departmentId));
    return leastBusy(own.length > 0 ? own : free);
  }
}

function leastBusy(operators: readonly Operator[]): Operator | undefined {
  return operators.reduce<Operator | undefined>((best, operator) => (best && best.load <= operator.load ? best : operator), undefined);
}
