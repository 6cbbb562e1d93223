import { z } from "zod";
import { defineQuestion } from "../question.ts";
import { flag } from "../values.ts";

const params = z.object({ session_id: z.string() });
const row = z.object({ ended: flag });

/** Whether a login session was ended before its time. One row. */
export const sessionEnded = defineQuestion({ name: "session-ended", at: import.meta.url, params, row });
