import type { StressFamily, StressFaults } from "@stats/simulator";
import type { PlannedFault } from "./faults/planned-fault.ts";
import type { Stage } from "./system/stage.ts";

export const partitionsDefault = 4;
export const batchEventsDefault = 400;

export interface RunOptions {
  readonly stage: Stage;
  readonly name: string;
  readonly seed: number;
  readonly events: number;
  readonly workers: number;
  readonly faults: readonly PlannedFault[];
  readonly partitions?: number;
  readonly batchEvents?: number;
  readonly cacheMb?: number;
  readonly sessionMs?: number;
  /** Of each report, per account. */
  readonly questions?: number;
  /** Pages of a long answer that are looked at, where fewer than usual. */
  readonly pagesMax?: number;
  /** How the log is troubled, where it is not the generator's default. */
  readonly logFaults?: Partial<StressFaults>;
  /** What the log's stories are about; default: chats, statuses, directory objects and a few others. */
  readonly families?: readonly StressFamily[];
  /** Records that are published beyond the place of the next fault; default enough for any fault to meet traffic. */
  readonly ahead?: number;
  /** Milliseconds without progress after which the system counts as stuck. */
  readonly stuckMs?: number;
  readonly nodeArguments?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly say: (line: string) => void;
}
