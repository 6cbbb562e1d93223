import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashPassword } from "@stats/query";
import { CommanderError } from "commander";
import { createProgram } from "./program.ts";
import { runCli } from "./testing/run-cli.ts";

const commands = [
  "start",
  "intake",
  "ingest",
  "query",
  "engine",
  "hash",
  "check-config",
  "migrate",
  "simulate",
  "dead-letters",
  "rebuild",
  "replay",
  "verify",
  "explain",
  "new-epoch",
];
let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "cli-"));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const file = async (name: string, content: unknown) => {
  const path = join(dir, name);
  await writeFile(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
};

/** What a command line that never gets to run prints, in this process: starting one takes a second. */
async function refusal(args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const program = createProgram();
  const printed = { stdout: "", stderr: "" };
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({ writeOut: (text) => (printed.stdout += text), writeErr: (text) => (printed.stderr += text) });
  }
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) return { code: error.exitCode, ...printed };
    throw error;
  }
  throw new Error("the command ran");
}

describe("every command", () => {
  it("is listed by --help, and has a help of its own", async () => {
    const { code, stdout } = await runCli(["--help"]);
    expect(code).toBe(0);
    for (const command of commands) {
      expect(stdout).toMatch(new RegExp(`^ {2}${command}\\b`, "m"));
      expect(await refusal([command, "--help"])).toEqual({ code: 0, stderr: "", stdout: expect.stringContaining(`Usage: stats ${command}`) });
    }
  });

  it.each([
    [["explode"], /unknown command 'explode'/],
    [["engine"], /required option '--port <port>' not specified/],
    [["engine", "--port", "0"], /expected a whole number from 1 to 65535/],
    [["dead-letters", "--reason", "bad_luck"], /Allowed choices are invalid_json/],
    [["dead-letters", "--limit", "many"], /expected a whole number from 1 to 100000/],
    [["replay"], /replay needs --dead-letters, or --topic/],
    [["replay", "--topic", "chats"], /allowed are chat-events/],
    [["hash", "secret"], /too many arguments/],
    [["verify", "--fast"], /unknown option '--fast'/],
    [["simulate", "--url", "http://x"], /--url and --key go together/],
  ])("refuses %j in a sentence", async (args, sentence) => {
    expect(await refusal(args)).toMatchObject({ code: 1, stdout: "", stderr: expect.stringMatching(sentence) });
  });

  it("without a command shows the help and fails", async () => {
    const { code, stderr } = await runCli([]);
    expect([code, stderr]).toEqual([1, expect.stringContaining("Usage: stats")]);
  });

  it("refuses a wrong configuration with all faults at once", async () => {
    const { code, stderr } = await runCli(["verify"], { env: { STATS_HTTP_PORT: "x", STATS_CACHE_MB: "0" } });
    expect([code, stderr]).toEqual([1, expect.stringMatching(/STATS_HTTP_PORT=x[^]*STATS_CACHE_MB=0/)]);
    expect(stderr).not.toMatch(/^ +at /m);
  });
});

describe("hash", () => {
  it("makes one line of one line, salted, fit for the accounts file", async () => {
    const [first, second] = await Promise.all([runCli(["hash"], { input: "correct horse\n" }), runCli(["hash"], { input: "correct horse" })]);
    for (const { code, stdout } of [first, second]) {
      expect([code, stdout]).toEqual([0, expect.stringMatching(/^\S+\n$/)]);
      expect(stdout).not.toContain("horse");
    }
    expect(first.stdout).not.toBe(second.stdout);
    // The same scheme as the one that checks passwords.
    expect(first.stdout.split("$").slice(0, 2)).toEqual((await hashPassword("x")).split("$").slice(0, 2));
  });

  it.each([
    ["", /one line that is not empty/],
    ["\n", /one line that is not empty/],
    ["a\nb\n", /takes one line/],
  ])("refuses %j and prints nothing", async (input, sentence) => {
    const { code, stdout, stderr } = await runCli(["hash"], { input });
    expect([code, stdout, stderr]).toEqual([1, "", expect.stringMatching(sentence)]);
    expect(stderr).not.toMatch(/^ +at /m);
  });
});

describe("check-config", () => {
  it("is content without an accounts file, and with a right one", async () => {
    expect(await runCli(["check-config"])).toMatchObject({ code: 0, stdout: expect.stringContaining("demo account") });
    const right = await file("right.json", [{ tenant: "acme", publish_keys: [`sha256:${"0".repeat(64)}`] }]);
    expect(await runCli(["check-config", right])).toMatchObject({ code: 0, stdout: expect.stringContaining("1 accounts") });
    expect(await runCli(["check-config"], { env: { STATS_ACCOUNTS_FILE: right } })).toMatchObject({ code: 0 });
  });

  it("reports the faults of variables and file together, misspelt names included", async () => {
    const wrong = await file("wrong.json", [
      { tenant: "Not A Slug", timezone: "Mars/Olympus" },
      { tenant: "b", publish_keys: ["plain"], colour: "red" },
    ]);
    const { code, stderr } = await runCli(["check-config"], { env: { STATS_ACCOUNTS_FILE: wrong, STATS_HTTP_PORT: "99999", STATS_HTTP_PROT: "1" } });
    expect(code).toBe(1);
    for (const part of ["STATS_HTTP_PORT=99999", "STATS_HTTP_PROT: no such variable", "tenant", "timezone", "publish_keys", "colour"])
      expect(stderr).toContain(part);
    expect(stderr).not.toMatch(/^ +at /m);
  });

  it("says that a file cannot be read, or is no JSON", async () => {
    expect(await runCli(["check-config", join(dir, "absent.json")])).toMatchObject({ code: 1, stderr: expect.stringMatching(/absent\.json.*cannot be read/) });
    expect(await runCli(["check-config", await file("broken.json", "{")])).toMatchObject({ code: 1, stderr: expect.stringMatching(/broken\.json.*JSON/) });
  });
});
