import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { dialects } from "@stats/query";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { waitUntil } from "../system/wait-until.ts";
import { outputOf } from "./run-program.ts";

const program = fileURLToPath(new URL("../../services/cli/src/main.ts", import.meta.url));

/** What of the environment may reach a start on a bare clone. */
const bareEnvironment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("STATS_")));

/** The body, which may have lines of its own, without the status code in the last line. */
const bodyOf = (printed: string): string => printed.slice(0, Math.max(0, printed.lastIndexOf("\n")));

describe("what `npm start` prints on a machine without an accounts file", () => {
  const dataDir = mkdtempSync(join(tmpdir(), "stats-banner-"));
  let child: ChildProcess;
  let printed = "";

  beforeAll(async () => {
    await outputOf("curl", ["--version"]);
    child = spawn(process.execPath, [program, "start"], {
      env: { ...bareEnvironment, STATS_HTTP_PORT: "0", STATS_DATA_DIR: dataDir, STATS_LOG_LEVEL: "error" },
    });
    child.stdout?.on("data", (chunk: Buffer) => (printed += chunk.toString()));
    child.stderr?.on("data", (chunk: Buffer) => (printed += chunk.toString()));
    await waitUntil(
      "the banner is printed",
      async () => printed.split("\n").filter((line) => line.trim().startsWith("curl ")).length >= dialects.length || child.exitCode !== null,
    );
    expect(child.exitCode, printed).toBeNull();
  });
  afterAll(async () => {
    if (child !== undefined && child.exitCode === null) {
      child.kill("SIGTERM");
      await once(child, "exit");
    }
    rmSync(dataDir, { recursive: true, force: true });
  });

  it.each(dialects.map(({ name }) => name))(
    "the curl line of %s answers 200 with data within a minute of the first start",
    async (name) => {
      const section = printed.slice(printed.indexOf(`\n${name}  `));
      const line =
        section
          .split("\n")
          .find((candidate) => candidate.trim().startsWith("curl "))
          ?.trim() ?? "";
      expect(line, printed).toMatch(/^curl /);
      let last = "";
      // numbers, not an empty list: [] and {"result":[]} say that nothing has arrived yet
      const hasNumbers = async () => {
        last = await outputOf("sh", ["-c", `${line} -sS -w '\\n%{http_code}'`], { env: { NO_PROXY: "127.0.0.1", no_proxy: "127.0.0.1" } });
        return /[1-9]/.test(bodyOf(last)) && !last.includes('"error') && last.endsWith("\n200");
      };
      await waitUntil(() => `${line} answers with numbers; it answered ${last}`, hasNumbers, 60_000);
      expect(JSON.parse(bodyOf(last))).toBeTypeOf("object");
    },
    90_000,
  );

  it("SIGTERM ends it with exit code 0", async () => {
    child.kill("SIGTERM");
    const [code] = (await once(child, "exit")) as [number | null];
    expect(code, printed).toBe(0);
  });
});
