import type { Writers } from "./messages.ts";
import type { ChatState } from "./state.ts";

const nobody: Writers = { visitor: false, operator: false, invitation: false };

/**
 * How a chat went: as its close says, else as derived (rulings A17). An operator or an invitation without a word of the visitor: `refused`; visitor
 * and operator: `succeed`; any other: `lost`. A bot is nobody here. Of an open chat: `active` once somebody was assigned or replied, else `new`.
 * @param wrote who wrote up to the close; what was written after it does not count (settled)
 */
export function statusOf({ closed, routes }: ChatState, wrote: Writers = nobody): string {
  if (closed === undefined) {
    const isServed = wrote.operator || routes.some(({ employeeId }) => employeeId !== 0);
    return isServed ? "active" : "new";
  }
  if (closed.value.status !== undefined) return closed.value.status;
  if (!wrote.visitor && (wrote.operator || wrote.invitation)) return "refused";
  return wrote.visitor && wrote.operator ? "succeed" : "lost";
}
