import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { isGone, newOwner } from "./owner.ts";

describe("the owner of a rebuild", () => {
  const mine = newOwner();
  const [host] = mine.split("/");

  it("is gone when his process is, however recently he wrote", async () => {
    const child = spawn(process.execPath, ["-e", ""]);
    const { pid } = child;
    await once(child, "close");
    expect(isGone(`${host}/${pid}/aa`, 0, mine)).toBe(true);
    expect(isGone(`${host}/${process.ppid}/aa`, 29_000, mine)).toBe(false);
  });

  it("is gone when his number has been given to me", () => {
    expect(isGone(`${host}/${process.pid}/other`, 0, mine)).toBe(true);
    expect(isGone(mine, 0, mine)).toBe(false);
  });

  it("of another machine is gone after half a minute of silence", () => {
    expect(isGone("elsewhere/1/aa", 29_000, mine)).toBe(false);
    expect(isGone("elsewhere/1/aa", 31_000, mine)).toBe(true);
  });
});
