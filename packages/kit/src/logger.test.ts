import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { loggableUrl } from "./logger.ts";

const logger = new URL("./logger.ts", import.meta.url).href;

/** What a process that logs like this prints. */
function printed(statement: string): { stdout: string; lines: Record<string, unknown>[] } {
  const script = `import { createLogger } from ${JSON.stringify(logger)}; const logger = createLogger("test", "info"); ${statement}`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  return {
    stdout,
    lines: stderr
      .trim()
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

describe("loggableUrl", () => {
  it.each([
    ["/platform_api/X?account_id=1&api_key=abc&x=2", "/platform_api/X?account_id=1&api_key=***&x=2"],
    ["/p?API_KEY=abc", "/p?API_KEY=***"],
    ["/p?password=a%26b;token=c#d", "/p?password=***;token=***#d"],
    ["/oauth2/token?access_token=x&session_id=y&account_password=z", "/oauth2/token?access_token=***&session_id=***&account_password=***"],
    ["/reports?from=2026-01-01", "/reports?from=2026-01-01"],
    ["/p?api%5Fkey=abc", "/p?api%5Fkey=***"],
    ["http://user:secret@db:8123/?x=1", "http://***@db:8123/?x=1"],
  ])("%s", (url, masked) => {
    expect(loggableUrl(url)).toBe(masked);
  });
});

describe("createLogger", () => {
  it("writes one JSON object a line to standard error, and nothing to standard output", () => {
    const { stdout, lines } = printed('logger.info({ n: 1 }, "first"); logger.debug("not this"); logger.error({ err: new Error("no") }, "second");');
    expect(stdout).toBe("");
    expect(lines).toMatchObject([
      { level: "info", name: "test", n: 1, msg: "first", time: expect.stringMatching(/^\d{4}-.*Z$/), pid: expect.any(Number) },
      { level: "error", msg: "second", err: { message: "no", stack: expect.any(String) } },
    ]);
  });

  it("masks fields that hold secrets, one level down too", () => {
    const { lines } = printed(
      'logger.info({ password: "s1", user: { password: "s2", authorization: "s3", name: "n" }, api_key: "s4", headers: { authorization: "s5" } }, "x");',
    );
    expect(lines).toMatchObject([
      { password: "***", user: { password: "***", authorization: "***", name: "n" }, api_key: "***", headers: { authorization: "***" } },
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/s[1-5]"/);
  });
});
