import { describe, expect, it } from "vitest";
import { replaceOnce } from "./replace-once.ts";

describe("replaceOnce", () => {
  it("replaces the text where it stands, whatever the replacement holds", () => {
    expect(replaceOnce("const a = b;", "b", "$&b", "a.ts")).toBe("const a = $&b;");
  });

  it("refuses a text that is missing or ambiguous", () => {
    expect(() => replaceOnce("const a = 1;", "b", "c", "a.ts")).toThrow("a.ts does not have this text exactly once");
    expect(() => replaceOnce("b + b", "b", "c", "a.ts")).toThrow("exactly once");
  });
});
