import type { Operator } from "./operator.ts";

/** A chat that waits for somebody. */
export interface Waiting {
  readonly isWaiting: boolean;
  readonly departmentId: number;
  /** The floor has found somebody; called at once. */
  assign(operator: Operator): void;
}

/** Who is there and who waits: gives the longest waiting chat to the least busy operator. */
export class Floor {
  #operators: readonly Operator[] = [];
  #line: Waiting[] = [];

  staff(operators: readonly Operator[]): void {
    this.#operators = operators;
  }

  /** Puts a chat at the end of the line; it may be served before this returns. */
  queue(chat: Waiting): void {
    this.#line.push(chat);
    this.serve();
  }

  serve(): void {
    this.#line = this.#line.filter((chat) => chat.isWaiting);
    for (const chat of this.#line) {
      const operator = this.freeOperator(chat.departmentId);
      if (!operator) return;
      chat.assign(operator);
    }
  }

  /** Somebody of the department if possible, else anybody; undefined when all are busy. */
  freeOperator(departmentId: number, except?: Operator): Operator | undefined {
    const free = this.#operators.filter((operator) => operator.canTake && operator !== except);
    const own = free.filter((operator) => operator.employee.departmentIds.includes(departmentId));
    return leastBusy(own.length > 0 ? own : free);
  }
}

function leastBusy(operators: readonly Operator[]): Operator | undefined {
  return operators.reduce<Operator | undefined>((best, operator) => (best && best.chats <= operator.chats ? best : operator), undefined);
}
