import { describe, expect, it } from "vitest";
import { RowBinaryBuffer } from "./row-binary.ts";

/** A string in RowBinary, the plain way: length as a varint, then the bytes. */
function plainly(text: string): Buffer {
  const bytes = Buffer.from(text);
  const length: number[] = [];
  for (let rest = bytes.length; ; rest >>>= 7) {
    if (rest < 0x80) {
      length.push(rest);
      return Buffer.concat([Buffer.from(length), bytes]);
    }
    length.push((rest & 0x7f) | 0x80);
  }
}

const texts = [
  "",
  "a",
  "account-1",
  "a".repeat(63),
  "a".repeat(64),
  "a".repeat(65),
  "a".repeat(127),
  "a".repeat(128),
  "a".repeat(20_000),
  "ы",
  `${"a".repeat(60)}ыыы`,
  "ы".repeat(64),
  "\u0000\u007f",
  "\u0080",
  "😀",
];

describe("strings in RowBinary", () => {
  it.each(texts)("writes %j as its bytes behind their number", (text) => {
    const buffer = new RowBinaryBuffer(4);
    buffer.string(text);
    expect(buffer.bytes().equals(plainly(text))).toBe(true);
  });

  it("writes one behind the other, texts that do not fit the short way among them", () => {
    const buffer = new RowBinaryBuffer(4);
    for (const text of texts) buffer.string(text);
    expect(buffer.bytes().equals(Buffer.concat(texts.map(plainly)))).toBe(true);
  });
});
