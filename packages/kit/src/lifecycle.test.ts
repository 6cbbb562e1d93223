import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { Lifecycle } from "./lifecycle.ts";
import { createLogger } from "./logger.ts";

describe("Lifecycle", () => {
  it("stops what was started last first, one after the other, once", async () => {
    const order: string[] = [];
    const lifecycle = new Lifecycle(createLogger("test", "silent"));
    for (const name of ["log", "database", "worker"]) {
      lifecycle.onStop(name, async () => {
        order.push(`${name} begins`);
        await new Promise(setImmediate);
        order.push(`${name} ends`);
      });
    }
    await Promise.all([lifecycle.stop(), lifecycle.stop()]);
    await lifecycle.stop();
    expect(order).toEqual(["worker begins", "worker ends", "database begins", "database ends", "log begins", "log ends"]);
  });

  it("goes on with the others when one fails to stop", async () => {
    const order: string[] = [];
    const lifecycle = new Lifecycle(createLogger("test", "silent"));
    lifecycle.onStop("log", async () => order.push("log"));
    lifecycle.onStop("worker", () => Promise.reject(new Error("stuck")));
    await lifecycle.stop();
    expect(order).toEqual(["log"]);
  });
});

describe("a process with stopOnSignals", () => {
  async function run(body: string, signal?: NodeJS.Signals): Promise<{ code: number | null; stdout: string }> {
    const at = (file: string) => JSON.stringify(new URL(file, import.meta.url).href);
    const script = `
      import { Lifecycle } from ${at("./lifecycle.ts")};
      import { createLogger } from ${at("./logger.ts")};
      const lifecycle = new Lifecycle(createLogger("test", "silent"));
      lifecycle.stopOnSignals();
      lifecycle.onStop("part", async () => { await new Promise((resolve) => setTimeout(resolve, 50)); console.log("stopped"); });
      ${body}`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "pipe", "inherit"] });
    let stdout = "";
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
      if (stdout === "up\n" && signal !== undefined) child.kill(signal);
    });
    const [code] = (await once(child, "close")) as [number | null];
    return { code, stdout };
  }
  const stayAlive = 'setInterval(() => {}, 1000); console.log("up");';

  it.each(["SIGTERM", "SIGINT"] as const)("stops its parts on %s and exits with 0", async (signal) => {
    expect(await run(stayAlive, signal)).toEqual({ code: 0, stdout: "up\nstopped\n" });
  });

  it("stops its parts after an error that nobody caught, and exits with 1", async () => {
    expect(await run('console.log("up"); setTimeout(() => { throw new Error("bug"); });')).toEqual({ code: 1, stdout: "up\nstopped\n" });
  });
});
