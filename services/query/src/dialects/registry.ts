import type { Dialect } from "./dialect.ts";
import { thulium } from "./thulium/dialect.ts";
import { voximplant } from "./voximplant/dialect.ts";

/** The dialects that can be asked. */
export const dialects: readonly Dialect[] = [thulium, voximplant];
