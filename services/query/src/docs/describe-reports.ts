import type { ApiDescription } from "@stats/kit";
import { dialects } from "../dialects/registry.ts";

/** What the dialects answer, each by its own declaration, in the terms of OpenAPI; `now` in epoch milliseconds. */
export function describeReports(now: number): readonly ApiDescription[] {
  return dialects.map(({ describe }) => describe(now));
}
