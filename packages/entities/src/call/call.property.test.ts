import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldAll, rowsOf } from "../entity.ts";
import { callHistories } from "../testing/call-histories.ts";
import { referenceCall } from "../testing/call-reference.ts";
import { itKeepsTheLaws } from "../testing/fold-laws.ts";
import { callFold } from "./call.ts";

describe("a call and its legs", () => {
  itKeepsTheLaws(callFold, callHistories);

  it("equal the rulings written down naively, at every prefix of the log", () => {
    fc.assert(
      fc.property(callHistories.any, (log) => {
        for (let length = 1; length <= log.length; length += 1) {
          const prefix = log.slice(0, length);
          const { call = [], call_leg: legs = [] } = rowsOf(foldAll(callFold, prefix));
          const expected = referenceCall(prefix);
          const position = { tenant: "acme", partition: 3, deleted: 0 };
          expect(call.filter(({ deleted }) => deleted === 0)).toMatchObject(expected ? [{ ...position, ...expected.call }] : []);
          expect(legs.filter(({ deleted }) => deleted === 0)).toEqual((expected?.legs ?? []).map((leg) => ({ ...position, ...leg })));
        }
      }),
      { numRuns: 800 },
    );
  });
});
