import type { Database } from "@stats/facts";
import { rowsOf } from "./scratch-system.ts";

/** [chat_id, wait, talk, employee_id] of every chat as it stands. */
export async function chatRowsOf(database: Database): Promise<unknown[][]> {
  return await rowsOf(database, "select toUInt32(chat_id), wait, talk, toUInt32(employee_id) from chat final where deleted = 0 order by chat_id");
}
