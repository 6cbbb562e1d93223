import type { Fold } from "../fold.ts";
import { evolveCall } from "./evolve.ts";
import { callRows } from "./rows.ts";
import { unknownCall, type CallState } from "./state.ts";
import { callWeight } from "./weight.ts";

/** Calls: one fact row a call and one a leg. What each column means stands in docs/metrics.md, "Calls". */
export const callFold: Fold<CallState> = {
  kinds: ["call"],
  initialState: unknownCall,
  evolve: evolveCall,
  rows: callRows,
  weight: callWeight,
};
