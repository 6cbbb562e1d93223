import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSqliteLog } from "@stats/log";

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "intake-"));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

/** An intake alone in a process, on the given log file; answers its address. */
async function startIntake(file: string): Promise<{ origin: string; process: ChildProcess }> {
  const child = spawn(process.execPath, [fileURLToPath(new URL("./testing/intake-process.ts", import.meta.url)), file], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  return { origin: line.toString().trim(), process: child };
}

describe("an acknowledged event", () => {
  it("is in the log after kill -9 in the middle of publishing, and none is there by halves", async () => {
    const file = join(dir, "log.sqlite");
    const { origin, process: child } = await startIntake(file);
    const acknowledged = new Set<string>();
    let killed = false;

    async function publish(publisher: number): Promise<void> {
      for (let batch = 0; !killed; batch += 1) {
        const ids = Array.from({ length: 5 }, (_, index) => `${publisher}-${batch}-${index}`);
        const events = ids.map((id) => ({
          specversion: "1.0",
          id,
          source: "/crm",
          type: "acd_status.changed.v1",
          time: "2026-03-25T10:00:00Z",
          tenant: "acme",
          data: { user_id: publisher + 1, status: "READY" },
        }));
        const answer = await fetch(`${origin}/events`, {
          method: "POST",
          headers: { authorization: "Bearer key", "content-type": "application/cloudevents-batch+json" },
          body: JSON.stringify(events),
        }).catch(() => undefined);
        if (answer?.status === 202) for (const id of ids) acknowledged.add(id);
        if (acknowledged.size > 300 && !killed) {
          killed = true;
          child.kill("SIGKILL");
        }
      }
    }
    await Promise.all([0, 1, 2, 3].map(publish));
    if (child.signalCode === null) await once(child, "exit");

    const log = await openSqliteLog({ file });
    const stored: string[] = [];
    for (const { topic, partition, low, end } of await log.ranges(["acd-status-events"])) {
      for await (const records of log.read({ topic, partition, from: low, to: end }))
        stored.push(...records.map(({ value }) => (JSON.parse(value?.toString() ?? "") as { id: string }).id));
    }
    await log.close();
    expect(acknowledged.size).toBeGreaterThan(300);
    expect([...acknowledged].filter((id) => !stored.includes(id))).toEqual([]);
    for (const publisher of [0, 1, 2, 3]) {
      const order = stored.filter((id) => id.startsWith(`${publisher}-`)).map((id) => id.split("-").map(Number));
      expect(order).toEqual(order.toSorted(([, a = 0, x = 0], [, b = 0, y = 0]) => a - b || x - y));
    }
  });
});
