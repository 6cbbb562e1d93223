import { comagic } from "./comagic/dialect.ts";
import type { Dialect } from "./dialect.ts";
import { livetex } from "./livetex/dialect.ts";
import { thulium } from "./thulium/dialect.ts";
import { voximplant } from "./voximplant/dialect.ts";

/** The dialects that can be asked. */
export const dialects: readonly Dialect[] = [livetex, thulium, voximplant, comagic];
