import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { bodyOf } from "./streamed-body.ts";

const long = "x".repeat(50_000);

async function* from(pieces: readonly (string | Error)[]): AsyncGenerator<string> {
  for (const piece of pieces) {
    if (typeof piece !== "string") throw piece;
    yield piece;
  }
}

describe("the body of a reply that is made in pieces", () => {
  it("is a text when it is short, and a stream when it is long", async () => {
    let closed = 0;
    const close = () => void (closed += 1);
    expect(await bodyOf(from(["a", "b"]), close)).toBe("ab");
    expect(await bodyOf(from([]), close)).toBe("");
    expect(closed).toBe(2);
    const body = await bodyOf(from([long, long, "end"]), close);
    if (typeof body === "string") throw new Error("a long body is a stream");
    expect(closed).toBe(2);
    expect(await text(body)).toBe(`${long}${long}end`);
    expect(closed).toBe(3);
  });

  it("fails before it is sent when it is short, breaks off when it is long, and is closed in either case", async () => {
    let closed = 0;
    const close = () => void (closed += 1);
    await expect(bodyOf(from(["a", new Error("broken")]), close)).rejects.toThrow("broken");
    expect(closed).toBe(1);
    const body = await bodyOf(from([long, long, new Error("broken")]), close);
    await expect(text(body as Readable)).rejects.toThrow("broken");
    expect(closed).toBe(2);
    const unwanted = await bodyOf(from([long, long, long]), close);
    (unwanted as Readable).destroy();
    await expect.poll(() => closed).toBe(3);
  });
});
