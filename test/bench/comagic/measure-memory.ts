import type { Table } from "../benchmark.ts";
import { askComagic } from "../harness/ask.ts";
import { residentMib } from "../harness/process-usage.ts";
import { round } from "../harness/round.ts";
import { seededPick } from "../reports/requests.ts";
import type { Asking } from "./measure-reports.ts";
import { wideParams } from "./requests.ts";

const atOnce = 20;

/** Twenty clients at once, each with 10,000 rows of all fields over a month: of a query process that has answered nothing before. */
export async function measureMemory({ origin, account, store, fields, pids, progress }: Asking): Promise<Table> {
  const rows: (string | number)[][] = [];
  for (const method of ["get.chats_report", "get.communications_report"]) {
    const pick = seededPick(20);
    const before = residentMib(pids.query);
    const beganMs = performance.now();
    const answers = await Promise.all(
      Array.from({ length: atOnce }, async () => {
        try {
          const { bytes } = await askComagic(origin, account, method, wideParams(pick, store, method, fields));
          return { bytes, ms: performance.now() - beganMs };
        } catch (error) {
          progress(`${method} failed: ${String(error)}`);
          return { bytes: 0, ms: performance.now() - beganMs };
        }
      }),
    );
    const mib = answers.reduce((sum, { bytes }) => sum + bytes, 0) / 2 ** 20;
    const lastMs = Math.max(...answers.map(({ ms }) => ms));
    rows.push([
      method,
      answers.filter(({ bytes }) => bytes > 0).length,
      round(mib),
      round(lastMs),
      round(before.now),
      round(residentMib(pids.query).peak),
      round(residentMib(pids.engine).peak),
    ]);
    progress(rows.at(-1)?.join(", ") ?? "");
  }
  return {
    title: `${atOnce} requests at once, each for 10,000 rows of all fields over 31 days; memory in MiB`,
    columns: ["report", "answered", "MiB answered", "ms until the last was", "query process before", "query process at its peak", "engine at its peak"],
    rows,
  };
}
